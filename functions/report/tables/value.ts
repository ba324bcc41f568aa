import type { FigureRow, Rate } from "../../domain/figures/figure.ts";
import type { ExactPercent } from "../../domain/figures/needed.ts";
import { rateOf } from "../../domain/figures/rate.ts";
import type { Day } from "../../domain/period.ts";
import {
  type HeldShare,
  numberOf,
  type PrintedRate,
  type PrintedRow,
  printableNeeded,
  printedDifference,
  printedEarlier,
  printedExact,
  printedShare,
} from "../printed-rate.ts";
import type { Cell, Table } from "../report.ts";
import { countText, dayText, percentText, rateNumber } from "../wording.ts";
import type { WorkbookCell, WorkbookFormat } from "../workbook.ts";

/** Nothing is asked for in this place: không đánh giá, không có. */
export const NONE = "–";
/** What is asked for is not known, which is never a zero. */
export const UNKNOWN = "CCSL";
/** A share of nothing. */
export const NO_ACTIVITY = "KPS";

const SIGNS: readonly (readonly [sign: string, meaning: string])[] = [
  [UNKNOWN, `${UNKNOWN}: chưa có số liệu (không phải là số 0)`],
  [NO_ACTIVITY, `${NO_ACTIVITY}: không phát sinh (mẫu số bằng 0)`],
  [NONE, `“${NONE}”: không có hoặc không đánh giá`],
];

export const LEGEND = `${SIGNS.map(([, meaning]) => meaning).join("; ")}.`;

/** What the signs mean that stand in a table; nothing where none does. */
export function legendOf({ rows }: Table): string {
  const used = new Set(rows.flatMap(({ cells }) => cells.map((cell) => cell.text)));
  const said = SIGNS.filter(([sign]) => used.has(sign)).map(([, meaning]) => meaning);
  return said.length === 0 ? "" : `${said.join("; ")}.`;
}

/** What a cell of a table says, in the document and in the workbook alike. */
export type Value =
  | { readonly type: "text"; readonly text: string }
  /** The name of another sheet of the workbook, which opens it. */
  | { readonly type: "link"; readonly sheet: string }
  /** A whole number; `none` is written where there is none. */
  | { readonly type: "count"; readonly value: number | null; readonly none: string }
  /** A share in percent; null where no share is asked for. */
  | { readonly type: "share"; readonly row: HeldShare | null }
  /** An earlier rate, with the thresholds that it is held against. */
  | { readonly type: "rate"; readonly rate: Rate | null; readonly limits: readonly number[] }
  /** A share in percent that no rounding has touched, printed with two decimals; a place may do without. */
  | { readonly type: "exact"; readonly value: ExactPercent | null }
  /** The difference of two printed rates in điểm phần trăm; none where one of them is not known. */
  | { readonly type: "points"; readonly now: PrintedRate | null; readonly before: PrintedRate | null }
  /** What a target demands: percent, or a number where the target is one. */
  | { readonly type: "threshold"; readonly value: number | null; readonly unit: FigureRow["unit"] }
  /** Places gained, lost ones below 0; none where there is nothing to compare with. */
  | { readonly type: "places"; readonly value: number | null }
  | { readonly type: "day"; readonly day: Day | null };

export const text = (words: string): Value => ({ type: "text", text: words });

export const link = (sheet: string): Value => ({ type: "link", sheet });

/** A number that a place may do without. */
export const count = (value: number | null): Value => ({ type: "count", value, none: NONE });

/** A number that must be there: null is chưa có số liệu. */
export const known = (value: number | null): Value => ({ type: "count", value, none: UNKNOWN });

/** The share of a row; one that is judged by its number alone has none. */
export const share = (row: (HeldShare & Partial<Pick<FigureRow, "unit">>) | undefined): Value => ({
  type: "share",
  row: row === undefined || (row.unit ?? "percent") !== "percent" ? null : row,
});

/** What a row is judged by: its share, its number, or so many for each. */
export function judgedValue(row: PrintedRow): Value {
  const { unit, numerator, denominator } = row;
  if (unit === "percent") return share(row);
  if (unit === "count" || numerator === null) return known(numerator);
  if (!denominator) return share({ ...row, unit: "percent" });
  return exact({ over: BigInt(numerator), under: BigInt(denominator) });
}

/** What the months left must reach on average to make a row's target. */
export const needed = (row: PrintedRow): Value => exact(printableNeeded(row));

export const exact = (value: ExactPercent | null): Value => ({ type: "exact", value });

export const places = (value: number | null): Value => ({ type: "places", value });

export const points = (now: PrintedRate | null, before: PrintedRate | null): Value => ({ type: "points", now, before });

export const day = (value: Day | null): Value => ({ type: "day", day: value });

/** Why a share has no number: it is not asked for, not known, or a share of nothing. */
function withoutShare(row: HeldShare | null): string {
  if (row === null) return NONE;
  return row.numerator === null || row.denominator === null ? UNKNOWN : NO_ACTIVITY;
}

const shareOf = (row: HeldShare | null): PrintedRate | null => (row === null ? null : printedShare(row));

