import { type Day, nominalLastDayOf, type Period } from "../period.ts";
import type { Target } from "../programme.ts";
import type { FigureRow, Verdict } from "./figure.ts";
import { placesOf } from "./rank.ts";
import { compareShares, shortfallOf } from "./rate.ts";

/** What a verdict is given on; null numerator: no data at all. */
export interface Judged {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly threshold: number | null;
  readonly excepted: boolean;
}

const isDue = (deadline: Day | null, period: Period): boolean =>
  deadline !== null && nominalLastDayOf(period) >= deadline;

/** What is missing to the threshold: to a number, to so many for each, or to a share. */
function lackOf(
  { unit }: Pick<Target, "unit">,
  { numerator, denominator, threshold }: { numerator: number; denominator: number | null; threshold: number },
): number {
  if (unit === "percent") return shortfallOf(numerator, denominator ?? 0, threshold);
  return Math.max(0, (unit === "count" ? threshold : threshold * (denominator ?? 0)) - numerator);
}

/** The verdict of a row on its judged basis: the first that applies, in this order. */
export function verdictOf(target: Target, period: Period, judged: Judged): Verdict {
  const { numerator, denominator, threshold } = judged;
  if (threshold === null || judged.excepted) return "not-assessed";
  if (numerator === null) return "no-data";
  if (target.unit !== "count" && (denominator ?? 0) === 0) return "no-activity";
  if (lackOf(target, { numerator, denominator, threshold }) === 0) return "met";
  // A level for full marks is no demand that could still fall due.
  if (target.goal === "benchmark") return "not-met";
  return isDue(target.deadline, period) ? "not-met" : "not-due";
}

export const isJudged = (verdict: Verdict | null): boolean =>
  verdict === "met" || verdict === "not-due" || verdict === "not-met";

/** Còn thiếu n: only beside đạt and chưa đạt, 0 when met. */
export function shortfallFor(target: Target, verdict: Verdict, judged: Judged): number | null {
  const { numerator, denominator, threshold } = judged;
  if (!isJudged(verdict) || numerator === null || threshold === null) return null;
  return lackOf(target, { numerator, denominator, threshold });
}

/**
 * Ranks the agency rows of one target within one level by the exact judged rate, highest first; equal rates share a
 * rank and the next is skipped (1, 2, 2, 4). Rows that are not judged have none.
 */
export function ranksOf(rows: readonly FigureRow[]): Map<string, number> {
  const judged = rows.flatMap(({ code, verdict, numerator, denominator }) =>
    isJudged(verdict) && numerator !== null && denominator !== null ? [{ code, numerator, denominator }] : [],
  );
  return new Map([...placesOf(judged, compareShares)].map(([{ code }, rank]) => [code, rank]));
}
