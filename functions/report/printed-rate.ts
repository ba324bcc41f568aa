import type { FigureRow, Rate } from "../domain/figures/figure.ts";
import type { Compared } from "../domain/figures/grown.ts";
import { type ExactPercent, neededShare } from "../domain/figures/needed.ts";
import { hundredths } from "../domain/threshold.ts";

/** A rate in percent, or a difference of two in percentage points, as it is printed: 21,64 is 2164n with 2 decimals. */
export interface PrintedRate {
  /** In units of the last of the decimals; below 0 only for a difference. */
  readonly units: bigint;
  readonly decimals: number;
}

/**
 * A row of `figures.csv` as a report prints it: its scope named as documents name it, with every threshold in percent
 * that the report holds its rate against, and the number of months since January of which its scope has counts.
 */
export type PrintedRow = FigureRow & {
  readonly limits: readonly number[];
  readonly answered: number;
  /** There where the scope has answers, and none of their sources gives what the figure needs. */
  readonly isUndelivered?: true;
  /** There where an agency has had nothing of which a procedure could have been active, as no dossier with a fee. */
  readonly isWithoutAny?: true;
  /** Of a target that is asked of each procedure, how many had no dossiers; null where that is not known. */
  readonly idle?: number | null;
  /** With what it is not held together, because the province has grown since; with nothing where it is left out. */
  readonly unlike?: readonly Compared[];
};

/** A numerator over a denominator, and the thresholds in percent that it is held against. */
export type HeldShare = Pick<PrintedRow, "numerator" | "denominator" | "limits">;

/** The whole: one that is missing to it must be seen. */
export const WHOLE = 100;
/** More decimals than any counts need. */
const MOST = 20;

/** Half up, in units of the last decimal. */
const rounded = (over: bigint, under: bigint, decimals: number): bigint =>
  (over * 10n ** BigInt(decimals) * 2n + under) / (2n * under);

/**
 * A rate with two decimals, or with as many more as show why it is judged as it is: one below a threshold or below 100
 * never prints as that number, one above 0 never as 0. The digits of every rate are decided here, so that it is the same
 * number wherever it is printed.
 *
 * @param over percent, over `under`
 */
function printedRate(over: bigint, under: bigint, limits: readonly number[]): PrintedRate {
  const above = [WHOLE, ...limits].map(hundredths).filter((limit) => over * 100n < limit * under);
  const isHidden = (units: bigint, decimals: number): boolean =>
    (units === 0n && over > 0n) || above.some((limit) => units === limit * 10n ** BigInt(decimals - 2));
  let decimals = 2;
  let units = rounded(over, under, decimals);
  while (decimals < MOST && isHidden(units, decimals)) {
    decimals += 1;
    units = rounded(over, under, decimals);
  }
  return { units, decimals };
}

/** The rate of a share; null where it is not known or a share of nothing. */
export const printedShare = ({ numerator, denominator, limits }: HeldShare): PrintedRate | null =>
  numerator === null || !denominator ? null : printedRate(BigInt(numerator) * 100n, BigInt(denominator), limits);

/** An earlier rate, of which six decimals are known. */
export const printedEarlier = (rate: Rate | null, limits: readonly number[]): PrintedRate | null =>
  rate === null ? null : printedRate(rate, 1_000_000n, limits);

/** The rate of an earlier period that a row is compared with; none where it is of a smaller province. */
export const comparedRate = (row: PrintedRow, when: "previous" | "yearEarlier"): PrintedRate | null =>
  row.unlike?.includes(when) === true ? null : printedEarlier(row[when], row.limits);

/**
 * What the months left must reach on average, exact. None where all are asked for: one that is missing could not be made
 * good, whatever comes; none where the months so far are of a smaller province, which tell nothing of those left.
 */
export const printableNeeded = (row: PrintedRow): ExactPercent | null =>
  row.needed == null || row.threshold === WHOLE || row.unlike?.includes("year") === true ? null : neededShare(row);

/** An exact share with two decimals. */
export const printedExact = ({ over, under }: ExactPercent): PrintedRate => ({
  units: rounded(over, under, 2),
  decimals: 2,
});

/** A threshold in percent, to be compared with a rate. */
export const printedLimit = (limit: number): PrintedRate => ({ units: hundredths(limit), decimals: 2 });

const scaled = ({ units, decimals }: PrintedRate, to: number): bigint => units * 10n ** BigInt(to - decimals);

/** The difference of two rates as they are printed, so that a reader who subtracts gets the same. */
export function printedDifference(now: PrintedRate, before: PrintedRate): PrintedRate {
  const decimals = Math.max(now.decimals, before.decimals);
  return { units: scaled(now, decimals) - scaled(before, decimals), decimals };
}

/** As the number that a workbook holds. */
export const numberOf = ({ units, decimals }: PrintedRate): number => Number(`${units}E-${decimals}`);

/** A part, or a change, in percent of a whole, with two decimals, half away from zero; null of nothing. */
export function percentOf(part: number, whole: number): PrintedRate | null {
  if (whole === 0) return null;
  const units = rounded(BigInt(Math.abs(part)) * 100n, BigInt(whole), 2);
  return { units: part < 0 ? -units : units, decimals: 2 };
}
