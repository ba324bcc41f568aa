import { z } from "zod";
import { FigureField, FigureKey } from "./report.ts";

/**
 * A finished workbook as plain data: every word, number and formula that is written. The renderer decides nothing.
 *
 * Every sheet of a table is laid out alike, so that formulas can name cells: row 1 the title, row 2 what it says of
 * (province, period, state), row 3 empty, rows 4 and 5 the titles of the columns (groups above), row 6 their numbers or
 * codes, and the table's rows from `FIRST_ROW` on; notes follow below the table after an empty row.
 * Columns are numbered "(1)", "(2)" … as notes name them.
 */
export const FIRST_ROW = 7;

/** The letters of a column, from 1: "A", "AB" for 28. */
export function lettersOf(column: number): string {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** The rows of titles, which are frozen and repeated on every printed page. */
export const TITLE_ROWS = { from: 4, to: 6 } as const;

/**
 * How a number is shown: whole with grouping, percent with two decimals, difference in points or in places with its sign, a
 * whole number with "%", a day, text, or a link to another sheet.
 */
const Format = z.enum(["count", "rate", "points", "places", "threshold", "day", "text", "link"]);
export type WorkbookFormat = z.infer<typeof Format>;

/** More than 2 where rounding would hide a verdict. */
const decimals = z.int().min(2).optional();

export const WorkbookCell = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("empty") }),
    /** Text is text, whatever it begins with. */
    z.object({ type: z.literal("text"), text: z.string() }),
    z.object({ type: z.literal("count"), value: z.number() }),
    /** A share in percent that no formula over the sheet can give (0–100). */
    z.object({ type: z.literal("rate"), value: z.number(), decimals }),
    /** What is demanded, in percent (0–100). */
    z.object({ type: z.literal("threshold"), value: z.number() }),
    /** Places gained or lost. */
    z.object({ type: z.literal("places"), value: z.int() }),
    z.object({ type: z.literal("day"), day: z.iso.date() }),
    /** Without the leading "="; English function names, "," between arguments; `result` is what it comes to, exactly. */
    z.object({
      type: z.literal("formula"),
      formula: z.string(),
      result: z.union([z.number(), z.string()]),
      format: Format,
      decimals,
    }),
  ])
  .readonly();
export type WorkbookCell = z.infer<typeof WorkbookCell>;

export const WorkbookColumn = z
  .object({
    title: z.string(),
    /** A title over several neighbouring columns with the same group, or none. */
    group: z.string().optional(),
    align: z.enum(["left", "right", "center"]),
    /** Characters. */
    width: z.number().positive(),
    /** Which line of figures.csv its cells are of, together with the row's. */
    figure: FigureKey.optional(),
    field: FigureField.optional(),
  })
  .readonly();
export type WorkbookColumn = z.infer<typeof WorkbookColumn>;

export const WorkbookRow = z
  .object({
    kind: z.enum(["body", "total", "group"]),
    cells: z.array(WorkbookCell).readonly(),
    figure: FigureKey.optional(),
  })
  .readonly();
export type WorkbookRow = z.infer<typeof WorkbookRow>;

/** A picture of cells: the renderer draws it as a native chart below the table. */
export const WorkbookChart = z
  .object({
    kind: z.enum(["line", "bar"]),
    title: z.string(),
    /** Ranges in A1 notation with their sheet: "'Số liệu gốc'!$A$7:$A$18". */
    categories: z.string(),
    series: z.array(z.object({ name: z.string(), values: z.string(), dashed: z.boolean() })).readonly(),
    /** The cell at whose corner it begins, e.g. "A30". */
    at: z.string(),
  })
  .readonly();
export type WorkbookChart = z.infer<typeof WorkbookChart>;

export const WorkbookSheet = z
  .object({
    /** Short, fixed, at most 31 characters; names of agencies never come into it. */
    name: z.string().max(31),
    title: z.string(),
    about: z.string(),
    columns: z.array(WorkbookColumn).readonly(),
    rows: z.array(WorkbookRow).readonly(),
    notes: z.array(z.string()).readonly(),
    landscape: z.boolean(),
    /** Pages beside each other that hold all columns. */
    pagesWide: z.int().min(1),
    /** Columns that stay in sight when scrolling to the right. */
    frozenColumns: z.int().min(0),
    filter: z.boolean(),
    /** Numbers (from 1) of columns with verdicts, which get a conditional format readable in grey. */
    verdicts: z.array(z.int().min(1)).readonly(),
    /** Numbers of columns with rates, which get data bars from 0 to 100. */
    bars: z.array(z.int().min(1)).readonly(),
    charts: z.array(WorkbookChart).readonly(),
    /** Whether it is printed with the workbook; one that is not says above its table how it is asked for. */
    isPrinted: z.boolean(),
  })
  .readonly();
export type WorkbookSheet = z.infer<typeof WorkbookSheet>;

export const Workbook = z
  .object({
    title: z.string(),
    subject: z.string(),
    author: z.string(),
    keywords: z.string(),
    /** Revision and state, in the header of every printed sheet. */
    header: z.string(),
    /** RFC 3339 instant of the newest data: the file's dates, so that equal data give equal bytes. */
    dataAsOf: z.string(),
    sheets: z.array(WorkbookSheet).readonly(),
    /** Ranges that people reuse, by ASCII name: { name: "HoSoTiepNhan", range: "'Số liệu gốc'!$F$7:$F$700" }. */
    names: z.array(z.object({ name: z.string(), range: z.string() })).readonly(),
  })
  .readonly();
export type Workbook = z.infer<typeof Workbook>;
