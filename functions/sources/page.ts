import type { AnswerStatus } from "../domain/counts.ts";
import { AccessDenied, AnswerInvalid, NotReported } from "../domain/failure.ts";
import type { Fault } from "./fault.ts";
import { jsonOf } from "./json.ts";
import { type RetryPolicy, Transient, withRetries } from "./retry.ts";
import { refusal, type Wire, type WireAnswer, type WireRequest } from "./wire.ts";

/** What is sent for one page. */
export type PageRequest = Pick<WireRequest, "method" | "url" | "headers" | "body">;

/** What an answer says of itself, beside its rows, which are checked when all are there. */
export interface Envelope {
  /** Null on the last page. */
  readonly nextCursor: string | null;
  /** RFC 3339 instant, which all pages of one list share; null where the source does not tell it. */
  readonly dataAsOf: string | null;
  readonly status: AnswerStatus;
  readonly items: readonly unknown[];
  /** Rows of the whole list as the source says it, the same on all pages; null where it does not. */
  readonly total: number | null;
}

/** What is asked for and read the same way whatever is asked: how pages follow each other and what they are. */
export type Paging = Pick<Question, "mostRows" | "statuses" | "request" | "read">;

/** One list, asked for with its parameters. */
export interface Question {
  /** Vietnamese phrase for failures and the log, `danh sách cơ quan ngày 14/6/2023`. */
  readonly what: string;
  /** For lists where 404 is an answer: whose figures the province does not know. */
  readonly notReported?: string;
  /** Rows that a page may have. */
  readonly mostRows: number;
  /** Statuses of an answer with rows. */
  readonly statuses: readonly number[];
  /** @param token what shows who asks; null where nothing does */
  readonly request: (cursor: string | null, token: string | null) => PageRequest;
  /** An answer's envelope, or what is wrong with it, in the words of quality.csv. */
  readonly read: (json: unknown, cursor: string | null) => Envelope | { readonly fault: Fault };
}

export interface Page extends Envelope {
  readonly synthetic: boolean;
  /** As it came, without its content coding. */
  readonly raw: Uint8Array;
}

/** What a request shows of who asks. */
export interface Access {
  /** Null where nothing is shown. */
  current(): Promise<string | null>;
  /** Forgets what was refused; false where there is nothing else to show, so that asking again is of no use. */
  drop(refused: string | null): boolean;
}

/** What a page is read with. */
export interface Reader {
  readonly wire: Wire;
  readonly access: Access;
  readonly policy: RetryPolicy;
}

/**
 * Reads one page, repeating what may pass. A refused token is replaced at the next attempt: a gateway that keeps one
 * token per client refuses each as soon as another process has taken one.
 *
 * Throws ProvinceUnavailable, AccessDenied, NotReported (404 where the question allows it) or AnswerInvalid (not what
 * the question takes after the retries; more rows than were asked for).
 */
export async function readPage(
  question: Question,
  cursor: string | null,
  { wire, access, policy }: Reader,
): Promise<Page> {
  const { what } = question;
  const attempt = async (): Promise<Page> => {
    const token = await access.current();
    const answer = await wire({ ...question.request(cursor, token), what, until: policy.until });
    if (answer.status !== 401) return pageOf(answer, question, cursor);
    if (!access.drop(token)) throw denied(question);
    throw new Transient(denied(question), "token refused");
  };
  return withRetries(what, attempt, policy);
}

const denied = ({ what }: Pick<Question, "what">): AccessDenied => new AccessDenied(`hỏi ${what}`);

function pageOf(answer: WireAnswer, question: Question, cursor: string | null): Page {
  const { what, notReported, mostRows, statuses } = question;
  if (answer.status === 403) throw denied({ what });
  if (answer.status === 404 && notReported !== undefined) throw new NotReported(notReported);
  if (!statuses.includes(answer.status)) throw refusal(answer, what);
  const json = jsonOf(answer.body);
  const envelope =
    json === undefined
      ? { fault: { expected: "JSON of the contract", actual: "not JSON" } }
      : question.read(json, cursor);
  if ("fault" in envelope) throw unreadable(what, envelope.fault);
  const rows = envelope.items.length;
  if (rows > mostRows) {
    const expected = `at most ${mostRows} rows a page`;
    throw new AnswerInvalid(what, { procedure: "", expected, actual: `${rows} rows` });
  }
  const synthetic = answer.header("x-synthetic-data").toLowerCase() === "true";
  return { ...envelope, synthetic, raw: answer.body };
}

/** A gateway's maintenance page and a broken-off body pass; so the same question is asked again. */
function unreadable(what: string, fault: Fault): Transient {
  return new Transient(new AnswerInvalid(what, { procedure: "", ...fault }), "unreadable answer");
}
