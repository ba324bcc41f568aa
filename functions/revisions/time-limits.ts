/**
 * How long everything may take, in seconds, each with what is inside it: a request, a list, an agency, a function, a
 * run. A test adds them up.
 */
export const TIME_LIMITS = {
  /** From a request to the last byte of its answer. */
  answer: 120,
  /** From asking for a list, or a token, to the last of it, all attempts and waits included. */
  list: 260,
  /** From the first month of an agency to the last that is asked for; a list that is under way then may end. */
  agency: 480,
  /** A function of Lambda: no setting makes it longer. */
  function: 900,
  /** What a function keeps of its time to note what it was told, and to say by name what it was not. */
  reserve: 60,
  /** What all of a province that never answers takes, with every retry: the second run of a morning begins after it. */
  silence: 6 * 3_600,
  /** An execution of the state machine (`TimeoutSeconds` of its definition), its wait for its turn included. */
  execution: 24 * 3_600,
} as const;

/** How a province is asked, where nothing else is set. */
export const ASKING = {
  /** Requests under way at once, in one process. */
  maxConcurrency: 4,
  /** Attempts after the first. */
  retries: 4,
  /** Milliseconds before the second attempt; they double with each further one. */
  retryBaseMs: 1_000,
  /** Milliseconds that no wait is longer than, whatever the province asks for. */
  maxRetryAfterMs: 120_000,
  /** Agencies in a row of which the province answers nothing, before it is taken to be out of reach. */
  unansweredAgencies: 10,
} as const;
