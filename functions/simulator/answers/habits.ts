/** How an agency works: SYNTHETIC traits, drawn once from its code, that last over the years. */

import type { Level } from "../contract.ts";
import type { Province } from "../province/agencies.ts";
import { draw, hashText } from "../random.ts";

/** Traits of an agency; all but `size` and `quiet` run from 0 (worst) to 1 (best, or most). */
export interface Habits {
  seed: number;
  /** Factor on the mean number of dossiers of a usual agency of its level. */
  size: number;
  /** Share of months in which nobody comes at all. */
  quiet: number;
  online: number;
  assisted: number;
  postal: number;
  cashless: number;
  digital: number;
  punctual: number;
}

const QUESTION = { quiet: 2, online: 3, assisted: 4, postal: 5, cashless: 6, digital: 7, punctual: 8 };

/** Whose habits are asked for, and how big it is then: factor on the dossiers of a usual agency of its level. */
interface Sized {
  code: string;
  level: Level;
  size: number;
}

/** The habits of an agency. A code that is used again keeps them: only the size changes over the years. */
export function habitsOf(province: Province, { code, level, size }: Sized): Habits {
  const seed = hashText(`${province.id} ${code}`);
  return {
    seed,
    size: size * province.volumeScale[level],
    // About one commune in twenty is closed for filing in some months, as a real answer may be an empty list.
    quiet: level === "xa" && draw(seed, QUESTION.quiet) < 0.05 ? 0.2 : 0,
    online: draw(seed, QUESTION.online),
    assisted: draw(seed, QUESTION.assisted),
    postal: draw(seed, QUESTION.postal),
    cashless: draw(seed, QUESTION.cashless),
    digital: draw(seed, QUESTION.digital),
    punctual: draw(seed, QUESTION.punctual),
  };
}
