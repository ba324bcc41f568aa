import {
  allowInsecureRequests,
  type Client,
  type ClientAuth,
  clientCredentialsGrantRequest,
  customFetch,
  processClientCredentialsResponse,
} from "oauth4webapi";
import { AccessDenied, ProvinceUnavailable } from "../domain/failure.ts";
import { type RetryPolicy, Transient, withRetries } from "./retry.ts";
import { refusal, type Wire, type WireAnswer } from "./wire.ts";

const WHAT = "mã truy cập (token)";
const LONGEST_MARGIN_MS = 30_000;

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
 * However many calls need a new one, a single request for it is under way. Both methods throw AccessDenied where the
 * credentials are refused, and ProvinceUnavailable.
 */
export class Tokens {
  readonly #url: URL;
  readonly #credentials: Credentials;
  readonly #wire: Wire;
  readonly #policy: RetryPolicy;
  #held: Token | null = null;
  #underWay: Promise<Token> | null = null;

  constructor(url: URL, credentials: Credentials, wire: Wire, policy: RetryPolicy) {
    this.#url = url;
    this.#credentials = credentials;
    this.#wire = wire;
    this.#policy = policy;
  }

  async current(): Promise<string> {
    if (this.#held !== null && this.#policy.now().getTime() < this.#held.goodUntil) return this.#held.value;
    this.#underWay ??= withRetries(WHAT, () => this.#ask(), this.#policy).finally(() => {
      this.#underWay = null;
    });
    this.#held = await this.#underWay;
    return this.#held.value;
  }

  /** A token other than the refused one: the one that another call has meanwhile taken, or a new one. */
  async insteadOf(refused: string): Promise<string> {
    if (this.#held?.value === refused) this.#held = null;
    return this.current();
  }

  async #ask(): Promise<Token> {
    const askedAt = this.#policy.now().getTime();
    const server = { issuer: this.#url.origin, token_endpoint: this.#url.href };
    const client: Client = { client_id: this.#credentials.clientId };
    const response = await clientCredentialsGrantRequest(
      server,
      client,
      this.#basic,
      {},
      {
        [allowInsecureRequests]: this.#url.protocol === "http:",
        [customFetch]: async (_url, { method, headers, body }) => responseOf(await this.#send(method, headers, body)),
      },
    );
    const answer = await processClientCredentialsResponse(server, client, response).catch(() => null);
    // Visible ASCII only: anything else could not be sent as a header.
    if (answer?.token_type !== "bearer" || !/^[\x21-\x7e]+$/.test(answer.access_token)) {
      throw new Transient(new ProvinceUnavailable(WHAT, "no token in the answer"), "no token in the answer");
    }
    const lifeMs = (answer.expires_in ?? 0) * 1_000;
    return { value: answer.access_token, goodUntil: askedAt + lifeMs - Math.min(LONGEST_MARGIN_MS, lifeMs / 10) };
  }

  async #send(method: "POST", headers: Record<string, string>, body: URLSearchParams): Promise<WireAnswer> {
    const answer = await this.#wire({ method, url: this.#url, headers, body: body.toString(), what: WHAT });
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

function responseOf(answer: WireAnswer): Response {
  return new Response(answer.body, {
    status: answer.status,
    headers: { "content-type": answer.header("content-type") },
  });
}
