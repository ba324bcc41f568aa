import {
  AuthorizationResponseError,
  type AuthorizationServer,
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  type Client,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  calculatePKCECodeChallenge,
  clockSkew,
  customFetch,
  discoveryRequest,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  getValidatedIdTokenClaims,
  type IDToken,
  None,
  OperationProcessingError,
  processAuthorizationCodeResponse,
  processDiscoveryResponse,
  ResponseBodyError,
  validateApplicationLevelSignature,
  validateAuthResponse,
} from "oauth4webapi";
import { z } from "zod";
import type { LookUp } from "../../ports/outside.ts";
import { Problem } from "../problems.ts";
import { type Caller, type Issuer, rolesIn, type SignIn } from "./sign-in.ts";

/** The portal as the issuer knows it. */
export interface BrowserClient extends Pick<Issuer, "issuer" | "rolesClaim"> {
  readonly clientId: string;
  /** Null for a client without a secret, which PKCE protects alone. */
  readonly clientSecret: () => Promise<string | null>;
}

/** What a sign-in that was begun must find again when the browser comes back. */
export const Begun = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), returnTo: z.string() });
export type Begun = z.infer<typeof Begun>;

/** Somebody who has signed in, and how pages call the person. */
export interface Visitor extends Caller {
  readonly label: string;
}

/** Sign-in of the province's officials with their own OpenID Connect server (RFC 6749 4.1, RFC 7636, RFC 9700). */
export interface Authorization {
  /** Where the browser goes to sign in. Throws Problem where the server does not answer. */
  begin(redirectUri: string, returnTo: string): Promise<{ readonly address: string; readonly begun: Begun }>;
  /** Who has come back. Throws Problem where that is not the answer to what was begun, or not the issuer's. */
  finish(answer: URL, begun: Begun, redirectUri: string, now: Date): Promise<Visitor>;
}

/** Milliseconds that the server may take for one answer. */
const ANSWER_MS = 5_000;

const failed = (cause: unknown): Problem =>
  new Problem(
    "sign-in-failed",
    "Máy chủ đăng nhập không xác nhận lần đăng nhập này; bấm Đăng nhập để làm lại từ đầu.",
    {
      cause,
    },
  );

const unavailable = (cause: unknown): Problem =>
  new Problem("sign-in-unavailable", "Chưa đăng nhập được với máy chủ của tỉnh; thử lại sau ít phút.", {
    headers: { "Retry-After": "30" },
    cause,
  });

/** A wrong answer to one sign-in is its own fault; that of a server that refuses the portal itself, or is silent, is not. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const isOwn =
    error instanceof AuthorizationResponseError ||
    error instanceof OperationProcessingError ||
    (error instanceof ResponseBodyError && error.error === "invalid_grant");
  return isOwn ? failed(error) : unavailable(error);
}

const told = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw problemOf(error);
  }
};

/** How the library asks: through the proxies that are set, over TLS unless the server is this machine. */
const askingBy = (issuer: string, lookUp: LookUp) => ({
  [allowInsecureRequests]: issuer.startsWith("http://"),
  [customFetch]: (
    url: string,
    {
      method,
      headers,
      body,
    }: { method: string; headers: Record<string, string>; body?: URLSearchParams | undefined | null },
  ) =>
    lookUp(
      url,
      AbortSignal.timeout(ANSWER_MS),
      method === "GET" ? undefined : { method, headers, body: body?.toString() ?? "" },
    ),
});

/** A server that is known to take the secret in the body is given it there: the other way is read in two ways. */
function clientAuth(server: AuthorizationServer, secret: string | null): ClientAuth {
  if (secret === null) return None();
  const ways = server.token_endpoint_auth_methods_supported;
  return ways?.includes("client_secret_post") ? ClientSecretPost(secret) : ClientSecretBasic(secret);
}

const Named = z.object({
  name: z.string().optional().catch(undefined),
  preferred_username: z.string().optional().catch(undefined),
  email: z.string().optional().catch(undefined),
});