const differenceOf = (now: PrintedRate | null, before: PrintedRate | null): PrintedRate | null =>
  now === null || before === null ? null : printedDifference(now, before);

const words = (said: string): Cell => ({ type: "text", text: said });

function pointsCell(points: PrintedRate): Cell {
  const sign = points.units === 0n ? "" : points.units > 0n ? "+" : "-";
  return {
    type: "points",
    value: numberOf(points),
    decimals: points.decimals,
    text: `${sign}${rateNumber(points)}`,
  };
}

/** @param value in percent, as exactly as it is known */
const rateCell = (rate: PrintedRate, value: number): Cell => ({
  type: "rate",
  value,
  decimals: rate.decimals,
  text: rateNumber(rate),
});

/** In percent with six decimals, as figures.csv has it. */
const percent = (rate: Rate): number => Number(`${rate}E-6`);

/** As exactly as a number holds it, which is what a formula of whole numbers gives. */
const quotient = ({ over, under }: ExactPercent): number => Number(over) / Number(under);

function shareCell(row: HeldShare | null): Cell {
  const rate = shareOf(row);
  if (row === null || rate === null) return words(withoutShare(row));
  return rateCell(rate, percent(rateOf(row.numerator ?? 0, row.denominator ?? 0) ?? 0n));
}

/** A value as the document prints it. */
export function printed(value: Value): Cell {
  switch (value.type) {
    case "text":
      return words(value.text);
    case "link":
      return words(value.sheet);
    case "count":
      if (value.value === null) return words(value.none);
      return { type: "count", value: value.value, text: countText(value.value) };
    case "share":
      return shareCell(value.row);
    case "rate": {
      const rate = printedEarlier(value.rate, value.limits);
      return value.rate === null || rate === null ? words(NONE) : rateCell(rate, percent(value.rate));
    }
    case "exact":
      if (value.value === null) return words(NONE);
      return rateCell(printedExact(value.value), quotient(value.value));
    case "places":
      if (value.value === null) return words(NONE);
      return pointsCell({ units: BigInt(value.value), decimals: 0 });
    case "points": {
      const points = differenceOf(value.now, value.before);
      return points === null ? words(NONE) : pointsCell(points);
    }
    case "threshold":
      if (value.value === null) return words(NONE);
      return words(value.unit === "percent" ? percentText(value.value) : countText(value.value));
    case "day":
      return words(value.day === null ? NONE : dayText(value.day));
  }
}

interface Result {
  readonly result: number | string;
  readonly format: WorkbookFormat;
  readonly decimals: number;
}

/** What a formula over the sheet comes to where it gives this value. */
function resultOf(value: Value): Result {
  switch (value.type) {
    case "count":
      return { result: value.value ?? value.none, format: "count", decimals: 2 };
    case "share": {
      const rate = shareOf(value.row);
      if (rate === null) return { result: withoutShare(value.row), format: "rate", decimals: 2 };
      const result = ((value.row?.numerator ?? 0) * 100) / (value.row?.denominator ?? 1);
      return { result, format: "rate", decimals: rate.decimals };
    }
    case "rate": {
      const decimals = printedEarlier(value.rate, value.limits)?.decimals ?? 2;
      return { result: value.rate === null ? NONE : percent(value.rate), format: "rate", decimals };
    }
    case "exact":
      return { result: value.value === null ? NONE : quotient(value.value), format: "rate", decimals: 2 };
    case "places":
      return { result: value.value ?? NONE, format: "places", decimals: 2 };
    case "points": {
      const points = differenceOf(value.now, value.before);
      if (points === null) return { result: NONE, format: "points", decimals: 2 };
      return { result: numberOf(points), format: "points", decimals: points.decimals };
    }
    case "text":
      return { result: value.text, format: "text", decimals: 2 };
    case "link":
      return { result: value.sheet, format: "link", decimals: 2 };
    default:
      throw new RangeError(`no formula gives a ${value.type}`);
  }
}

/** Cells have two decimals unless they say otherwise. */
const digits = (decimals: number) => (decimals === 2 ? {} : { decimals });

/** A formula of the workbook with what it comes to. */
export function formulaCell(formula: string, value: Value): WorkbookCell {
  const { result, format, decimals } = resultOf(value);
  return { type: "formula", formula, result, format, ...digits(decimals) };
}

/** A value in the workbook without a formula. */
export function plainCell(value: Value): WorkbookCell {
  switch (value.type) {
    case "text":
      return value.text === "" ? { type: "empty" } : value;
    case "link":
      return { type: "text", text: value.sheet };
    case "count":
      return value.value === null ? { type: "text", text: value.none } : { type: "count", value: value.value };
    case "threshold":
      if (value.value === null || value.unit !== "percent") return plainCell(count(value.value));
      return { type: "threshold", value: value.value };
    case "day":
      return value.day === null ? { type: "text", text: NONE } : { type: "day", day: value.day };
    case "places":
      return value.value === null ? { type: "text", text: NONE } : { type: "places", value: value.value };
    case "rate":
    case "share":
    case "exact":
    case "points": {
      const { result, decimals } = resultOf(value);
      if (typeof result === "string") return { type: "text", text: result };
      return { type: "rate", value: result, ...digits(decimals) };
    }
  }
}
