import { createSecretKey } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { base64url, decodeJwt, exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { lookUpFrom } from "../../functions/laptop/outside.ts";
import { oidcIssuer, signInWith } from "../../functions/portal/sign-in/sign-in.ts";
import { AUDIENCE, type TestIssuer, testIssuer } from "../helpers/portal/issuer.ts";
import { type TestPortal, testPortal } from "../helpers/portal/portal.ts";
import { proxyTo } from "../helpers/sources/proxy.ts";
import { portOf } from "../helpers/sources/stub.ts";

let portal: TestPortal;
let issuer: TestIssuer;
beforeAll(async () => {
  portal = await testPortal();
  issuer = portal.issuer;
  // Tokens of the real issuer carry the real time.
  portal.setClock(new Date().toISOString());
});
afterAll(() => portal.close());

const PERIODS = "/periods?province=ba-ria-vung-tau";

const statusOf = async (token: string): Promise<number> => (await portal.get(PERIODS, token)).status;

describe("a token of the issuer", () => {
  test("is believed for what its roles allow", async () => {
    expect(await statusOf(await issuer.token("can-bo"))).toBe(200);
    expect(await statusOf(await issuer.token("quan-tri"))).toBe(200);
    for (const client of ["nguoi-la", "vai-tro-khac"]) {
      const answer = await portal.get(PERIODS, await issuer.token(client));
      expect(answer.status).toBe(403);
      expect(answer.headers.get("www-authenticate")).toContain("insufficient_scope");
    }
  });

  test("is believed after the keys were rotated, one of the old key is not after a restart", async () => {
    const old = await issuer.token("can-bo");
    expect(await statusOf(old)).toBe(200);
    await issuer.rotate();
    expect(await statusOf(await issuer.token("can-bo"))).toBe(200);
    await portal.restart();
    expect(await statusOf(await issuer.token("can-bo"))).toBe(200);
    expect(await statusOf(old)).toBe(401);
  });
});

test("the one-time token of the laptop ends with its process", async () => {
  const old = portal.served.token;
  expect(await statusOf(old)).toBe(200);
  await portal.restart();
  expect(await statusOf(old)).toBe(401);
  expect(await statusOf(portal.served.token)).toBe(200);
});

const claims = { roles: ["operator"] };
const SECONDS = Math.floor(Date.now() / 1000);

/** A token of the issuer's form, signed by somebody else's key. */
async function forged(): Promise<string> {
  const { privateKey } = await generateKeyPair("RS256");
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: "khac" })
    .setIssuer(issuer.issuer)
    .setAudience(AUDIENCE)
    .setSubject("ke-gia")
    .setExpirationTime("10m")
    .sign(privateKey);
}

/** The issuer's public key as a secret, as an HS256 token would need it. */
async function signedWithPublicKey(): Promise<string> {
  const { keys } = await (await fetch(`${issuer.issuer}/jwks`)).json();
  const pem = await exportSPKI(await importPublic(keys[0]));
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", kid: keys[0].kid })
    .setIssuer(issuer.issuer)
    .setAudience(AUDIENCE)
    .setSubject("ke-gia")
    .setExpirationTime("10m")
    .sign(createSecretKey(Buffer.from(pem)));
}

async function importPublic(jwk: object) {
  const key = await importJWK({ ...jwk, kty: "RSA" }, "RS256");
  if (key instanceof Uint8Array) throw new TypeError("not a public key");
  return key;
}

const part = (value: unknown): string => base64url.encode(JSON.stringify(value));

const unsigned = (alg: string): string =>
  `${part({ alg })}.${part({ ...claims, iss: issuer.issuer, aud: AUDIENCE, sub: "ke-gia", exp: SECONDS + 600 })}.`;

