import { randomBytes } from "node:crypto";
import { generateKeyPair, SignJWT } from "jose";
import type { Visitor } from "./authorization.ts";
import { type Issuer, type Role, rolesNamed } from "./sign-in.ts";

/** The same after a restart, so that a request repeated then is known by its key; a token of before is not believed. */
const LOCAL_ISSUER = "urn:bao-cao:may-nay";

const SUBJECT = "quan-tri-tai-cho";

/** Hours that the token and the links live: a working day; the key in memory ends with the process. */
const HOURS = 12;

/** An issuer that lives as long as this process, and the one token for operators that it ever signs, with its end. */
export async function oneTimeOperator(now: Date): Promise<{ issuer: Issuer; token: string; expires: string }> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const issuer: Issuer = {
    issuer: LOCAL_ISSUER,
    audience: "bao-cao",
    rolesClaim: "roles",
    keys: async () => publicKey,
  };
  const seconds = Math.floor(now.getTime() / 1000);
  const end = seconds + HOURS * 3600;
  const token = await new SignJWT({ roles: ["operator"] })
    .setProtectedHeader({ alg: "ES256" })
    .setIssuer(issuer.issuer)
    .setAudience(issuer.audience)
    .setSubject(SUBJECT)
    .setIssuedAt(seconds)
    .setExpirationTime(end)
    .sign(privateKey);
  return { issuer, token, expires: new Date(end * 1000).toISOString() };
}

/** Whoever reads this machine's terminal works on its files anyway, so that nothing is kept from the person. */
const HOLDER_ROLES: readonly Role[] = ["operator", "approver"];

/** Links that sign in the person at this machine, each once. */
export interface OneTimeLinks {
  /** The text of the link that can be used now. */
  readonly current: () => string;
  /** Who has used it; null for a link that was used, has expired or never was. The next one is then told of. */
  use(text: string, now: Date): Visitor | null;
}

/** @param tell gets every link after the first, as soon as the one before it was used */
export function oneTimeLinks(started: Date, tell: (next: string) => void): OneTimeLinks {
  const expires = started.getTime() + HOURS * 3_600_000;
  const fresh = (): string => randomBytes(16).toString("base64url");
  let current = fresh();
  return {
    current: () => current,
    use(text, now) {
      if (text !== current || now.getTime() >= expires) return null;
      current = fresh();
      tell(current);
      return { name: `${LOCAL_ISSUER} ${SUBJECT}`, label: "Quản trị tại máy này", roles: rolesNamed(HOLDER_ROLES) };
    },
  };
}