/** What a page may print in one line. */
const labelOf = (claims: object, subject: string): string => {
  const { name, preferred_username, email } = Named.parse(claims);
  const text = [name, preferred_username, email].find((one) => one !== undefined && one.trim() !== "") ?? subject;
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .normalize("NFC")
    .slice(0, 120);
};

/** What is needed to ask the server. */
interface Asker extends BrowserClient {
  readonly server: () => Promise<AuthorizationServer>;
  readonly asking: ReturnType<typeof askingBy>;
  readonly signIn: SignIn;
}

async function begin({ issuer, clientId, server }: Asker, redirectUri: string, returnTo: string) {
  const { authorization_endpoint: endpoint } = await server();
  if (endpoint === undefined) throw new TypeError(`${issuer} names no authorization_endpoint`);
  const begun: Begun = {
    ...{ state: generateRandomState(), nonce: generateRandomNonce(), verifier: generateRandomCodeVerifier() },
    returnTo,
  };
  const address = new URL(endpoint);
  const parameters = {
    ...{ response_type: "code", client_id: clientId, redirect_uri: redirectUri, scope: "openid profile" },
    ...{ state: begun.state, nonce: begun.nonce, code_challenge_method: "S256" },
    code_challenge: await calculatePKCECodeChallenge(begun.verifier),
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return { address: address.href, begun };
}

/** Roles are often in the access token only; that one is held to the rules of every bearer token. */
async function rolesOf({ rolesClaim, signIn }: Asker, claims: IDToken, accessToken: string, now: Date) {
  const own = rolesIn(claims, rolesClaim);
  if (own !== null) return own;
  return signIn(`Bearer ${accessToken}`, now).then(
    ({ roles }) => roles,
    () => new Set<never>(),
  );
}

async function finish(asker: Asker, answer: URL, { state, nonce, verifier }: Begun, redirectUri: string, now: Date) {
  const { issuer, clientId, clientSecret, server, asking } = asker;
  const known = await server();
  const client: Client = { client_id: clientId, [clockSkew]: Math.round((now.getTime() - Date.now()) / 1000) };
  const given = validateAuthResponse(known, client, answer, state);
  const auth = clientAuth(known, await clientSecret());
  const response = await authorizationCodeGrantRequest(known, client, auth, given, redirectUri, verifier, asking);
  const rules = { expectedNonce: nonce, requireIdToken: true };
  const tokens = await processAuthorizationCodeResponse(known, client, response, rules);
  await validateApplicationLevelSignature(known, response, asking);
  const claims = getValidatedIdTokenClaims(tokens);
  if (claims === undefined) throw failed("no ID token");
  const roles = await rolesOf(asker, claims, tokens.access_token, now);
  return { name: `${issuer} ${claims.sub}`, label: labelOf(claims, claims.sub), roles };
}

/** Asks a server of OpenID Connect; what it says of itself is looked up when somebody first signs in. */
export function authorizationBy(settings: BrowserClient, lookUp: LookUp, signIn: SignIn): Authorization {
  const { issuer } = settings;
  const asking = askingBy(issuer, lookUp);
  let found: AuthorizationServer | undefined;
  const server = async (): Promise<AuthorizationServer> => {
    const address = new URL(issuer);
    found ??= await processDiscoveryResponse(address, await discoveryRequest(address, asking));
    return found;
  };
  const asker: Asker = { ...settings, server, asking, signIn };
  return {
    begin: (redirectUri, returnTo) => told(() => begin(asker, redirectUri, returnTo)),
    finish: (answer, begun, redirectUri, now) => told(() => finish(asker, answer, begun, redirectUri, now)),
  };
}

/** How browsers sign in by these settings; null where the portal is no client of an issuer. */
export const authorizationFor = (
  oidc: (Pick<Issuer, "issuer" | "rolesClaim"> & { readonly clientId: string | null }) | null,
  clientSecret: BrowserClient["clientSecret"],
  lookUp: LookUp,
  signIn: SignIn,
): Authorization | null =>
  oidc === null || oidc.clientId === null
    ? null
    : authorizationBy({ ...oidc, clientId: oidc.clientId, clientSecret }, lookUp, signIn);
