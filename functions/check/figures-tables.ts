import type { Column, FigureKey } from "../domain/report.ts";
import { compared, type Difference, differing, type Place } from "./difference.ts";
import { expectedIn, isFigureTable, isKnownColumn } from "./figure-columns.ts";
import { dense, isSame } from "./lines.ts";
import { isWhole, type PublishedFigures } from "./published.ts";
import type { PlacedRow, PlacedTable } from "./tables.ts";

/** A table of the document, and where it stands: "Phụ lục II". */
export interface NamedTable {
  readonly part: string;
  readonly placed: PlacedTable;
}

const columnName = ({ title, group }: Column): string => (group === undefined ? title : `${group}, ${title}`);

/** The column that says what a row is about; those before it only number the rows. */
const nameColumn = (columns: readonly Column[]): number => columns.findIndex(({ align }) => align === "left");

/** A name as figures.csv has it, with or without what tells it from others of the same name behind it. */
const isNamed = (printed: string, name: string): boolean =>
  isSame(printed, name) || [" thuộc ", " ("].some((more) => dense(printed).startsWith(dense(`${name}${more}`)));

/** Holds the rows of one table against figures.csv, in the order of print. */
class TableReader {
  readonly differences: Difference[] = [];
  readonly #columns: readonly Column[];
  readonly #part: string;
  readonly #index: PublishedFigures;
  readonly #nameAt: number;
  readonly #isFigureTable: boolean;
  readonly #seen = new Set<string>();
  /** The target whose name stands in the row above, with its rows below. */
  #heading: { readonly name: string; readonly key: FigureKey } | null = null;

  constructor({ part, placed: { table } }: NamedTable, index: PublishedFigures) {
    this.#columns = table.columns;
    this.#part = part;
    this.#index = index;
    this.#nameAt = nameColumn(table.columns);
    this.#isFigureTable = isFigureTable(table.columns);
  }

  read({ row: { figure: key = {} }, page, cells }: PlacedRow): void {
    const name = cells[this.#nameAt] ?? "";
    if (key.target !== undefined && key.scope === undefined) this.#heading = { name, key };
    const heading = this.#heading === null || key.target === undefined ? "" : `${this.#heading.name}, `;
    const row = key.scope === undefined ? name : `${heading}${name}`;
    const place = (column: string): Place => ({ page, part: this.#part, row, column });
    if (key.scope !== undefined) this.#scope(key, name, place(columnName(this.#columns[this.#nameAt] ?? NO_COLUMN)));
    this.#columns.slice(this.#nameAt + 1).forEach((column, index) => {
      const printed = cells[this.#nameAt + 1 + index] ?? "";
      this.differences.push(...this.#cell(column, key, printed, place(columnName(column))));
    });
  }

  /** The row's scope: known, named as figures.csv names it, once, and under its own target. */
  #scope(key: FigureKey, printed: string, place: Place): void {
    const name = this.#index.name(key);
    // Without a target in the rows above, a row of a target has that target's name.
    const hasOwnName = key.target === undefined || this.#heading !== null;
    if (name === undefined || (hasOwnName && !isNamed(printed, name))) {
      this.differences.push(...differing(place, printed, name ?? "một phạm vi có trong figures.csv"));
    }
    const line = JSON.stringify([key.programme, key.target, key.scope, key.code]);
    if (this.#seen.has(line)) this.differences.push(...differing(place, printed, "mỗi phạm vi một lần"));
    this.#seen.add(line);
    const heading = this.#heading?.key;
    if (heading === undefined || key.target === undefined) return;
    if (heading.target === key.target && heading.programme === key.programme) return;
    this.differences.push(...differing(place, printed, "một dòng của chỉ tiêu đứng trên"));
  }

  #cell(column: Column, rowKey: FigureKey, printed: string, place: Place): Difference[] {
    const key = { ...column.figure, ...rowKey };
    if (!isWhole(key)) {
      const isUntold = this.#isFigureTable && isKnownColumn(column) && /\d/.test(printed);
      return isUntold ? differing(place, printed, "một dòng của figures.csv") : [];
    }
    if (this.#index.target(key) === null) return differing(place, printed, "một chỉ tiêu có trong figures.csv");
    const pair = this.#index.pair(key) ?? { period: undefined, judged: undefined };
    const expected = expectedIn(column, pair, key);
    if (expected === undefined) return differing(place, printed, "một cột có trong figures.csv");
    return compared(place, printed, expected);
  }
}

const NO_COLUMN: Column = { title: "", align: "left", weight: 1 };

/**
 * The figures of a table against figures.csv. The report tells by keys which target and scope a row and a column are
 * about; that they are is seen on the page, by the name that the row prints, and what of the line a cell prints by the
 * title over it.
 */
export function tableDifferences(table: NamedTable, index: PublishedFigures): Difference[] {
  const reader = new TableReader(table, index);
  for (const row of table.placed.rows) reader.read(row);
  return reader.differences;
}

/** The targets that a table names, by their names' letters: in rows of their own, or over columns as "(2) Tỷ lệ …". */
export function targetNames({ placed: { table } }: NamedTable): [name: string, key: FigureKey][] {
  const nameAt = nameColumn(table.columns);
  const rows = table.rows.flatMap(({ figure, cells }): [string, FigureKey][] =>
    figure?.target === undefined ? [] : [[dense(cells[nameAt]?.text ?? ""), figure]],
  );
  const headings = rows.filter(([, { scope }]) => scope === undefined);
  const columns = table.columns.flatMap(({ figure, group = "" }): [string, FigureKey][] =>
    figure?.target === undefined ? [] : [[dense(group.replace(/^\(\d+\) /, "")), figure]],
  );
  return [...(headings.length > 0 ? headings : rows), ...columns].filter(([name]) => name !== "");
}
