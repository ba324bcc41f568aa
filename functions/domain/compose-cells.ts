import type { Share } from "./evaluate.ts";
import type { FigureRow, Rate } from "./figure.ts";
import { rateOf } from "./rate.ts";
import type { Cell, Column } from "./report.ts";
import { countText, decimalsOf, rateNumber, rateText } from "./wording.ts";

export const text = (value: string): Cell => ({ type: "text", text: value });

/** Nothing is asked for in this place: không đánh giá, không có. */
export const NONE: Cell = text("–");
/** What is asked for is not known, which is never a zero. */
const UNKNOWN: Cell = text("CCSL");
/** A share of nothing. */
const NO_ACTIVITY: Cell = text("KPS");

export const CELL_LEGEND =
  "KPS: không phát sinh (mẫu số bằng 0); CCSL: chưa có số liệu; “–”: không có hoặc không đánh giá.";

/** A number that a place may do without. */
export const count = (value: number | null): Cell =>
  value === null ? NONE : { type: "count", value, text: countText(value) };

/** A number that must be there: null is chưa có số liệu. */
export const known = (value: number | null): Cell => (value === null ? UNKNOWN : count(value));

/** The number of a target that is judged by its number alone. */
export const numberCell = (row: FigureRow | undefined): Cell => (row === undefined ? NONE : known(row.numerator));

/** The denominator of a figure; one that is judged by its number alone has none. */
export const denominatorCell = (row: FigureRow): Cell => (row.unit === "count" ? NONE : known(row.denominator));

type Fraction = Pick<FigureRow, "numerator" | "denominator" | "rate" | "threshold" | "unit">;

/** A rate with the digits that its verdict needs, KPS for a share of nothing, CCSL where nothing is known. */
export function rateCell(row: Fraction | undefined): Cell {
  if (row === undefined || row.unit === "count") return NONE;
  if (row.numerator === null) return UNKNOWN;
  if (row.rate === null) return NO_ACTIVITY;
  const value = Number(row.rate) / 1_000_000;
  return { type: "rate", value, decimals: decimalsOf(row), text: rateText(row).replace("%", "") };
}

/** The rate of a share, with the digits that show whether it reaches the threshold, where there is one. */
export function shareCell(share: Share | null, threshold: number | null): Cell {
  const { numerator = null, denominator = null } = share ?? {};
  const rate = share === null ? null : rateOf(share.numerator, share.denominator);
  return rateCell({ numerator, denominator, rate, threshold, unit: "percent" });
}

/** An earlier rate; "–" where there is none to compare with. */
export const comparedCell = (rate: Rate | null): Cell =>
  rate === null ? NONE : { type: "rate", value: Number(rate) / 1_000_000, decimals: 2, text: rateNumber(rate) };

/** The difference of two rates in điểm phần trăm, rounded once; "–" where one of them is not known. */
export function pointsCell(now: Rate | null, before: Rate | null): Cell {
  if (now === null || before === null) return NONE;
  const difference = now - before;
  const size = difference < 0n ? -difference : difference;
  const decimals = size > 0n && rateNumber(size) === "0,00" ? 6 : 2;
  const sign = difference === 0n ? "" : difference > 0n ? "+" : "-";
  const value = Number(difference) / 1_000_000;
  return { type: "points", value, decimals, text: `${sign}${rateNumber(size, decimals)}` };
}

export const column = (title: string, weight: number, align: Column["align"] = "right", group?: string): Column => ({
  title,
  weight,
  align,
  ...(group === undefined ? {} : { group }),
});
