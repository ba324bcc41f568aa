import { generateKeyPair, SignJWT } from "jose";
import type { Issuer } from "./sign-in.ts";

/** The same after a restart, so that a request repeated then is known by its key; a token of before is not believed. */
const LOCAL_ISSUER = "urn:bao-cao:may-nay";

/** Hours that the token lives: a working day; the key in memory ends with the process. */
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
    .setSubject("quan-tri-tai-cho")
    .setIssuedAt(seconds)
    .setExpirationTime(end)
    .sign(privateKey);
  return { issuer, token, expires: new Date(end * 1000).toISOString() };
}
