import pRetry from "p-retry";
import type { Failure } from "../domain/failure.ts";
import { answerReasonOf } from "../domain/reason.ts";

/** How often and how patiently a request is repeated. Times are milliseconds. */
export interface RetryPolicy {
  /** Attempts after the first, from 0. */
  readonly retries: number;
  /** Wait before the second attempt; it doubles with each further one, times a random factor from 1 to 2. */
  readonly retryBaseMs: number;
  /** No single wait is longer, whatever the province asks for. */
  readonly maxRetryAfterMs: number;
  /** No attempt goes on, and no wait begins that would end, beyond this instant. */
  readonly until: Date | null;
  /** Where somebody waits: what will not pass by itself is not repeated. */
  readonly impatient: boolean;
  /** Between two lines that say what is waited for. */
  readonly sayEveryMs: number;
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 up to, not including, 1. It only spreads the waits, so that clients do not come back together. */
  readonly random: () => number;
  readonly now: () => Date;
  /** Takes a Vietnamese sentence: what is waited for, and how long. */
  readonly log: (message: string) => void;
}

/** Something that may be gone at the next attempt; `failure` is what it amounts to once the attempts are used up. */
export class Transient extends Error {
  readonly failure: Failure;
  /** A few words, as `answerReasonOf` knows them; never text of the answer. */
  readonly reason: string;
  /** The answer's Retry-After as sent, or empty. */
  readonly retryAfter: string;
  constructor(failure: Failure, reason: string, retryAfter = "") {
    super(reason);
    this.failure = failure;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

/** Milliseconds that are left before the policy's end. */
export const msLeft = ({ until, now }: Pick<RetryPolicy, "until" | "now">): number =>
  until === null ? Number.POSITIVE_INFINITY : Math.max(0, until.getTime() - now().getTime());

/** The policy for something that may take so many milliseconds from now, and no longer than the policy has left. */
export function within<Policy extends Pick<RetryPolicy, "until" | "now">>(policy: Policy, ms: number): Policy {
  const until = new Date(policy.now().getTime() + Math.min(ms, msLeft(policy)));
  return { ...policy, until };
}

/** Says again and again what is waited for, with the seconds that have passed. */
export async function saidWhileWaiting<Result>(
  sentence: (seconds: number) => string,
  waitFor: () => Promise<Result>,
  { log, sayEveryMs }: Pick<RetryPolicy, "log" | "sayEveryMs">,
): Promise<Result> {
  let times = 0;
  const timer = setInterval(() => {
    times++;
    log(sentence(Math.round((times * sayEveryMs) / 1_000)));
  }, sayEveryMs);
  timer.unref();
  try {
    return await waitFor();
  } finally {
    clearInterval(timer);
  }
}

/**
 * Repeats an attempt that throws Transient, at most `retries` times; anything else it throws passes at once.
 *
 * Throws the last Transient's failure, without a cause: errors of the HTTP library could carry request headers.
 */
export async function withRetries<Result>(
  what: string,
  attempt: () => Promise<Result>,
  policy: RetryPolicy,
): Promise<Result> {
  try {
    const answering = (seconds: number): string => `Đang chờ câu trả lời khi hỏi ${what}: đã ${seconds} giây.`;
    return await pRetry(() => saidWhileWaiting(answering, attempt, policy), {
      retries: policy.retries,
      // The waiting is done here instead, because p-retry cannot wait as long as the province asks.
      minTimeout: 0,
      shouldRetry: ({ error }) => error instanceof Transient,
      onFailedAttempt: async ({ error, retriesConsumed, retriesLeft }) => {
        if (!(error instanceof Transient) || retriesLeft === 0) return;
        const { happened, lasts } = answerReasonOf(error.reason);
        const waitMs = waitBefore(retriesConsumed, error.retryAfter, policy);
        if ((policy.impatient && lasts) || waitMs >= msLeft(policy)) throw error;
        const which = `lần ${retriesConsumed + 1}/${policy.retries} sau ${Math.ceil(waitMs / 1_000)} giây`;
        policy.log(`Chưa hỏi được ${what}: ${happened}; thử lại ${which}.`);
        const again = (seconds: number): string =>
          `Đang chờ để hỏi lại ${what}: đã ${seconds}/${Math.ceil(waitMs / 1_000)} giây.`;
        await saidWhileWaiting(again, () => policy.sleep(waitMs), policy);
      },
    });
  } catch (error) {
    throw error instanceof Transient ? error.failure : error;
  }
}

/** Milliseconds until the next attempt; without end where the province asks for more than there is left. */
function waitBefore(retriesConsumed: number, retryAfter: string, policy: RetryPolicy): number {
  const askedMs = askedFor(retryAfter, policy.now());
  if (askedMs >= msLeft(policy)) return Number.POSITIVE_INFINITY;
  const backoffMs = Math.round(policy.retryBaseMs * 2 ** retriesConsumed * (1 + policy.random()));
  return Math.min(Math.max(backoffMs, askedMs), policy.maxRetryAfterMs);
}

/** Milliseconds that a Retry-After asks for (RFC 9110 §10.2.3: seconds or an HTTP date); 0 where it is unreadable. */
function askedFor(retryAfter: string, now: Date): number {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  // Without its zone, Date.parse would read the host's.
  const at = retryAfter.endsWith("GMT") ? Date.parse(retryAfter) : Number.NaN;
  return Number.isNaN(at) ? 0 : Math.max(0, at - now.getTime());
}