describe("a token that is not the issuer's, or not for this service, or not for now", () => {
  test.each<[string, () => Promise<string> | string]>([
    ["signed by another key", forged],
    ["of algorithm none", () => unsigned("none")],
    ["of algorithm None", () => unsigned("None")],
    ["HS256 with the public key as the secret", signedWithPublicKey],
    ["for another audience", () => issuer.token("quan-tri", "https://khac.gov.vn")],
    [
      "with its roles changed",
      async () => {
        const [head, , signature] = (await issuer.token("can-bo")).split(".");
        const body = part({ ...claims, iss: issuer.issuer, aud: AUDIENCE, sub: "can-bo", exp: SECONDS + 600 });
        return `${head}.${body}.${signature}`;
      },
    ],
    ["without its signature", async () => `${(await issuer.token("can-bo")).split(".").slice(0, 2).join(".")}.`],
    ["cut off", async () => (await issuer.token("can-bo")).slice(0, -10)],
    ["that is no token", () => "khong-phai-ma"],
    ["empty", () => ""],
  ])("%s", async (_name, make) => {
    const answer = await portal.get(PERIODS, await make());
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "token-invalid", status: 401 });
    expect(answer.headers.get("www-authenticate")).toContain("invalid_token");
  });

  test("of another issuer, however good its signature", async () => {
    const other = await testIssuer();
    const answer = await portal.get(PERIODS, await other.token("quan-tri"));
    await other.close();
    expect(answer.status).toBe(401);
  });

  test("expired, and not yet valid", async () => {
    const token = await issuer.token("can-bo");
    portal.setClock(new Date(Date.now() + 3_600_000).toISOString());
    expect(await statusOf(token)).toBe(401);
    portal.setClock(new Date().toISOString());
    expect(await statusOf(token)).toBe(200);
  });

  test("no token at all", async () => {
    const answer = await portal.get(PERIODS);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "token-missing" });
    const basic = await fetch(`${portal.served.url}${PERIODS}`, { headers: { Authorization: "Basic cXVhbjp0cmk=" } });
    expect(basic.status).toBe(401);
  });
});

/** The laptop's own issuer as a stranger can read it in any of its tokens. */
const ownIssuer = (): string => String(decodeJwt(portal.served.token).iss);

/** A server that forged tokens name, and how often it was asked. */
async function trap(): Promise<{ readonly url: string; readonly asked: () => number }> {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.end("{}");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, asked: () => asked };
}

describe("a forged token is refused, and nobody is asked whom it names", () => {
  const good = () => ({ ...claims, aud: AUDIENCE, sub: "ke-gia", exp: SECONDS + 600 });
  type Forged = readonly [head: object, body: object];
  test.each<[string, (url: string) => Forged]>([
    ["the portal's own address as its issuer", () => [{ alg: "RS256" }, { ...good(), iss: portal.served.url }]],
    [
      "another server as its issuer",
      (url) => [
        { alg: "RS256", kid: "a" },
        { ...good(), iss: url },
      ],
    ],
    ...["none", "HS256", "RS256", "PS512", "ES256", "ES384", "EdDSA", "dir", ""].map((alg): [string, () => Forged] => [
      `this machine as its issuer, algorithm "${alg}"`,
      () => [{ alg }, { ...good(), iss: ownIssuer(), aud: "bao-cao" }],
    ]),
    ["no algorithm", () => [{}, { ...good(), iss: ownIssuer() }]],
    ["a number as its algorithm", () => [{ alg: 1 }, { ...good(), iss: ownIssuer() }]],
    [
      "keys of its own (jku)",
      (url) => [
        { alg: "RS256", kid: "a", jku: url },
        { ...good(), iss: issuer.issuer },
      ],
    ],
    [
      "a certificate of its own (x5u)",
      (url) => [
        { alg: "RS256", x5u: url },
        { ...good(), iss: issuer.issuer },
      ],
    ],
    [
      "a demand (crit)",
      (url) => [
        { alg: "RS256", crit: ["jku"], jku: url },
        { ...good(), iss: issuer.issuer },
      ],
    ],
    [
      "a key that nobody knows",
      () => [
        { alg: "RS256", kid: "la" },
        { ...good(), iss: issuer.issuer },
      ],
    ],
    ["an end long ago", () => [{ alg: "RS256" }, { ...good(), iss: issuer.issuer, exp: 1 }]],
    ["a list as its issuer", () => [{ alg: "RS256" }, { ...good(), iss: [issuer.issuer] }]],
    [
      "nearly all that fits a request",
      () => [{ alg: "RS256" }, { ...good(), iss: issuer.issuer, x: "x".repeat(9000) }],
    ],
    ["no object", () => [[], []]],
  ])("%s", async (_name, make) => {
    const named = await trap();
    const [head, body] = make(named.url);
    const answer = await portal.get(PERIODS, `${part(head)}.${part(body)}.${"A".repeat(86)}`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "token-invalid" });
    expect(named.asked()).toBe(0);
  });

  test("one larger than a request may be is not read at all", async () => {
    expect(await statusOf(`${part({ alg: "RS256" })}.${"A".repeat(100_000)}.AAAA`)).toBe(431);
  });
});

