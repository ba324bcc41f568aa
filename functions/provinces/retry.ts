import pRetry from "p-retry";
import type { Failure } from "../domain/failure.ts";

/** How often and how patiently a request is repeated. Times are milliseconds. */
export interface RetryPolicy {
  /** Attempts after the first, from 0. */
  readonly retries: number;
  /** Wait before the second attempt; it doubles with each further one, times a random factor from 1 to 2. */
  readonly retryBaseMs: number;
  /** No single wait is longer, whatever the province asks for. */
  readonly maxRetryAfterMs: number;
  readonly sleep: (ms: number) => Promise<void>;
  /** From 0 up to, not including, 1. It only spreads the waits, so that clients do not come back together. */
  readonly random: () => number;
  readonly now: () => Date;
  readonly log: (message: string) => void;
}

/** Something that may be gone at the next attempt; `failure` is what it amounts to once the attempts are used up. */
export class Transient extends Error {
  readonly failure: Failure;
  /** A few words for the log; never text of the answer. */
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
    return await pRetry(attempt, {
      retries: policy.retries,
      // The waiting is done here instead, because p-retry cannot wait as long as the province asks.
      minTimeout: 0,
      shouldRetry: ({ error }) => error instanceof Transient,
      onFailedAttempt: async ({ error, retriesConsumed, retriesLeft }) => {
        if (!(error instanceof Transient) || retriesLeft === 0) return;
        const waitMs = waitBefore(retriesConsumed, error.retryAfter, policy);
        policy.log(`${what}: ${error.reason}; attempt ${retriesConsumed + 2}/${policy.retries + 1} in ${waitMs} ms`);
        await policy.sleep(waitMs);
      },
    });
  } catch (error) {
    throw error instanceof Transient ? error.failure : error;
  }
}

function waitBefore(retriesConsumed: number, retryAfter: string, policy: RetryPolicy): number {
  const backoffMs = Math.round(policy.retryBaseMs * 2 ** retriesConsumed * (1 + policy.random()));
  return Math.min(Math.max(backoffMs, askedFor(retryAfter, policy.now())), policy.maxRetryAfterMs);
}

/** Milliseconds that a Retry-After asks for (RFC 9110 §10.2.3: seconds or an HTTP date); 0 where it is unreadable. */
function askedFor(retryAfter: string, now: Date): number {
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  // Without its zone, Date.parse would read the host's.
  const at = retryAfter.endsWith("GMT") ? Date.parse(retryAfter) : Number.NaN;
  return Number.isNaN(at) ? 0 : Math.max(0, at - now.getTime());
}
