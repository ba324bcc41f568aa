import { type Dispatcher, request } from "undici";
import { type Failure, ProvinceUnavailable } from "../domain/failure.ts";
import { CODINGS, decoded, tooLong } from "./coding.ts";
import { type Line, type LineOptions, openLine } from "./proxy.ts";
import { msLeft, Transient } from "./retry.ts";

/** Bounds of one HTTP exchange. Times are milliseconds. */
export interface WireLimits extends LineOptions {
  /** From the request to the last byte of its answer. */
  readonly answerTimeoutMs: number;
}

export interface WireRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What is asked for, as a Vietnamese phrase for failures. */
  readonly what: string;
  /** Its answer is not waited for beyond this instant. */
  readonly until: Date | null;
}

/** An HTTP answer, read to its end. */
export interface WireAnswer {
  readonly status: number;
  /** First value of a header, by its lower-case name; empty where there is none. */
  readonly header: (name: string) => string;
  /** Without its content coding; of any other status than 200 and 201 as it came, since nothing is read there. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Sends one request; redirects are not followed. Throws Transient, or AnswerInvalid for a body that cannot be taken. */
export interface Wire {
  (exchange: WireRequest): Promise<WireAnswer>;
  close(): Promise<void>;
}

/** Statuses that ask the client to come again. */
const RETRYABLE_STATUSES: readonly number[] = [429, 502, 503, 504];

const NOT_TRUSTED = "certificate not trusted";
const EXPIRED = "certificate expired";
const INSECURE = "no secure connection";

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  EPIPE: "connection reset",
  UND_ERR_SOCKET: "connection reset",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "connection reset",
  ENOTFOUND: "host not found",
  EAI_AGAIN: "host not found for now",
  EHOSTUNREACH: "no route",
  ENETUNREACH: "no route",
  UND_ERR_CONNECT_TIMEOUT: "connect timeout",
  ETIMEDOUT: "connect timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  TimeoutError: "timeout",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NOT_TRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: NOT_TRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: NOT_TRUSTED,
  CERT_UNTRUSTED: NOT_TRUSTED,
  CERT_HAS_EXPIRED: EXPIRED,
  CERT_NOT_YET_VALID: EXPIRED,
  ERR_TLS_CERT_ALTNAME_INVALID: "certificate of another name",
  EPROTO: INSECURE,
};

/**
 * Opens nothing yet. Idle connections do not keep the process alive.
 *
 * @param closing ends the exchanges that are under way
 */
export function openWire(limits: WireLimits, now: () => Date, closing: AbortSignal): Wire {
  const { answerTimeoutMs, maxAnswerBytes } = limits;
  const line = openLine(limits);
  const send = async ({ what, until, ...exchange }: WireRequest): Promise<WireAnswer> => {
    const timeout = AbortSignal.timeout(Math.max(1, Math.min(answerTimeoutMs, msLeft({ until, now }))));
    const { coding, ...answer } = await exchanged(exchange, line, AbortSignal.any([timeout, closing])).catch(
      (error: unknown) => {
        throw transportError(error, what, line, maxAnswerBytes);
      },
    );
    // Nothing of other answers is read: a gateway's page of errors may come in whatever coding.
    if (answer.status !== 200 && answer.status !== 201) return answer;
    return { ...answer, body: await decoded(answer.body, coding, what, maxAnswerBytes) };
  };
  return Object.assign(send, { close: () => line.dispatcher.close() });
}

async function exchanged(
  { url, headers, ...exchange }: Omit<WireRequest, "what" | "until">,
  { dispatcher }: { readonly dispatcher: Dispatcher },
  signal: AbortSignal,
): Promise<WireAnswer & { readonly coding: string }> {
  const asked = { ...exchange, headers: { ...headers, "accept-encoding": CODINGS } };
  const answer = await request(url, { ...asked, dispatcher, signal });
  const values = (name: string): string[] => [answer.headers[name] ?? ""].flat();
  const header = (name: string): string => values(name)[0]?.trim() ?? "";
  const coding = values("content-encoding").join(", ").trim();
  return { status: answer.statusCode, header, coding, body: new Uint8Array(await answer.body.arrayBuffer()) };
}

/** What a status that carries no data of the contract amounts to; 401, 403 and 404 are the caller's to know first. */
export function refusal(answer: WireAnswer, what: string): Transient | Failure {
  const reason = String(answer.status);
  const failure = new ProvinceUnavailable(what, reason);
  return RETRYABLE_STATUSES.includes(answer.status)
    ? new Transient(failure, reason, answer.header("retry-after"))
    : failure;
}

function transportError(error: unknown, what: string, line: Line, mostBytes: number): Transient | Failure {
  const code = codeOf(error);
  if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") return tooLong(what, mostBytes);
  const reason = line.failureOf(error) ?? REASONS[code] ?? (code.startsWith("ERR_SSL_") ? INSECURE : brokenBy(code));
  return new Transient(new ProvinceUnavailable(what, reason), reason);
}

/** An error of the HTTP library that is none of the known ones, with its code for whoever looks into it. */
const brokenBy = (code: string): string => (code === "" ? "broken connection" : `broken connection: ${code}`);

/** Only the code: a message may quote what was sent. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if (error.name === "TimeoutError") return "TimeoutError";
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
