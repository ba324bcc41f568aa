import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import type { ProcedureCounts } from "../domain/counts.ts";
import { RequestInvalid } from "../domain/failure.ts";
import type { Day, Window } from "../domain/period.ts";
import type { Answer, ProvinceApi } from "../ports/ports.ts";
import { ASKING, TIME_LIMITS } from "../revisions/time-limits.ts";
import { readList } from "./list.ts";
import type { Question, Reader } from "./page.ts";
import { type RetryPolicy, within } from "./retry.ts";
import { AGENCY_ROWS, COUNTS_ROWS, checkRows, MEASURES_ROWS, PROCEDURE_ROWS, type RowRule, TASK_ROWS } from "./rows.ts";
import { Tokens } from "./tokens.ts";
import { openWire, type WireLimits } from "./wire.ts";

/** Where a province's API is, how to get in, and how hard to lean on it. Times are milliseconds. */
export interface ProvinceApiOptions extends Partial<Omit<RetryPolicy, "until">>, Partial<WireLimits> {
  /** http or https; a path in it is kept, `https://host/lgsp/ttch`. No user, password, query or fragment. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** From asking for a list, or a token, to the last of it, all attempts and waits included. */
  readonly listTimeoutMs?: number;
  /** Beyond which instant nothing is waited for: asked before each list, since a process may outlive its deadline. */
  readonly deadline?: () => Date | null;
  /** Pages of one list; a list that goes on is refused. */
  readonly maxPages?: number;
  /** Takes a Vietnamese sentence: what of an answer's texts was not taken. */
  readonly warn?: (message: string) => void;
  /** For the expiry of tokens and Retry-After dates. */
  readonly now: () => Date;
}

/** The province's API as one client of it has it open. */
export interface ProvinceClient extends ProvinceApi {
  counts(agency: string, window: Window): Promise<Answer<ProcedureCounts>>;
  /** Ends what is under way, which then fails. */
  close(): Promise<void>;
  /** Takes a token, so that an address or an account that is of no use is known before anything is asked. */
  signIn(): Promise<void>;
}

const DEFAULTS = {
  /** Shared by all calls of one instance, the token's included. */
  maxConcurrency: ASKING.maxConcurrency,
  connectTimeoutMs: 10_000,
  answerTimeoutMs: TIME_LIMITS.answer * 1_000,
  listTimeoutMs: TIME_LIMITS.list * 1_000,
  maxAnswerBytes: 8 * 1024 * 1024,
  retries: ASKING.retries,
  retryBaseMs: ASKING.retryBaseMs,
  maxRetryAfterMs: ASKING.maxRetryAfterMs,
  maxPages: 200,
  proxies: null,
  deadline: (): Date | null => null,
  impatient: false,
  sayEveryMs: 5_000,
  random: Math.random,
  log: (_message: string): void => {},
  warn: (_message: string): void => {},
};

/**
 * The province's statistics API over HTTP (templates/contract/province-api.yaml).
 *
 * At most `maxConcurrency` lists are read at once, so as many requests are under way; the others wait, also while one
 * waits for its retry: a province in trouble is asked less, not more. The process may end without `close`.
 * Throws RequestInvalid for a base address that cannot be used. No failure or log line holds a secret or an answer.
 */
export function provinceApi(options: ProvinceApiOptions): ProvinceClient {
  const closing = new AbortController();
  const { signal } = closing;
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal });
  const given = { ...DEFAULTS, sleep: pause, ...options };
  // What is still waited for when a run has ended is of no use to anybody, nor is a word of it.
  const log = (sentence: string): void => void (signal.aborted || given.log(sentence));
  const settings = { ...given, log };
  const policy = (): RetryPolicy => within({ ...settings, until: settings.deadline() }, settings.listTimeoutMs);
  const at = addresses(settings.baseUrl);
  const wire = openWire(settings, settings.now, signal);
  const tokens = new Tokens(at("oauth2/token"), settings, wire, policy);
  const limit = pLimit(settings.maxConcurrency);
  const ask = <Row extends object>(question: Question, rule: RowRule<Row>): Promise<Answer<Row>> =>
    limit(async () => {
      const reader: Reader = { wire, tokens, policy: policy() };
      const { items, ...list } = await readList(question, reader, settings.maxPages);
      return { ...list, rows: checkRows(items, rule, question.what, settings.warn) };
    });
  const asOf = (path: string, noun: string, day: Day): Question => ({
    url: at(path, { asOf: day }),
    what: `${noun} ngày ${printed(day)}`,
  });
  return {
    agencies: (day) => ask(asOf("v1/agencies", "danh sách cơ quan", day), AGENCY_ROWS),
    procedures: (day) => ask(asOf("v1/procedures", "danh mục TTHC", day), PROCEDURE_ROWS),
    measures: (day) => ask(asOf("v1/measures", "số liệu người dùng và trang thông tin điện tử", day), MEASURES_ROWS),
    counts: (agency, { from, to }) => {
      const whose = `của ${agency} từ ngày ${printed(from)} đến ngày ${printed(to)}`;
      const url = at("v1/counts", { agency, from, to });
      return ask({ url, what: `số liệu ${whose}`, notReported: whose }, COUNTS_ROWS);
    },
    tasks: (programme, day) => {
      const url = at("v1/tasks", { programme, asOf: day });
      return ask({ url, what: `tiến độ nhiệm vụ của ${programme} ngày ${printed(day)}` }, TASK_ROWS);
    },
    signIn: async () => void (await tokens.current()),
    close() {
      closing.abort();
      return wire.close();
    },
  };
}

/** Addresses below the base. The message does not repeat the base, which may hold a password. */
function addresses(baseUrl: string): (path: string, query?: Record<string, string>) => URL {
  const base = URL.parse(baseUrl);
  const plain = base !== null && [base.username, base.password, base.search, base.hash].every((part) => part === "");
  if (!plain || !["http:", "https:"].includes(base.protocol)) {
    throw new RequestInvalid(
      "Địa chỉ API của tỉnh không dùng được: cần http hoặc https, không kèm tài khoản, mật khẩu hay tham số; sửa địa chỉ rồi chạy lại.",
    );
  }
  return (path, query = {}) => {
    const url = new URL(base);
    url.pathname = `${base.pathname.replace(/\/+$/, "")}/${path}`;
    url.search = new URLSearchParams(query).toString();
    return url;
  };
}

/** `14/6/2023`. */
function printed(day: Day): string {
  return day.split("-").map(Number).reverse().join("/");
}
