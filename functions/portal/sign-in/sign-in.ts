import {
  createRemoteJWKSet,
  customFetch,
  decodeJwt,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from "jose";
import { z } from "zod";
import type { LookUp } from "../../ports/outside.ts";
import { Problem } from "../problems.ts";

/** What callers may do: viewers read; operators start and stop runs as well, approvers release what waits for it. */
export const Role = z.enum(["viewer", "operator", "approver"]);
export type Role = z.infer<typeof Role>;

/** Nobody approves by being an operator, nor the other way round; one person may be given both. */
const INCLUDES: Readonly<Record<Role, readonly Role[]>> = {
  viewer: ["viewer"],
  operator: ["viewer", "operator"],
  approver: ["viewer", "approver"],
};

/** The roles of these names, with those that they include; names of none are passed over. */
export const rolesNamed = (names: readonly unknown[]): ReadonlySet<Role> =>
  new Set(names.flatMap((name) => Role.safeParse(name).data ?? []).flatMap((role) => INCLUDES[role]));

/** Whoever a token speaks for. */
export interface Caller {
  /** The issuer and its subject: unique over all issuers. */
  readonly name: string;
  readonly roles: ReadonlySet<Role>;
}

/** Whose tokens are believed. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string;
  /** The claim that lists the roles; dots lead into objects ("realm_access.roles"). */
  readonly rolesClaim: string;
  readonly keys: JWTVerifyGetKey;
}

/** Asymmetric only: with a symmetric one, whoever knows the public key could sign. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

/** Seconds by which the clocks of issuer and service may differ. */
const CLOCK_SECONDS = 5;

/** Milliseconds that an issuer may take to answer. */
const DISCOVERY_MS = 5_000;

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

interface Ways {
  readonly lookUp: LookUp;
  /** Milliseconds between two looks for a key that is not known, so that forged tokens cannot flood the issuer. */
  readonly cooldownMs?: number;
}

async function discover(issuer: string, { lookUp, cooldownMs = 30_000 }: Ways): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const answer = await lookUp(address, AbortSignal.timeout(DISCOVERY_MS));
  if (!answer.ok) throw new TypeError(`${address} answered ${answer.status}`);
  const found = Discovery.parse(await answer.json());
  if (found.issuer !== issuer) throw new TypeError(`${address} speaks for another issuer`);
  return createRemoteJWKSet(new URL(found.jwks_uri), {
    cooldownDuration: cooldownMs,
    [customFetch]: (url, { signal }) => lookUp(url, signal),
  });
}

/** An OpenID Connect issuer, whose keys are looked up when the first token comes and again when they are rotated. */
export function oidcIssuer(settings: Omit<Issuer, "keys">, ways: Ways): Issuer {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const keys: JWTVerifyGetKey = async (header, token) => {
    found ??= discover(settings.issuer, ways);
    const looked = found;
    const getKey = await looked.catch((error: unknown) => {
      if (found === looked) found = undefined;
      throw error;
    });
    return getKey(header, token);
  };
  return { ...settings, keys };
}

function claimAt(payload: Readonly<Record<string, unknown>>, path: string): unknown {
  let value: unknown = payload;
  for (const name of path.split(".")) value = z.record(z.string(), z.unknown()).safeParse(value).data?.[name];
  return value;
}

const Roles = z.union([z.array(z.unknown()), z.string().transform((text) => text.split(" "))]);

/** The roles that a token's claim lists; null where it does not have the claim. */
export function rolesIn(payload: Readonly<Record<string, unknown>>, claim: string): ReadonlySet<Role> | null {
  const listed = claimAt(payload, claim);
  return listed === undefined ? null : rolesNamed(Roles.safeParse(listed).data ?? []);
}

const invalid = (cause?: unknown): Problem =>
  new Problem("token-invalid", "Mã đăng nhập sai, hết hạn hoặc không dành cho hệ thống này; đăng nhập lại.", {
    headers: { "WWW-Authenticate": 'Bearer error="invalid_token"' },
    cause,
  });

/** The issuer that a token names, before anything of it is believed. */
function namedIssuer(token: string, issuers: readonly Issuer[]): Issuer {
  try {
    const { iss } = decodeJwt(token);
    const named = issuers.find(({ issuer }) => issuer === iss);
    if (named !== undefined) return named;
  } catch (error) {
    throw invalid(error);
  }
  throw invalid();
}

/** The issuer has answered, and has no key for what the token's head says. */
const NO_KEY = new Set(["ERR_JWKS_NO_MATCHING_KEY", "ERR_JWKS_MULTIPLE_MATCHING_KEYS", "ERR_JOSE_NOT_SUPPORTED"]);

/** Tells an issuer that does not give its keys from a token whose key it does not have. */
const looked =
  (keys: JWTVerifyGetKey): JWTVerifyGetKey =>
  async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JOSEError && NO_KEY.has(error.code)) throw invalid(error);
      const detail = "Chưa kiểm tra được đăng nhập với máy chủ cấp mã; thử lại sau ít phút.";
      throw new Problem("sign-in-unavailable", detail, { headers: { "Retry-After": "30" }, cause: error });
    }
  };

async function verified(token: string, { keys, issuer, audience }: Issuer, now: Date): Promise<JWTPayload> {
  try {
    const rules = { issuer, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_SECONDS, currentDate: now };
    return (await jwtVerify(token, looked(keys), { ...rules, requiredClaims: ["exp", "sub"] })).payload;
  } catch (error) {
    // With the key at hand, whatever else fails is the token's fault: one of another kind of key than ours, too.
    throw error instanceof Problem ? error : invalid(error);
  }
}

/** Tells who sends a request; throws Problem where its token is missing, wrong or cannot be checked. */
export type SignIn = (authorization: string | undefined, now: Date) => Promise<Caller>;

/** Believes tokens of these issuers, each by its own keys, audience and claim of roles. */
export function signInWith(issuers: readonly Issuer[]): SignIn {
  return async (authorization, now) => {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization ?? "")?.[1];
    if (authorization === undefined) {
      throw new Problem("token-missing", "Gửi mã đăng nhập trong tiêu đề Authorization: Bearer …", {
        headers: { "WWW-Authenticate": "Bearer" },
      });
    }
    if (token === undefined) throw invalid();
    const issuer = namedIssuer(token, issuers);
    const payload = await verified(token, issuer, now);
    return { name: `${issuer.issuer} ${payload.sub}`, roles: rolesIn(payload, issuer.rolesClaim) ?? new Set() };
  };
}
