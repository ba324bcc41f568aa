/** How an agency works: SYNTHETIC traits, drawn once from its code, that last over the years. */

import type { AgencyRecord, Province } from "./agencies.ts";
import { draw, hashText } from "./random.ts";

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

const QUESTION = { size: 1, quiet: 2, online: 3, assisted: 4, postal: 5, cashless: 6, digital: 7, punctual: 8 };

/** The habits of an agency. */
export function habitsOf(province: Province, { agency, size }: AgencyRecord): Habits {
  const seed = hashText(`${province.id} ${agency.code}`);
  const drawn = agency.level === "so" ? 1 : 0.55 + 0.9 * draw(seed, QUESTION.size);
  return {
    seed,
    size: (size ?? drawn) * province.volumeScale[agency.level],
    // About one commune in twenty is closed for filing in some months, as a real answer may be an empty list.
    quiet: agency.level === "xa" && draw(seed, QUESTION.quiet) < 0.05 ? 0.2 : 0,
    online: draw(seed, QUESTION.online),
    assisted: draw(seed, QUESTION.assisted),
    postal: draw(seed, QUESTION.postal),
    cashless: draw(seed, QUESTION.cashless),
    digital: draw(seed, QUESTION.digital),
    punctual: draw(seed, QUESTION.punctual),
  };
}
