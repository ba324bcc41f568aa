import {
  allowInsecureRequests,
  type Client,
  type ClientAuth,
  clientCredentialsGrantRequest,
  customFetch,
  processClientCredentialsResponse,
} from "oauth4webapi";
import { z } from "zod";
import { AccessDenied, ProvinceUnavailable } from "../domain/failure.ts";
import { jsonOf } from "./json.ts";
import type { Access } from "./page.ts";
import { type RetryPolicy, Transient, withRetries } from "./retry.ts";
import { refusal, type Wire, type WireAnswer, type WireRequest } from "./wire.ts";

const WHAT = "mã truy cập (token)";
const LONGEST_MARGIN_MS = 30_000;
/** For the calls that are under way; a gateway may give 0 for a life that it does not tell, or -1 for one without end. */
const SHORTEST_USE_MS = 10_000;
/** Visible ASCII, and no more of it than servers take in a head: anything else could not be sent. */
const SENDABLE = /^[\x21-\x7e]{1,12000}$/;

interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

interface Token {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly goodUntil: number;
}

/**
 * The access token of one client (OAuth 2.0 client credentials, RFC 6749 §4.4), kept until shortly before its expiry.
 *
 * However many calls need a new one, a single request for it is under way. It is kept for a while whatever life the
 * gateway gives it: one that ends earlier is refused, and replaced then.
 */
export class Tokens implements Access {
  readonly #url: URL;
  readonly #credentials: Credentials;
  readonly #wire: Wire;
  readonly #policy: () => RetryPolicy;
  #held: Token | null = null;
  #underWay: Promise<Token> | null = null;

  /** @param policy for one request of a token, from the moment on at which it is asked for */
  constructor(url: URL, credentials: Credentials, wire: Wire, policy: () => RetryPolicy) {
    this.#url = url;
    this.#credentials = credentials;
    this.#wire = wire;
    this.#policy = policy;
  }

  /** Throws AccessDenied where the credentials are refused, ProvinceUnavailable, and AnswerInvalid. */
  async current(): Promise<string> {
    if (this.#held !== null && this.#policy().now().getTime() < this.#held.goodUntil) return this.#held.value;
    this.#underWay ??= this.#askPatiently().finally(() => {
      this.#underWay = null;
    });
    this.#held = await this.#underWay;
    return this.#held.value;
  }

  /** Forgets a token that was refused, unless another call has taken a new one meanwhile. A new one can always be had. */
  drop(refused: string | null): true {
    if (this.#held?.value === refused) this.#held = null;
    return true;
  }

  #askPatiently(): Promise<Token> {
    const policy = this.#policy();
    return withRetries(WHAT, () => this.#ask(policy), policy);
  }

  async #ask({ until, now }: RetryPolicy): Promise<Token> {
    const askedAt = now().getTime();
    const server = { issuer: this.#url.origin, token_endpoint: this.#url.href };
    const client: Client = { client_id: this.#credentials.clientId };
    const response = await clientCredentialsGrantRequest(
      server,
      client,
      this.#basic,
      {},
      {
        [allowInsecureRequests]: this.#url.protocol === "http:",
        [customFetch]: async (_url, { method, headers, body }) =>
          responseOf(await this.#send({ method, headers, body: body.toString(), until })),
      },
    );
    const answer = await processClientCredentialsResponse(server, client, response).catch(() => null);
    if (answer?.token_type !== "bearer" || !SENDABLE.test(answer.access_token)) {
      throw new Transient(new ProvinceUnavailable(WHAT, "no token in the answer"), "no token in the answer");
    }
    const lifeMs = (answer.expires_in ?? 0) * 1_000;
    const usedMs = Math.max(SHORTEST_USE_MS, lifeMs - Math.min(LONGEST_MARGIN_MS, lifeMs / 10));
    return { value: answer.access_token, goodUntil: askedAt + usedMs };
  }

  async #send(request: Omit<WireRequest, "url" | "what">): Promise<WireAnswer> {
    const answer = await this.#wire({ ...request, url: this.#url, what: WHAT });
    if (answer.status === 200) return answer;
    if ([400, 401, 403].includes(answer.status)) throw new AccessDenied(`xin ${WHAT}`);
    const refused = refusal(answer, WHAT);
    // Of a token endpoint every 5xx is worth another attempt: nothing can be read without a token.
    if (answer.status < 500 || refused instanceof Transient) throw refused;
    throw new Transient(refused, String(answer.status));
  }

  /**
   * HTTP Basic as RFC 7617 has it. The library's own would percent-encode `-` and `.` too (RFC 6749 §2.3.1 read
   * strictly), which gateways that compare the plain text refuse.
   */
  readonly #basic: ClientAuth = (_server, _client, _body, headers) => {
    const { clientId, clientSecret } = this.#credentials;
    headers.set("authorization", `Basic ${Buffer.from(`${clientId}:${clientSecret}`, "utf8").toString("base64")}`);
  };
}

const Granted = z.looseObject({ expires_in: z.unknown() });

/** The answer for the library, which refuses a life that is no length of time; one that is not told is 0. */
function responseOf(answer: WireAnswer): Response {
  const granted = Granted.safeParse(jsonOf(answer.body)).data;
  const life = Number.parseFloat(String(granted?.expires_in ?? 0));
  const isLength = Number.isFinite(life) && life >= 0;
  return new Response(isLength ? answer.body : JSON.stringify({ ...granted, expires_in: 0 }), {
    status: answer.status,
    headers: { "content-type": answer.header("content-type") },
  });
}
