import { z } from "zod";
import { AnswerStatus } from "../domain/counts.ts";
import { AccessDenied, AnswerInvalid, NotReported } from "../domain/failure.ts";
import { faultOf } from "./fault.ts";
import { jsonOf } from "./json.ts";
import { type RetryPolicy, Transient, withRetries } from "./retry.ts";
import type { Tokens } from "./tokens.ts";
import { refusal, type Wire, type WireAnswer } from "./wire.ts";

/** One list of the contract, asked for with its parameters. */
export interface Question {
  /** Where the list is, its own parameters included. */
  readonly url: URL;
  /** Vietnamese phrase for failures and the log, `danh sách cơ quan ngày 14/6/2023`. */
  readonly what: string;
  /** For lists where 404 is an answer: whose figures the province does not know. */
  readonly notReported?: string;
}

/** What the contract's Page schema asks of every list, beside its rows, which are checked when all are there. */
const Envelope = z.object({
  nextCursor: z.string().nullable(),
  /** RFC 3339 instant; all pages of one list share it. */
  dataAsOf: z.iso.datetime({ offset: true }),
  status: AnswerStatus,
  items: z.array(z.unknown()),
});

export interface Page extends z.infer<typeof Envelope> {
  readonly synthetic: boolean;
}

/** What a page is read with. */
export interface Reader {
  readonly wire: Wire;
  readonly tokens: Tokens;
  readonly policy: RetryPolicy;
}

const ROWS_A_PAGE = 500;
const TOO_MANY = { procedure: "", expected: `at most ${ROWS_A_PAGE} rows a page` };

/**
 * Reads one page, repeating what may pass. A refused token is replaced at the next attempt: a gateway that keeps one
 * token per client refuses each as soon as another process has taken one.
 *
 * Throws ProvinceUnavailable, AccessDenied, NotReported (404 where the question allows it) or AnswerInvalid (no JSON
 * of the contract after the retries; more rows than were asked for).
 */
export async function readPage(question: Question, cursor: string | null, reader: Reader): Promise<Page> {
  const url = new URL(question.url);
  url.searchParams.set("limit", String(ROWS_A_PAGE));
  if (cursor !== null) url.searchParams.set("cursor", cursor);
  const attempt = async (): Promise<Page> => {
    const token = await reader.tokens.current();
    const answer = await send(url, question.what, token, reader);
    if (answer.status !== 401) return pageOf(answer, question);
    reader.tokens.drop(token);
    throw new Transient(denied(question), "token refused");
  };
  return withRetries(question.what, attempt, reader.policy);
}

function send(url: URL, what: string, token: string, { wire, policy }: Reader): Promise<WireAnswer> {
  const headers = { accept: "application/json, application/problem+json", authorization: `Bearer ${token}` };
  return wire({ method: "GET", url, headers, what, until: policy.until });
}

const denied = ({ what }: Pick<Question, "what">): AccessDenied => new AccessDenied(`hỏi ${what}`);

function pageOf(answer: WireAnswer, { what, notReported }: Question): Page {
  if (answer.status === 403) throw denied({ what });
  if (answer.status === 404 && notReported !== undefined) throw new NotReported(notReported);
  if (answer.status !== 200) throw refusal(answer, what);
  const json = jsonOf(answer.body);
  if (json === undefined) throw unreadable(what, "not JSON");
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) throw unreadable(what, faultOf(envelope.error, json).actual);
  const rows = envelope.data.items.length;
  if (rows > ROWS_A_PAGE) throw new AnswerInvalid(what, { ...TOO_MANY, actual: `${rows} rows` });
  return { ...envelope.data, synthetic: answer.header("x-synthetic-data").toLowerCase() === "true" };
}

/** A gateway's maintenance page and a broken-off body pass; so the same question is asked again. */
function unreadable(what: string, actual: string): Transient {
  const fault = { procedure: "", expected: "JSON of the contract", actual };
  return new Transient(new AnswerInvalid(what, fault), "unreadable answer");
}
