import type { FigureRow } from "../../domain/figures/figure.ts";
import { dense, isSame } from "../reading/lines.ts";
import type { HeldRow } from "./held-row.ts";

/** Printed where nothing is asked for, where what is asked for is not known, and for a share of nothing. */
const NONE = "–";
const UNKNOWN = "CCSL";
const NO_ACTIVITY = "KPS";

/** The part of a row that its own share is printed from. */
type ShareRow = Pick<HeldRow, "numerator" | "denominator" | "rate" | "limits" | "unit">;

/** What has to be printed of a row; null for none. */
export type Expected =
  /** A whole number, or none. */
  | { readonly type: "count"; readonly value: number | null }
  /** A whole number; where there is none, it is not known. */
  | { readonly type: "known"; readonly value: number | null }
  /** A row's own rate, from its numerator and denominator, with the digits that it needs. */
  | { readonly type: "share"; readonly row: ShareRow }
  /** An earlier rate in millionths of a percent, printed in percent with the digits that it needs. */
  | { readonly type: "rate"; readonly value: bigint | null; readonly limits: readonly number[] }
  /** A row's own rate less an earlier one, both as they are printed, in percentage points with their sign. */
  | { readonly type: "points"; readonly now: ShareRow; readonly before: bigint | null }
  /** What the months left must reach, in millionths of a percent, printed with two decimals. */
  | { readonly type: "needed"; readonly value: bigint | null }
  | { readonly type: "text"; readonly value: string };

/** A quotient with so many decimals, half up, without the comma. */
export const rounded = (over: bigint, under: bigint, decimals: number): bigint =>
  (2n * over * 10n ** BigInt(decimals) + under) / (2n * under);

/** "21.074": thousands in groups. */
export const grouped = (digits: number | string): string => String(digits).replace(/\B(?=(\d{3})+$)/g, ".");

/** 5235n with two decimals is "52,35". */
export function decimalText(digits: bigint, decimals: number): string {
  const text = String(digits).padStart(decimals + 1, "0");
  return `${grouped(text.slice(0, text.length - decimals))},${text.slice(text.length - decimals)}`;
}

/** "30/11/2023" of "2023-11-30": days below 10 and the months 1 and 2 with a zero in front. */
export function dayText(day: string): string {
  const [year, month, date] = day.split("-");
  return `${date}/${Number(month) < 3 ? month : Number(month)}/${year}`;
}

/** A share in percent, exact. */
interface Share {
  readonly over: bigint;
  readonly under: bigint;
  readonly limits: readonly number[];
}

/** The share of a row; null where there is none. */
function shareOf({ rate, numerator, denominator, limits, unit }: ShareRow): Share | null {
  if (unit !== "percent" || rate === null || numerator === null || !denominator) return null;
  return { over: BigInt(numerator) * 100n, under: BigInt(denominator), limits };
}

const earlierShare = (over: bigint, limits: readonly number[]): Share => ({ over, under: 1_000_000n, limits });

/** A share as it is printed, in units of its last decimal. */
interface Digits {
  readonly units: bigint;
  readonly decimals: number;
}

/** A number with up to two decimals, in hundredths. */
const inHundredths = (limit: number): bigint => BigInt((limit * 100).toFixed(0));

/**
 * Two decimals, or as many more as keep a share below a threshold from being rounded up to it, one of something from
 * being rounded to the whole, and more than nothing from being rounded to nothing.
 */
function digitsOf({ over, under, limits }: Share): Digits {
  for (let decimals = 2; ; decimals += 1) {
    const units = rounded(over, under, decimals);
    const scale = 10n ** BigInt(decimals - 2);
    const isHiding = [...limits.map(inHundredths), 10_000n].some(
      (limit) => units >= limit * scale && over * 100n < limit * under,
    );
    if (decimals === 20 || !(isHiding || (units === 0n && over !== 0n))) return { units, decimals };
  }
}

const digitsText = ({ units, decimals }: Digits): string => decimalText(units, decimals);

/** What is printed in the place of a row's rate where it has none. */
function withoutShare({ numerator, unit }: ShareRow): string {
  if (unit !== "percent") return NONE;
  return numerator === null ? UNKNOWN : NO_ACTIVITY;
}

function shareText(row: ShareRow): string {
  const share = shareOf(row);
  return share === null ? withoutShare(row) : digitsText(digitsOf(share));
}

const earlierText = (rate: bigint, limits: readonly number[]): string =>
  digitsText(digitsOf(earlierShare(rate, limits)));

/** The first less the second, as a reader subtracts them. */
function subtracted(now: Digits, before: Digits): Digits {
  const decimals = Math.max(now.decimals, before.decimals);
  const [left = 0n, right = 0n] = [now, before].map((one) => one.units * 10n ** BigInt(decimals - one.decimals));
  return { units: left - right, decimals };
}

function signed({ units, decimals }: Digits): string {
  const size = units < 0n ? -units : units;
  return `${units > 0n ? "+" : units < 0n ? "-" : ""}${decimalText(size, decimals)}`;
}

/** "+1,82"; null where one of the two is not there. */
export function pointsText(now: ShareRow, before: bigint | null): string | null {
  const share = shareOf(now);
  if (share === null || before === null) return null;
  return signed(subtracted(digitsOf(share), digitsOf(earlierShare(before, now.limits))));
}

/** A row's rate less its threshold: "+0,22"; null where one of the two is not there. */
export function marginText(row: ShareRow & Pick<FigureRow, "threshold">): string | null {
  const share = shareOf(row);
  if (share === null || row.threshold === null) return null;
  return signed(subtracted(digitsOf(share), { units: inHundredths(row.threshold), decimals: 2 }));
}

/** Nothing is said of the months left where all are asked for: what is missing cannot be made good. */
export const neededOf = ({ needed, threshold }: FigureRow): bigint | null =>
  threshold === 100 ? null : (needed ?? null);

/** Two decimals of a number in millionths, which stand for an exact one that may be half a millionth less. */
export function neededTexts(value: bigint): readonly string[] {
  const nearest = rounded(value, 1_000_000n, 2);
  return [nearest, ...(value % 10_000n === 5_000n ? [nearest - 1n] : [])].map((units) => decimalText(units, 2));
}

/** The printed form of what is expected, for comparisons of text and for the sentences of failures. */
export function expectedText(expected: Expected): string {
  switch (expected.type) {
    case "text":
      return expected.value;
    case "share":
      return shareText(expected.row);
    case "points":
      return pointsText(expected.now, expected.before) ?? NONE;
    case "rate":
      return expected.value === null ? NONE : earlierText(expected.value, expected.limits);
    case "needed":
      return expected.value === null ? NONE : (neededTexts(expected.value)[0] ?? NONE);
    default:
      if (expected.value === null) return expected.type === "known" ? UNKNOWN : NONE;
      return grouped(expected.value);
  }
}

const REASONS = new Set([NONE, UNKNOWN, NO_ACTIVITY]);

/** Whether a printed text is what figures.csv says. A dash may stand for the reason why there is no number. */
export function agrees(printed: string, expected: Expected): boolean {
  const wanted = expectedText(expected);
  if (expected.type === "text") return isSame(printed, wanted);
  if (expected.type === "needed" && expected.value !== null)
    return neededTexts(expected.value).includes(dense(printed));
  return dense(printed) === wanted || (REASONS.has(wanted) && printed === NONE);
}
