import type { PublishedRow } from "../domain/change.ts";
import { dense, isSame } from "./lines.ts";

/** Printed where nothing is asked for, where what is asked for is not known, and for a share of nothing. */
const NONE = "–";
const UNKNOWN = "CCSL";
const NO_ACTIVITY = "KPS";

/** What has to be printed, from the texts of figures.csv. */
export type Expected =
  /** A whole number, or none. */
  | { readonly type: "count"; readonly value: string }
  /** A whole number; where there is none, it is not known. */
  | { readonly type: "known"; readonly value: string }
  /** A row's own rate, from its numerator and denominator, with the digits that its verdict needs. */
  | { readonly type: "share"; readonly row: PublishedRow }
  /** A rate in percent with six decimals, printed with two. */
  | { readonly type: "rate"; readonly value: string }
  /** A row's own rate less an earlier one, in percentage points with their sign. */
  | { readonly type: "points"; readonly now: string; readonly before: string }
  | { readonly type: "text"; readonly value: string };

/** A quotient with so many decimals, half up, without the comma. */
export const rounded = (over: bigint, under: bigint, decimals: number): bigint =>
  (2n * over * 10n ** BigInt(decimals) + under) / (2n * under);

/** "19.816662" percent as millionths; null for none. */
export function millionthsOf(value: string | undefined): bigint | null {
  if (value === undefined || value === "") return null;
  const [whole = "", part = ""] = value.split(".");
  return BigInt(`${whole}${part.padEnd(6, "0")}`);
}

/** 5235n with two decimals is "52,35". */
export function decimalText(digits: bigint, decimals: number): string {
  const text = String(digits).padStart(decimals + 1, "0");
  const whole = text.slice(0, text.length - decimals).replace(/\B(?=(\d{3})+$)/g, ".");
  return `${whole},${text.slice(text.length - decimals)}`;
}

interface Share {
  readonly over: bigint;
  readonly under: bigint;
  readonly threshold: bigint | null;
}

/** The exact share of a row in percent; null where there is none. */
function shareOf(row: PublishedRow): Share | null {
  const { rate = "", numerator = "", denominator = "", threshold = "", unit } = row;
  if (rate === "" || numerator === "" || denominator === "" || denominator === "0") return null;
  const limit = threshold === "" || unit === "count" ? null : BigInt(threshold);
  return { over: BigInt(numerator) * 100n, under: BigInt(denominator), threshold: limit };
}

/** Two decimals, or as many more as keep a share below its threshold from being rounded up to it. */
function decimalsFor({ over, under, threshold }: Share): number {
  if (threshold === null || over >= threshold * under) return 2;
  let decimals = 2;
  while (decimals < 20 && rounded(over, under, decimals) === threshold * 10n ** BigInt(decimals)) decimals += 1;
  return decimals;
}

/** What stands in the place of a row's rate where it has none. */
function withoutShare({ numerator, unit }: PublishedRow): string {
  if (numerator === undefined || unit === "count") return NONE;
  return numerator === "" ? UNKNOWN : NO_ACTIVITY;
}

function shareText(row: PublishedRow): string {
  const share = shareOf(row);
  if (share === null) return withoutShare(row);
  const decimals = decimalsFor(share);
  return decimalText(rounded(share.over, share.under, decimals), decimals);
}

/** "+1,82"; more digits where two would show no difference. */
export function pointsText(now: bigint, before: bigint): string {
  const size = now > before ? now - before : before - now;
  const text = decimalText(rounded(size, 1_000_000n, 2), 2);
  if (size === 0n) return text;
  return `${now > before ? "+" : "-"}${text === "0,00" ? decimalText(size, 6) : text}`;
}

/** The printed form of what is expected, for comparisons of text and for the sentences of failures. */
export function expectedText(expected: Expected): string {
  switch (expected.type) {
    case "text":
      return expected.value;
    case "share":
      return shareText(expected.row);
    case "points": {
      const [now, before] = [millionthsOf(expected.now), millionthsOf(expected.before)];
      return now === null || before === null ? NONE : pointsText(now, before);
    }
    case "rate": {
      const rate = millionthsOf(expected.value);
      return rate === null ? NONE : decimalText(rounded(rate, 1_000_000n, 2), 2);
    }
    default:
      if (expected.value === "") return expected.type === "known" ? UNKNOWN : NONE;
      return expected.value.replace(/\B(?=(\d{3})+$)/g, ".");
  }
}

const REASONS = new Set([NONE, UNKNOWN, NO_ACTIVITY]);

/** Whether a printed text is what figures.csv says. A dash may stand for the reason why there is no number. */
export function agrees(printed: string, expected: Expected): boolean {
  const wanted = expectedText(expected);
  if (expected.type === "text") return isSame(printed, wanted);
  return dense(printed) === wanted || (REASONS.has(wanted) && printed === NONE);
}
