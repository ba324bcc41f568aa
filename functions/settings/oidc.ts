import { SETTING } from "../settings.ts";
import { malformed } from "./refusal.ts";
import { type Environment, required, unlessEmpty } from "./values.ts";

/** Whose tokens the portal believes, and as what browsers are sent there. */
export interface OidcSettings {
  readonly issuer: string;
  /** Who the tokens must be for. */
  readonly audience: string;
  /** The claim that lists the roles `viewer`, `operator` and `approver`; dots lead into objects. */
  readonly rolesClaim: string;
  /** The portal as a client of the issuer; null where nobody signs in with a browser. */
  readonly clientId: string | null;
}

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

const otherwise = (env: Environment, name: string, value: string): string => (env[name] ?? "").trim() || value;

/**
 * Whose tokens the portal believes; null where no issuer is set. Keys come over https, on loopback also over http. Throws
 * SettingInvalid naming the variable that is missing or malformed.
 */
export function readOidc(env: Environment): OidcSettings | null {
  const issuer = (env[SETTING.oidcIssuer] ?? "").trim();
  if (issuer === "") return null;
  const address = URL.canParse(issuer) ? new URL(issuer) : null;
  const isLocal = address?.protocol === "http:" && LOOPBACK.includes(address.hostname);
  if (address?.protocol !== "https:" && !isLocal) {
    throw malformed(SETTING.oidcIssuer, "phải là địa chỉ https");
  }
  return {
    issuer,
    audience: required(env, SETTING.oidcAudience),
    rolesClaim: otherwise(env, SETTING.oidcRolesClaim, "roles"),
    clientId: unlessEmpty(env, SETTING.oidcClientId, /^[\x21-\x7e]{1,200}$/, "bao-cao"),
  };
}

/** The secret of the portal's client at a terminal; null for a client without one. */
export const readClientSecret = (env: Environment): string | null =>
  otherwise(env, SETTING.oidcClientSecret, "") || null;

/** The name of the secret that holds it in AWS; null for a client without one. */
export const readSecretName = (env: Environment): string | null => otherwise(env, SETTING.oidcSecretName, "") || null;
