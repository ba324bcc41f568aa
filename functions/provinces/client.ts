import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import { RequestInvalid } from "../domain/failure.ts";
import type { Day } from "../domain/period.ts";
import type { Answer, ProvinceApi } from "../ports.ts";
import { readList } from "./list.ts";
import type { Question, Reader } from "./page.ts";
import type { RetryPolicy } from "./retry.ts";
import { AGENCY_ROWS, COUNTS_ROWS, checkRows, MEASURES_ROWS, PROCEDURE_ROWS, type RowRule, TASK_ROWS } from "./rows.ts";
import { Tokens } from "./tokens.ts";
import { openWire, type WireLimits } from "./wire.ts";

/** Where a province's API is, how to get in, and how hard to lean on it. Times are milliseconds. */
export interface ProvinceApiOptions extends Partial<RetryPolicy>, Partial<WireLimits> {
  /** http or https; a path in it is kept, `https://host/lgsp/ttch`. No user, password, query or fragment. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Pages of one list; a list that goes on is refused. */
  readonly maxPages?: number;
  /** For the expiry of tokens and Retry-After dates. */
  readonly now: () => Date;
}

const DEFAULTS = {
  /** Shared by all calls of one instance, the token's included. */
  maxConcurrency: 4,
  connectTimeoutMs: 10_000,
  answerTimeoutMs: 180_000,
  maxAnswerBytes: 64 * 1024 * 1024,
  retries: 4,
  retryBaseMs: 1_000,
  maxRetryAfterMs: 120_000,
  maxPages: 1_000,
  sleep: (ms: number): Promise<void> => sleep(ms),
  random: Math.random,
  log: (_message: string): void => {},
};

/**
 * The province's statistics API over HTTP (templates/contract/province-api.yaml).
 *
 * At most `maxConcurrency` lists are read at once, so as many requests are under way; the others wait, also while one
 * waits for its retry: a province in trouble is asked less, not more. The process may end without `close`.
 * Throws RequestInvalid for a base address that cannot be used. No failure or log line holds a secret or an answer.
 */
export function provinceApi(options: ProvinceApiOptions): ProvinceApi & { close(): Promise<void> } {
  const settings = { ...DEFAULTS, ...options };
  const at = addresses(settings.baseUrl);
  const wire = openWire(settings);
  const reader: Reader = { wire, tokens: new Tokens(at("oauth2/token"), settings, wire, settings), policy: settings };
  const limit = pLimit(settings.maxConcurrency);
  const ask = <Row>(question: Question, rule: RowRule<Row>): Promise<Answer<Row>> =>
    limit(async () => {
      const { items, ...list } = await readList(question, reader, settings.maxPages);
      return { ...list, rows: checkRows(items, rule, question.what) };
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
    close: () => wire.close(),
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
