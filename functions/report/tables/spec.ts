import type { Column, FigureField, FigureKey, Row, Table } from "../report.ts";
import {
  FIRST_ROW,
  lettersOf,
  type WorkbookCell,
  type WorkbookColumn,
  type WorkbookRow,
  type WorkbookSheet,
} from "../workbook.ts";
import { formulaCell, plainCell, printed, text, type Value } from "./value.ts";

/** The sheets of every workbook, in their order; names of agencies never come into them. */
export const SHEETS = {
  index: "Mục lục",
  summary: "Tổng hợp",
  charts: "Biểu đồ",
  units: "Đơn vị",
  areas: "Địa bàn",
  filing: "Tiếp nhận",
  payments: "Thanh toán",
  postal: "BCCI - Số hóa",
  form06a: "Biểu 06a",
  tasks: "Nhiệm vụ",
  agencyTasks: "Nhiệm vụ - đơn vị",
  ranking: "Xếp hạng",
  changes: "Điều chỉnh",
  reorganisation: "Đơn vị thay đổi",
  raw: "Số liệu gốc",
  quality: "Chất lượng",
  crossCheck: "Đối chiếu",
  notes: "Giải thích",
} as const;

export const quoted = (sheet: string): string => `'${sheet.replaceAll("'", "''")}'`;

/** A row of a sheet, as formulas name its cells. */
export interface RowCells {
  /** The row's number in the sheet. */
  readonly at: number;
  /** The letters of a column, by its key. */
  readonly letters: (key: string) => string;
  /** A cell of this row, by its column's key: "J12". */
  readonly cell: (key: string) => string;
}

/**
 * A column of a table, described once: the document prints it, the workbook holds it, and what it prints is held against
 * figures.csv by its field.
 *
 * @template Line what a row of the table is about
 */
export interface ColumnSpec<Line> {
  /** By which formulas name it. */
  readonly key: string;
  readonly title: string;
  /** A title over several neighbouring columns with the same group. */
  readonly group?: string;
  readonly align: Column["align"];
  /** Share of the printed table's width, relative to the others; 0 where the document does not print the column. */
  readonly weight: number;
  /** Characters in the workbook; 0 where the workbook does not hold the column. */
  readonly width: number;
  readonly field?: FigureField;
  readonly figure?: FigureKey;
  /** What is said of the column's cells below the sheet. */
  readonly note?: string;
  readonly value: (line: Line) => Value;
  /** The formula by which the workbook comes to the value; null where the workbook holds the value itself. */
  readonly formula?: (line: Line, cells: RowCells) => string | null;
}

/** What a column may do without. */
type Extras<Line> = Partial<Pick<ColumnSpec<Line>, "group" | "field" | "figure" | "note" | "formula" | "align">>;

/** Width of a column in the document (relative) and in the workbook (characters); 0 where it is not there. */
export type Widths = readonly [weight: number, width: number];

export const column = <Line>(
  key: string,
  title: string,
  [weight, width]: Widths,
  value: (line: Line) => Value,
  extras: Extras<Line> = {},
): ColumnSpec<Line> => ({ key, title, weight, width, value, align: "right", ...extras });

/** A row of a table: about a line, or a heading over the rows below it. */
export type TableRow<Line> =
  | {
      readonly kind: "body" | "total";
      readonly line: Line;
      readonly figure?: FigureKey;
    }
  | {
      readonly kind: "group";
      /** The first cells; the others are empty. */
      readonly cells: readonly Value[];
      readonly figure?: FigureKey;
    };

const BLANK = text("");

const figureOf = ({ figure }: { readonly figure?: FigureKey }) => (figure === undefined ? {} : { figure });

function titleOf<Line>({ title, group, align, field, figure }: ColumnSpec<Line>) {
  return {
    title,
    align,
    ...(group === undefined ? {} : { group }),
    ...(field === undefined ? {} : { field }),
    ...(figure === undefined ? {} : { figure }),
  };
}

function printedRow<Line>(columns: readonly ColumnSpec<Line>[], row: TableRow<Line>): Row {
  const cells = row.kind === "group" ? row.cells.map(printed) : columns.map(({ value }) => printed(value(row.line)));
  return { bold: row.kind === "group" || row.kind === "total", cells, ...figureOf(row) };
}

