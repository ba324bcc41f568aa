import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import Provider from "oidc-provider";
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

/** A real OpenID Connect provider on loopback, whose keys a test rotates. */
export interface TestIssuer {
  readonly issuer: string;
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

function provider(issuer: string, key: JWK): Provider {
  const made = new Provider(issuer, {
    jwks: { keys: [{ ...key, kty: "RSA" }] },
    clients: Object.keys(ROLES).map((client) => ({
      client_id: client,
      client_secret: client,
      grant_types: ["client_credentials"],
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: "client_secret_post",
    })),
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
  const rotate = async (): Promise<void> => {
    handle = provider(issuer, await newKey()).callback();
  };
  await rotate();
  return {
    issuer,
    rotate,
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
}
