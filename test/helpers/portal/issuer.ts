import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import Provider, { type ClientMetadata, type InteractionResults } from "oidc-provider";
import { z } from "zod";

export const AUDIENCE = "https://bao-cao.tinh.gov.vn";

/** Clients of the issuer by their roles; each has its name as its secret. */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  "can-bo": ["viewer"],
  "quan-tri": ["operator"],
  "phe-duyet": ["approver"],
  "phe-duyet-2": ["approver"],
  "kiem-nhiem": ["operator", "approver"],
  "nguoi-la": [],
  "vai-tro-khac": ["admin", "VIEWER", "operator "],
};

/** Who can sign in with a browser, and the roles that the issuer gives them. */
export const PEOPLE: Readonly<Record<string, { readonly name: string; readonly roles: readonly string[] }>> = {
  "nguoi-xem": { name: "Trần Thị Xem", roles: ["viewer"] },
  "van-hanh": { name: "Lê Văn Hành", roles: ["operator"] },
  duyet: { name: "Phạm Thị Duyệt", roles: ["approver"] },
  "duyet-2": { name: "Ngô Văn Duyệt", roles: ["approver"] },
  "ca-hai": { name: "Võ Văn Hai", roles: ["operator", "approver"] },
  "khong-vai-tro": { name: "Người Lạ", roles: [] },
  "ten-la": { name: '<img src=x onerror="alert(1)">', roles: ["viewer"] },
};

/** The portal as a client that signs browsers in. */
export const PORTAL_CLIENT = { id: "cong-bao-cao", secret: "mat-khau-cua-cong" };

/** A real OpenID Connect provider on loopback, whose keys a test rotates. */
export interface TestIssuer {
  readonly issuer: string;
  /** Lets browsers come back to this address. */
  allow(redirectUri: string): Promise<void>;
  /** Who signs in where a browser comes by; null for somebody who goes away without doing so. */
  person: string | null;
  /** An access token by the grant of client credentials. */
  token(client: string, audience?: string): Promise<string>;
  /** Signs with a new key from now on; the old one is not published any more. */
  rotate(): Promise<void>;
  /** Looks for keys that were answered. */
  readonly looks: () => number;
  close(): Promise<void>;
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: crypto.randomUUID() };
}

const clientsOf = (redirectUris: readonly string[]): ClientMetadata[] => [
  ...Object.keys(ROLES).map((client) => ({
    client_id: client,
    client_secret: client,
    grant_types: ["client_credentials"],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: "client_secret_post" as const,
  })),
  {
    client_id: PORTAL_CLIENT.id,
    client_secret: PORTAL_CLIENT.secret,
    grant_types: ["authorization_code"],
    redirect_uris: [...redirectUris],
    response_types: ["code"],
    token_endpoint_auth_method: "client_secret_post",
  },
];

function provider(issuer: string, key: JWK, redirectUris: readonly string[]): Provider {
  const made = new Provider(issuer, {
    jwks: { keys: [{ ...key, kty: "RSA" }] },
    clients: clientsOf(redirectUris),
    cookies: { keys: ["khoa-cua-phep-thu"] },
    claims: { openid: ["sub", "roles"], profile: ["name"] },
    conformIdTokenClaims: false,
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
    extraTokenClaims: (_context, token) => ({
      roles: ROLES[token.clientId ?? ""],
      sub: token.clientId,
    }),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, audience) => ({
          scope: "",
          audience,
          accessTokenFormat: "jwt",
          accessTokenTTL: 600,
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
  });
  return made;
}

/** Signs a person in, who agrees to whatever is asked. */
async function interact(made: Provider, person: string | null, request: IncomingMessage, response: ServerResponse) {
  const { prompt, params, session } = await made.interactionDetails(request, response);
  const finish = (result: InteractionResults) =>
    made.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  if (person === null) return finish({ error: "access_denied", error_description: "went away" });
  if (prompt.name === "login") return finish({ login: { accountId: person } });
  const grant = new made.Grant({ accountId: session?.accountId ?? person, clientId: String(params["client_id"]) });
  grant.addOIDCScope("openid profile");
  return finish({ consent: { grantId: await grant.save() } });
}

const Answer = z.object({ access_token: z.string() });

/** Starts the issuer; `close` ends it. */
export async function testIssuer(): Promise<TestIssuer> {
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = () => {};
  let looks = 0;
  const server = createServer((request, response) => {
    if (request.url === "/jwks") looks += 1;
    void handle(request, response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const redirectUris: string[] = [];
  let key = await newKey();
  const renew = (): void => {
    const made = provider(issuer, key, redirectUris);
    const answer = made.callback();
    handle = (request, response) =>
      request.url?.startsWith("/interaction/")
        ? interact(made, self.person, request, response)
        : answer(request, response);
  };
  const self: TestIssuer = {
    issuer,
    person: "van-hanh",
    async rotate() {
      key = await newKey();
      renew();
    },
    async allow(redirectUri) {
      redirectUris.push(redirectUri);
      renew();
    },
    looks: () => looks,
    async token(client, audience = AUDIENCE) {
      const grant = { grant_type: "client_credentials", client_id: client, client_secret: client, resource: audience };
      const answer = await fetch(`${issuer}/token`, { method: "POST", body: new URLSearchParams(grant) });
      return Answer.parse(await answer.json()).access_token;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  renew();
  return self;
}
