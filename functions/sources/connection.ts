import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import { RequestInvalid } from "../domain/failure.ts";
import type { Day } from "../domain/period.ts";
import { ASKING, TIME_LIMITS } from "../revisions/time-limits.ts";
import { type RetryPolicy, within } from "./retry.ts";
import { openWire, type Wire, type WireLimits } from "./wire.ts";

/** Where an API is, and how hard to lean on it. Times are milliseconds. */
export interface ConnectionOptions extends Partial<Omit<RetryPolicy, "until">>, Partial<WireLimits> {
  /** http or https; a path in it is kept, `https://host/lgsp/ttch`. No user, password, query or fragment. */
  readonly baseUrl: string;
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

/** What every call of one API shares. */
export interface Connection {
  readonly wire: Wire;
  /** For one list, or one token, from the moment on at which it is asked for. */
  readonly policy: () => RetryPolicy;
  readonly maxPages: number;
  readonly warn: (message: string) => void;
  /** An address below the base. */
  readonly at: (path: string, query?: Readonly<Record<string, string>>) => URL;
  /** Has it wait for its turn: at most `maxConcurrency` are at work at once. */
  readonly inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Ends what is under way, which then fails. */
  close(): Promise<void>;
}

/**
 * At most `maxConcurrency` lists are read at once, so as many requests are under way; the others wait, also while one
 * waits for its retry: a province in trouble is asked less, not more. The process may end without `close`. Opens nothing yet.
 * Throws RequestInvalid for a base address that cannot be used.
 */
export function openConnection(options: ConnectionOptions): Connection {
  const closing = new AbortController();
  const { signal } = closing;
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal });
  const given = { ...DEFAULTS, sleep: pause, ...options };
  // What is still waited for when a run has ended is of no use to anybody, nor is a word of it.
  const log = (sentence: string): void => void (signal.aborted || given.log(sentence));
  const settings = { ...given, log };
  const wire = openWire(settings, settings.now, signal);
  const limit = pLimit(settings.maxConcurrency);
  return {
    wire,
    policy: () => within({ ...settings, until: settings.deadline() }, settings.listTimeoutMs),
    maxPages: settings.maxPages,
    warn: settings.warn,
    at: addresses(settings.baseUrl),
    inTurn: (work) => limit(work),
    close() {
      closing.abort();
      return wire.close();
    },
  };
}

/** Addresses below the base. The message does not repeat the base, which may hold a password. */
function addresses(baseUrl: string): Connection["at"] {
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
export const printedDay = (day: Day): string => day.split("-").map(Number).reverse().join("/");
