/** How busy an agency is beside a usual one of its level: SYNTHETIC. */

import type { Day, Level } from "../contract.ts";
import { draw, hashText } from "../random.ts";

/** A size that holds from a day on, until the next one. */
export interface SizeStep {
  from: Day;
  size: number;
}

const QUESTION = { size: 1 };

/** The size of an agency that the data give none: departments are as busy as their procedures make them. */
export function drawnSize(province: string, code: string, level: Level): number {
  return level === "so" ? 1 : 0.55 + 0.9 * draw(hashText(`${province} ${code}`), QUESTION.size);
}

/** The size on a day; 0 before the first step. */
export function sizeOn(steps: readonly SizeStep[], day: Day): number {
  return steps.findLast(({ from }) => from <= day)?.size ?? 0;
}
