import type { FigureRow, Rate } from "./figure.ts";

const SIX_DECIMALS = new Intl.NumberFormat("en-US", { minimumFractionDigits: 6, useGrouping: false });

/** Percent with a point and six decimals, never grouped: 21_640_489n is "21.640489". */
const percent = (rate: Rate): string => SIX_DECIMALS.format(`${rate}E-6`);

/** What a value of a text is in the JSON of a row; a text that cannot be one stays as it is, and the schema refuses it. */
type Read = (text: string) => string | number | null;

const word: Read = (text) => text;
const wordOrNone: Read = (text) => (text === "" ? null : text);
const number: Read = (text) => (/^\d+$/.test(text) ? Number(text) : wordOrNone(text));
/** At most two decimals, and no zero at the end of them. */
const threshold: Read = (text) => (/^\d+(\.\d?[1-9])?$/.test(text) ? Number(text) : wordOrNone(text));
/** The digits of a rate; a number, which no rate is in JSON, for what has another form. */
const rate: Read = (text) => (/^-?\d+\.\d{6}$/.test(text) ? text.replace(".", "") : text === "" ? null : Number.NaN);

/** A column of `figures.csv`: which field of a row it holds, and how its texts are read. */
export interface FigureColumn {
  readonly header: string;
  readonly field: keyof FigureRow;
  readonly read: Read;
}

/** The columns of `figures.csv` in their order. */
export const FIGURE_COLUMNS: readonly FigureColumn[] = [
  { header: "province", field: "province", read: word },
  { header: "programme", field: "programme", read: word },
  { header: "period", field: "period", read: word },
  { header: "from", field: "from", read: word },
  { header: "to", field: "to", read: word },
  { header: "target", field: "target", read: word },
  { header: "indicator", field: "indicator", read: word },
  { header: "scope", field: "scope", read: word },
  { header: "code", field: "code", read: word },
  { header: "name", field: "name", read: word },
  { header: "level", field: "level", read: wordOrNone },
  { header: "basis", field: "basis", read: word },
  { header: "numerator", field: "numerator", read: number },
  { header: "denominator", field: "denominator", read: number },
  { header: "rate", field: "rate", read: rate },
  { header: "goal", field: "goal", read: word },
  { header: "threshold", field: "threshold", read: threshold },
  { header: "unit", field: "unit", read: word },
  { header: "deadline", field: "deadline", read: wordOrNone },
  { header: "verdict", field: "verdict", read: wordOrNone },
  { header: "shortfall", field: "shortfall", read: number },
  { header: "rank", field: "rank", read: number },
  { header: "previous", field: "previous", read: rate },
  { header: "year_earlier", field: "yearEarlier", read: rate },
  { header: "missing", field: "missing", read: number },
  { header: "needed", field: "needed", read: rate },
];

/** The text of one field as it is published: rates in percent with six decimals, none empty. */
export function figureText(row: FigureRow, field: keyof FigureRow): string {
  const value = row[field];
  if (value === null || value === undefined) return "";
  return typeof value === "bigint" ? percent(value) : String(value);
}
