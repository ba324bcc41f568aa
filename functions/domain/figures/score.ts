import { hundredths } from "../threshold.ts";
import type { FigureRow } from "./figure.ts";
import type { ExactPercent } from "./needed.ts";
import { isJudged } from "./verdict.ts";

/** What is demanded of an agency, and how it stands to it on the judged basis. */
export type Demand = Pick<
  FigureRow,
  "indicator" | "goal" | "unit" | "threshold" | "deadline" | "verdict" | "numerator" | "denominator"
>;

/** A minimum in percent that an agency is held against: what is strived for, a number and a threshold of 0 tell nothing apart. */
const isScored = ({ goal, unit, threshold, verdict }: Demand): boolean =>
  goal === "min" && unit === "percent" && threshold !== null && threshold > 0 && isJudged(verdict);

/** Two documents that demand the same of an agency by the same day have one target. */
const demandKey = ({ indicator, threshold, deadline }: Demand): string =>
  JSON.stringify([indicator, threshold, deadline]);

const ONE: ExactPercent = { over: 1n, under: 1n };

/** How far a rate reaches up to its threshold, at most 1. */
function reachOf({ numerator, denominator, threshold }: Demand): ExactPercent {
  const over = BigInt(numerator ?? 0) * 10_000n;
  const under = BigInt(denominator ?? 0) * hundredths(threshold ?? 0);
  return over >= under ? ONE : { over, under };
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  return right === 0n ? left : greatestCommonDivisor(right, left % right);
}

function sum(left: ExactPercent, right: ExactPercent): ExactPercent {
  const over = left.over * right.under + right.over * left.under;
  const under = left.under * right.under;
  const divisor = greatestCommonDivisor(over, under);
  return { over: over / divisor, under: under / divisor };
}

/**
 * Điểm of an agency, 0 to 100, exact: 100 × the mean of min(1, rate ÷ threshold) over the minima in percent that it is held
 * against, each demand once. Null where none remains.
 *
 * 40 % of 50 and 45 % of 30: 100 × (0,8 + 1) ÷ 2 = 90.
 */
export function scoreOf(rows: readonly Demand[]): ExactPercent | null {
  const demands = new Map(rows.filter(isScored).map((row) => [demandKey(row), row]));
  if (demands.size === 0) return null;
  const { over, under } = [...demands.values()].map(reachOf).reduce(sum);
  return { over: over * 100n, under: under * BigInt(demands.size) };
}

/** Order of two scores, the higher first, exact. */
export function compareScores(left: ExactPercent, right: ExactPercent): number {
  const difference = right.over * left.under - left.over * right.under;
  return difference === 0n ? 0 : difference > 0n ? 1 : -1;
}
