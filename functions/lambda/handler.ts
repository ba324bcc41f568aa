/** Characters of a message that leave a function: beside them a state's payload of 32 KB has room for all else. */
const LIMIT = 2_000;

const cut = (text: string): string => (text.length <= LIMIT ? text : `${text.slice(0, LIMIT)} …`);

/**
 * An error as it may leave a function: its name, which the state machine retries or catches, and its sentence, without
 * stack, cause or other properties. Lambda puts the stack of what a handler throws into the execution's history, where
 * it helps nobody; it belongs into the function's log.
 */
function outgoing(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const told = new Error(cut(message));
  told.name = name;
  told.stack = `${name}: ${told.message}`;
  return told;
}

/** A Lambda handler: what fails is logged in full and leaves as `outgoing` has it. */
export const handler =
  <Output>(run: (event: unknown) => Promise<Output>) =>
  async (event: unknown): Promise<Output> => {
    try {
      return await run(event);
    } catch (error) {
      console.error(error);
      throw outgoing(error);
    }
  };
