import { type Agency, LEVELS } from "../agency.ts";
import { RECEIVED } from "../counts.ts";
import type { Window } from "../period.ts";
import { scopeId } from "../scope.ts";
import { widestOf } from "../sums/known-counts.ts";
import type { Tallies } from "../sums/tally.ts";
import type { Finding } from "./finding.ts";

/** From so many dossiers of half a level's agencies on, none at all is unusual. */
const USUAL = 100;

/** The middle of some numbers in their order; the mean of the two in the middle of an even number of them. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const at = sorted.length / 2;
  return ((sorted[Math.ceil(at) - 1] ?? 0) + (sorted[Math.floor(at)] ?? 0)) / 2;
}

/**
 * Agencies in force that have received nothing since January where half of their level has hundreds. One of whom a month
 * is missing has perhaps received something: nothing is said of it.
 *
 * @param tallies of the months since January
 * @param window the days of these months
 */
export function activityFindings(inForce: readonly Agency[], tallies: Tallies, window: Window): Finding[] {
  return LEVELS.flatMap((level) => {
    const known = inForce.flatMap((agency) => {
      const tally = agency.level === level ? tallies.get(scopeId({ kind: "agency", code: agency.code })) : undefined;
      const received = tally?.sums.sum(RECEIVED) ?? null;
      return received === null || tally?.missingFor(widestOf(RECEIVED)) !== 0 ? [] : [{ agency, received }];
    });
    const median = medianOf(known.map((one) => one.received));
    if (median < USUAL) return [];
    return known
      .filter((one) => one.received === 0)
      .map(
        ({ agency }): Finding => ({
          rule: "no-activity-unusual",
          agency: agency.code,
          procedure: "",
          window,
          expected: String(median),
          actual: "0",
        }),
      );
  });
}
