import type { SourceAccount } from "../access.ts";

/** What of an account nobody may read. */
export const secretsOf = ({ token, clientSecret }: Omit<SourceAccount, "clientId">): string[] =>
  [token, clientSecret].flatMap((secret) => (secret === null || secret === "" ? [] : [secret]));

const asJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A text in which these are made unreadable, as they are and as JSON writes them. */
export const masked = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((left, secret) => left.replaceAll(asJson(secret), "•••").replaceAll(secret, "•••"), text);

/** A shorter text may be in an answer by chance. */
const SHORTEST_SECRET = 8;

/** An answer as it came; a secret that was sent and that it repeats is made unreadable, since answers are kept. */
export function withoutSecrets(answer: Uint8Array, secrets: readonly string[]): Uint8Array {
  const bytes = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  const repeated = secrets.filter(
    (secret) => secret.length >= SHORTEST_SECRET && (bytes.includes(secret) || bytes.includes(asJson(secret))),
  );
  return repeated.length === 0 ? answer : new TextEncoder().encode(masked(bytes.toString("utf8"), repeated));
}