/** The table as the document prints it. */
export function printedTable<Line>(columns: readonly ColumnSpec<Line>[], rows: readonly TableRow<Line>[]): Table {
  const own = columns.filter(({ weight }) => weight > 0);
  return {
    columns: own.map((one): Column => ({ ...titleOf(one), weight: one.weight })),
    rows: rows.map((row) => printedRow(own, row)),
  };
}

const inWorkbook = <Line>(columns: readonly ColumnSpec<Line>[]): ColumnSpec<Line>[] =>
  columns.filter(({ width }) => width > 0);

/** The letters of the workbook's columns, by key. */
export function lettersIn<Line>(columns: readonly ColumnSpec<Line>[]): (key: string) => string {
  const letters = new Map(inWorkbook(columns).map(({ key }, index) => [key, lettersOf(index + 1)]));
  return (key) => {
    const found = letters.get(key);
    if (found === undefined) throw new RangeError(`no column ${key}`);
    return found;
  };
}

/** The numbers (from 1) of columns in the workbook, by their keys. */
export const numbersOfKeys = <Line>(columns: readonly ColumnSpec<Line>[], keys: readonly string[]): number[] =>
  inWorkbook(columns).flatMap(({ key }, index) => (keys.includes(key) ? [index + 1] : []));

function sheetRow<Line>(
  columns: readonly ColumnSpec<Line>[],
  row: TableRow<Line>,
  at: number,
  letters: RowCells["letters"],
): WorkbookRow {
  if (row.kind === "group") {
    const cells = columns.map((_, index) => plainCell(row.cells[index] ?? BLANK));
    return { kind: row.kind, cells, ...figureOf(row) };
  }
  const named: RowCells = { at, letters, cell: (key) => `${letters(key)}${at}` };
  const cells = columns.map(({ value, formula }): WorkbookCell => {
    const written = formula?.(row.line, named) ?? null;
    return written === null ? plainCell(value(row.line)) : formulaCell(written, value(row.line));
  });
  return { kind: row.kind, cells, ...figureOf(row) };
}

/** Rows of a sheet, the first of them in the sheet's row `from`. */
export function sheetRows<Line>(
  columns: readonly ColumnSpec<Line>[],
  rows: readonly TableRow<Line>[],
  from = FIRST_ROW,
): WorkbookRow[] {
  const own = inWorkbook(columns);
  const letters = lettersIn(own);
  return rows.map((row, index) => sheetRow(own, row, from + index, letters));
}

/** "Cột (3), (4): …" for columns that have the same to be said of them. */
function columnNotes<Line>(columns: readonly ColumnSpec<Line>[]): string[] {
  const noted = columns.flatMap(({ note }, index) => (note === undefined ? [] : [{ note, number: `(${index + 1})` }]));
  return [...Map.groupBy(noted, ({ note }) => note)].map(
    ([note, all]) => `Cột ${all.map(({ number }) => number).join(", ")}: ${note}`,
  );
}

/** What a sheet says of its table. */
export interface SheetText {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly notes: readonly string[];
}

/** The table as a sheet that fits one page in width, without anything drawn; `changes` say what is otherwise. */
export function sheetOf<Line>(
  { name, title, about, notes }: SheetText,
  columns: readonly ColumnSpec<Line>[],
  rows: readonly TableRow<Line>[],
  changes: Partial<WorkbookSheet> = {},
): WorkbookSheet {
  const own = inWorkbook(columns);
  return {
    name,
    title,
    about,
    columns: own.map((one): WorkbookColumn => ({ ...titleOf(one), width: one.width })),
    rows: sheetRows(own, rows),
    notes: rows.length === 0 ? notes : [...notes, ...columnNotes(own)],
    landscape: true,
    pagesWide: 1,
    frozenColumns: 2,
    filter: true,
    verdicts: [],
    bars: [],
    charts: [],
    isPrinted: true,
    ...changes,
  };
}

export const DISTINCT_NOTE =
  "Mỗi thủ tục hành chính chỉ đếm một lần trong từng phạm vi nên không cộng được từ các dòng khác: là giá trị, không phải công thức.";
