/** The executions that have their turn, and those that wait for it in the order in which they came. */
export interface Turns {
  readonly working: readonly string[];
  readonly waiting: readonly string[];
}

export const NO_TURNS: Turns = { working: [], waiting: [] };

/** Without those that are over, wherever they stood. */
export const withoutEnded = ({ working, waiting }: Turns, ended: ReadonlySet<string>): Turns => ({
  working: working.filter((one) => !ended.has(one)),
  waiting: waiting.filter((one) => !ended.has(one)),
});

/**
 * With this execution at work, if a turn is free and nobody else waits for that one, or else in line.
 *
 * @param atOnce how many may be at work at once, from 1
 */
export function withTurn({ working, waiting }: Turns, execution: string, atOnce: number): Turns {
  if (working.includes(execution)) return { working, waiting };
  const line = waiting.includes(execution) ? waiting : [...waiting, execution];
  const free = atOnce - working.length;
  if (line.indexOf(execution) >= free) return { working, waiting: line };
  return { working: [...working, execution], waiting: line.filter((one) => one !== execution) };
}
