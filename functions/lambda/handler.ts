import { log, logAbout } from "../aws/log.ts";

/** Characters of a message that leave a function: beside them a state's payload of 32 KB has room for all else. */
const LIMIT = 2_000;

/** On one line: Lambda takes every further line for one of the stack. */
const singleLine = (text: string): string => {
  const line = text.replace(/\s*\n\s*/g, " ");
  return line.length <= LIMIT ? line : `${line.slice(0, LIMIT)} …`;
};

/**
 * An error as it may leave a function: its name, which the state machine retries or catches, and its sentence, without
 * stack, cause or other properties. Lambda puts the stack of what a handler throws into the execution's history, where
 * it helps nobody; it belongs into the function's log.
 */
function sanitizedError(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const left = new Error(singleLine(message));
  left.name = name;
  left.stack = `${name}: ${left.message}`;
  return left;
}

/** What Lambda tells of an invocation beside its event. */
export interface Invocation {
  getRemainingTimeInMillis(): number;
}

/**
 * A Lambda handler, one line in its log for each event: what fails is logged in full and leaves as `sanitizedError` has it.
 *
 * @param step by which name its lines are found
 */
export const handler =
  <Output>(step: string, run: (event: unknown, invocation: Invocation) => Promise<Output>) =>
  async (event: unknown, invocation: Invocation): Promise<Output> => {
    logAbout(step, event);
    try {
      const output = await run(event, invocation);
      log.info("done");
      return output;
    } catch (error) {
      log.error("failed", error instanceof Error ? error : new Error(String(error)));
      throw sanitizedError(error);
    }
  };
