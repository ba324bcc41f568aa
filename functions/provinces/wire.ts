import { Agent, request } from "undici";
import { AnswerInvalid, type Failure, ProvinceUnavailable } from "../domain/failure.ts";
import { Transient } from "./retry.ts";

/** Bounds of one HTTP exchange. Times are milliseconds. */
export interface WireLimits {
  readonly connectTimeoutMs: number;
  /** From the request to the last byte of its answer. */
  readonly answerTimeoutMs: number;
  readonly maxAnswerBytes: number;
  /** Connections held open. */
  readonly maxConcurrency: number;
}

interface WireRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What is asked for, as a Vietnamese phrase for failures. */
  readonly what: string;
}

/** An HTTP answer of any status, read to its end. */
export interface WireAnswer {
  readonly status: number;
  /** First value of a header, by its lower-case name; empty where there is none. */
  readonly header: (name: string) => string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Sends one request; redirects are not followed. Throws Transient, or AnswerInvalid for an answer without an end. */
export interface Wire {
  (exchange: WireRequest): Promise<WireAnswer>;
  close(): Promise<void>;
}

/** Statuses that ask the client to come again. */
const COME_AGAIN: readonly number[] = [429, 502, 503, 504];

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  EPIPE: "connection reset",
  UND_ERR_SOCKET: "connection reset",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "connection reset",
  ENOTFOUND: "host not found",
  EAI_AGAIN: "host not found",
  UND_ERR_CONNECT_TIMEOUT: "connect timeout",
  ETIMEDOUT: "connect timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
};

/** Opens nothing yet. Idle connections do not keep the process alive. */
export function openWire(limits: WireLimits): Wire {
  const agent = new Agent({
    connections: limits.maxConcurrency,
    connect: { timeout: limits.connectTimeoutMs },
    headersTimeout: limits.answerTimeoutMs,
    bodyTimeout: limits.answerTimeoutMs,
    maxResponseSize: limits.maxAnswerBytes,
  });
  const send = async ({ url, what, ...exchange }: WireRequest): Promise<WireAnswer> => {
    try {
      const signal = AbortSignal.timeout(limits.answerTimeoutMs);
      const answer = await request(url, { ...exchange, dispatcher: agent, signal });
      const header = (name: string) => [answer.headers[name] ?? ""].flat()[0]?.trim() ?? "";
      return { status: answer.statusCode, header, body: new Uint8Array(await answer.body.arrayBuffer()) };
    } catch (error) {
      throw brokenOff(error, what, limits);
    }
  };
  return Object.assign(send, { close: () => agent.close() });
}

/** What a status that carries no data of the contract amounts to; 401, 403 and 404 are the caller's to know first. */
export function refusal(answer: WireAnswer, what: string): Transient | Failure {
  const reason = String(answer.status);
  const failure = new ProvinceUnavailable(what, reason);
  return COME_AGAIN.includes(answer.status) ? new Transient(failure, reason, answer.header("retry-after")) : failure;
}

function brokenOff(error: unknown, what: string, limits: WireLimits): Transient | Failure {
  const code = codeOf(error);
  if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") {
    const bound = `at most ${limits.maxAnswerBytes} bytes a page`;
    return new AnswerInvalid(what, { procedure: "", expected: bound, actual: "more" });
  }
  const reason = REASONS[code] ?? code;
  return new Transient(new ProvinceUnavailable(what, reason), reason);
}

/** Only the code: a message may quote what was sent. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "broken connection";
  if (error.name === "TimeoutError") return "timeout";
  return "code" in error && typeof error.code === "string" ? error.code : "broken connection";
}
