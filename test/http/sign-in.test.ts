import { createSecretKey } from "node:crypto";
import { base64url, exportSPKI, generateKeyPair, importJWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { oidcIssuer, signInWith } from "../../functions/http/sign-in.ts";
import { AUDIENCE, type TestIssuer, testIssuer } from "./issuer.ts";
import { type TestPortal, testPortal } from "./portal.ts";

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

test("an issuer that does not answer is told as that, not as a wrong token", async () => {
  const lost = await testIssuer();
  const signIn = signInWith([oidcIssuer({ issuer: lost.issuer, audience: AUDIENCE, rolesClaim: "roles" })]);
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
