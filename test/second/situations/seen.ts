import { lastMonthOf, monthsOfYearUpTo, windowOfMonth } from "../computation/days.ts";
import type { Found } from "../computation/found.ts";
import type { Ground } from "../computation/value.ts";
import type { AgencyRecord, Question, World } from "../provinces/world.ts";

/** What a situation is decided from: the province's history, and what the second computation makes of it. */
export interface Seen {
  readonly world: World;
  readonly question: Question;
  readonly ground: Ground;
  readonly findings: readonly Found[];
  /** Cells of figures.csv. */
  readonly rows: readonly (readonly string[])[];
  /** Lines of code, score, rank and places moved. */
  readonly scores: readonly string[];
  readonly isTooIncomplete: boolean;
}

export type Decide = (seen: Seen) => boolean;

/** Months of the report's year. */
export const yearOf = ({ question }: Seen): string[] => monthsOfYearUpTo(question.period);
/** The last day of the report. */
export const lastDayOf = ({ question }: Seen): string =>
  windowOfMonth(lastMonthOf(question.period), question.scheme).to;

/** Agencies that ended within the report's year and are not in force on its last day. */
export function ended(seen: Seen): AgencyRecord[] {
  const { tree } = seen.ground;
  const booked = new Set(yearOf(seen).flatMap((month) => [...(tree.booked.get(month)?.values() ?? [])]));
  return tree.seen.filter((one) => booked.has(one) && tree.inForce.get(one.code) !== one);
}

/** Each of them that has an heir, with it. */
export const handedOn = (seen: Seen): (readonly [AgencyRecord, AgencyRecord])[] =>
  ended(seen).flatMap((one) => {
    const heir = seen.ground.tree.heirOf(one);
    return heir === null ? [] : [[one, heir] as const];
  });