const believed = (address: string, env: Readonly<Record<string, string>> = {}) =>
  oidcIssuer({ issuer: address, audience: AUDIENCE, rolesClaim: "roles" }, { lookUp: lookUpFrom(env) });

test("an issuer's keys are asked for through the proxy that is set, and through none where it is excepted", async () => {
  const keys = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(keys.publicKey)), alg: "ES256", kid: "k" };
  const address = "http://cap-ma.tinh.test";
  const server = createServer(({ url = "" }, response) => {
    const isDiscovery = url.endsWith("/.well-known/openid-configuration");
    response.end(JSON.stringify(isDiscovery ? { issuer: address, jwks_uri: `${address}/jwks` } : { keys: [jwk] }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const proxy = await proxyTo(portOf(server.address()));
  const env = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: "ES256", kid: "k" })
    .setIssuer(address)
    .setAudience(AUDIENCE)
    .setSubject("can-bo")
    .setExpirationTime("10m")
    .sign(keys.privateKey);
  const asked = (more: Readonly<Record<string, string>>) =>
    signInWith([believed(address, { ...env, ...more })])(`Bearer ${token}`, new Date());

  expect((await asked({})).name).toBe(`${address} can-bo`);
  const paths = ["/.well-known/openid-configuration", "/jwks"];
  expect(proxy.asked).toEqual(paths.map((path) => `GET ${address}${path}`));
  await expect(asked({ NO_PROXY: ".tinh.test" })).rejects.toMatchObject({ code: "sign-in-unavailable" });
  expect(proxy.asked).toHaveLength(paths.length);
});

test("an issuer that does not answer is told as that, not as a wrong token", async () => {
  const lost = await testIssuer();
  const signIn = signInWith([believed(lost.issuer)]);
  const token = await lost.token("can-bo");
  await lost.close();
  await expect(signIn(`Bearer ${token}`, new Date())).rejects.toMatchObject({ code: "sign-in-unavailable" });
});

test.each([
  ["not yet valid", { nbf: SECONDS + 60, exp: SECONDS + 600 }, false],
  ["valid since a moment ago by a clock that is slow", { nbf: SECONDS + 3, exp: SECONDS + 600 }, true],
  ["without an end", {}, false],
  ["for another audience", { exp: SECONDS + 600, aud: "https://khac.gov.vn" }, false],
  ["whose roles are words in one text", { exp: SECONDS + 600, roles: "viewer khac" }, true],
  ["whose roles are a number", { exp: SECONDS + 600, roles: 7 }, "no role"],
])("a token %s", async (_name, more, believed) => {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const [me, audience] = ["https://cap-ma.gov.vn", AUDIENCE];
  const signIn = signInWith([{ issuer: me, audience, rolesClaim: "roles", keys: async () => publicKey }]);
  const payload = { iss: me, aud: audience, sub: "can-bo", roles: ["viewer"], ...more };
  const token = await new SignJWT(payload).setProtectedHeader({ alg: "ES256" }).sign(privateKey);
  const signed = signIn(`Bearer ${token}`, new Date(SECONDS * 1000));
  if (believed === false) return expect(signed).rejects.toMatchObject({ code: "token-invalid" });
  expect([...(await signed).roles]).toEqual(believed === true ? ["viewer"] : []);
});
