import type { PublishedRow } from "../domain/change.ts";
import { isSame } from "./lines.ts";

/** Printed where there is no number. */
const NONE = "–";

/** What has to be printed, from the texts of figures.csv. */
export type Expected =
  /** A whole number, or none. */
  | { readonly type: "count"; readonly value: string }
  /** A row's own rate, from its numerator and denominator, with the digits that its verdict needs. */
  | { readonly type: "share"; readonly row: PublishedRow }
  /** A rate in percent with six decimals, printed with two. */
  | { readonly type: "rate"; readonly value: string }
  | { readonly type: "text"; readonly value: string };

/** "21.074" is "21074", as figures.csv writes it; undefined for what is no whole number in Vietnamese form. */
export const wholeOf = (printed: string): string | undefined =>
  /^\d{1,3}(\.\d{3})*$/.test(printed) ? printed.replaceAll(".", "") : undefined;

export interface Decimal {
  /** Without the comma: 5235n for "52,35". */
  readonly digits: bigint;
  readonly decimals: number;
}

/** "52,35" is 5235 with two decimals; undefined for what is no decimal number in Vietnamese form. */
export function decimalOf(printed: string): Decimal | undefined {
  const [, whole, part] = /^(\d{1,3}(?:\.\d{3})*),(\d+)$/.exec(printed) ?? [];
  if (whole === undefined || part === undefined) return undefined;
  return { digits: BigInt(`${whole.replaceAll(".", "")}${part}`), decimals: part.length };
}

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

/** The printed form of what is expected, for comparisons of text and for the sentences of failures. */
export function expectedText(expected: Expected): string {
  switch (expected.type) {
    case "text":
      return expected.value;
    case "count":
      return expected.value === "" ? NONE : expected.value.replace(/\B(?=(\d{3})+$)/g, ".");
    case "rate": {
      const rate = millionthsOf(expected.value);
      return rate === null ? NONE : decimalText(rounded(rate, 1_000_000n, 2), 2);
    }
    case "share": {
      const share = shareOf(expected.row);
      if (share === null) return NONE;
      const decimals = decimalsFor(share);
      return decimalText(rounded(share.over, share.under, decimals), decimals);
    }
  }
}

/** Whether a printed text, turned back into a number, is what figures.csv says. */
export function agrees(printed: string, expected: Expected): boolean {
  const wanted = expectedText(expected);
  if (expected.type === "text" || wanted === NONE) return isSame(printed, wanted);
  if (expected.type === "count") return wholeOf(printed) === expected.value;
  const [seen, asked] = [decimalOf(printed), decimalOf(wanted)];
  return seen !== undefined && seen.digits === asked?.digits && seen.decimals === asked.decimals;
}
