/** OAuth 2.0 client credentials (RFC 6749, 4.4) as a provincial integration platform (LGSP) hands them out. */

import { createHash } from "node:crypto";

/** How long a token lasts, in seconds. */
export const TOKEN_SECONDS = 3600;

/** The tokens of one server. */
export interface TokenStore {
  /** Whether an Authorization header (HTTP Basic, RFC 7617) carries the client's id and secret. */
  knowsClient(authorization: string | undefined): boolean;
  /** A new opaque token, good for TOKEN_SECONDS from now. */
  issue(): string;
  /** Whether an Authorization header carries a token of this server that has not expired. */
  accepts(authorization: string | undefined): boolean;
  /** Makes the token of an Authorization header worthless before its time. */
  revoke(authorization: string | undefined): void;
}

export interface Client {
  id: string;
  secret: string;
}

function credential(authorization: string | undefined, scheme: string): string | undefined {
  const [given, value, ...rest] = (authorization ?? "").split(" ");
  return given?.toLowerCase() === scheme && rest.length === 0 ? value : undefined;
}

/** A store of tokens that reads the time from `now` only. */
export function createTokenStore(client: Client, now: () => Date): TokenStore {
  const expiry = new Map<string, number>();
  let issued = 0;
  const forgetExpired = (instant: number): void => {
    for (const [token, end] of expiry) if (end <= instant) expiry.delete(token);
  };
  return {
    knowsClient(authorization) {
      const pair = Buffer.from(credential(authorization, "basic") ?? "", "base64").toString("utf8");
      return pair === `${client.id}:${client.secret}`;
    },
    issue() {
      const instant = now().getTime();
      forgetExpired(instant);
      issued += 1;
      // No chance comes in: a hash over secret, time and number is as opaque to the client as a random token.
      const token = createHash("sha256").update(`${client.secret} ${instant} ${issued}`).digest("base64url");
      expiry.set(token, instant + TOKEN_SECONDS * 1000);
      return token;
    },
    accepts(authorization) {
      const end = expiry.get(credential(authorization, "bearer") ?? "");
      return end !== undefined && now().getTime() < end;
    },
    revoke(authorization) {
      expiry.delete(credential(authorization, "bearer") ?? "");
    },
  };
}
