import type { Cell, Column, Table } from "../domain/report.ts";
import type { Band, Grid } from "./grid.ts";
import { dense, isSame } from "./lines.ts";
import { type Breach, breach } from "./rule.ts";

/** A table of the report on the pages that hold it. */
export interface PlacedTable {
  readonly table: Table;
  readonly parts: readonly Grid[];
  /** Pages of the first header and of the first row, 0 where there is none. */
  readonly firstPage: number;
  readonly firstRowPage: number;
  readonly breaches: readonly Breach[];
}

const sorted = (text: string): string => [...dense(text)].sort().join("");

/** The letters of a table's header in one order, whatever its cells' places. */
function headerLetters(columns: readonly Column[]): string {
  const groups = columns.map(({ group }, index) => (columns[index - 1]?.group === group ? "" : (group ?? "")));
  return sorted([...groups, ...columns.map(({ title }) => title)].join(""));
}

/** How many of the first bands are the header: one, two, or none where it is not there. */
export function headerBands({ bands }: Grid, columns: readonly Column[]): number {
  const asked = headerLetters(columns);
  return [1, 2].find((count) => sorted(lettersOf(bands.slice(0, count))) === asked) ?? 0;
}

const lettersOf = (bands: readonly Band[]): string =>
  bands.flatMap((band) => band.words.map((word) => word.text)).join("");

const cellText = (cell: Cell | undefined): string => {
  if (cell === undefined) return "";
  return cell.type === "text" || Number.isFinite(cell.value) ? cell.text : "–";
};

/** Follows the rows of one table through the bands of its parts. */
class RowReader {
  readonly #table: Table;
  readonly breaches: Breach[] = [];
  #next = 0;
  /** What an earlier page already holds of the next row. */
  #begun: { readonly page: number; readonly cells: readonly string[] } | null = null;
  #at = { page: 0 };

  constructor(table: Table) {
    this.#table = table;
  }

  get isDone(): boolean {
    return this.#next >= this.#table.rows.length;
  }

  read(band: Band): void {
    this.#at = band;
    const asked = this.#table.columns.map((_, index) => cellText(this.#table.rows[this.#next]?.cells[index]));
    const cells = band.cells.map((cell, index) => `${this.#begun?.cells[index] ?? ""}${cell}`);
    const differing = asked.findIndex((text, index) => !isSame(cells[index] ?? "", text));
    if (differing === -1) {
      this.#end(band, asked);
      return;
    }
    if (asked.every((text, index) => dense(text).startsWith(dense(cells[index] ?? "")))) {
      this.#begun = { page: this.#begun?.page ?? band.page, cells };
      return;
    }
    const column = this.#table.columns[differing]?.title ?? "";
    const what = `dòng ${this.#next + 1}, cột ${column}`;
    const actual = cells[differing] ?? "";
    this.breaches.push(...breach("table-text", band.page, what, { expected: asked[differing] ?? "", actual }));
    this.#begun = null;
    this.#next += 1;
  }

  #end(band: Band, asked: readonly string[]): void {
    if (this.#begun !== null && this.#begun.page !== band.page) {
      const what = asked.find((text) => text !== "") ?? `dòng ${this.#next + 1}`;
      const actual = `bắt đầu ở trang ${this.#begun.page}`;
      this.breaches.push(...breach("row-cut", band.page, what, { expected: "trên một trang", actual }));
    }
    this.#begun = null;
    this.#next += 1;
  }

  finish(): void {
    const { length } = this.#table.rows;
    if (this.isDone) return;
    const sizes = { expected: `${length} dòng`, actual: `${this.#next} dòng` };
    this.breaches.push(...breach("table-text", this.#at.page, "số dòng của bảng", sizes));
  }
}

/** Reads a table from the first of these grids on; what it does not use belongs to the tables after it. */
export function placeTable(table: Table, grids: readonly Grid[]): PlacedTable {
  const rows = new RowReader(table);
  const parts: Grid[] = [];
  let firstRowPage = 0;
  for (const grid of grids) {
    if (rows.isDone) break;
    parts.push(grid);
    const header = headerBands(grid, table.columns);
    if (header === 0) {
      const actual = grid.bands[0]?.cells.join(" | ") ?? "";
      const expected = table.columns.map(({ title }) => title).join(" | ");
      rows.breaches.push(...breach("header-row-repeated", grid.page, "tiêu đề bảng", { expected, actual }));
    }
    for (const band of grid.bands.slice(header)) {
      if (firstRowPage === 0) firstRowPage = band.page;
      rows.read(band);
    }
  }
  rows.finish();
  return { table, parts, firstPage: parts[0]?.page ?? 0, firstRowPage, breaches: rows.breaches };
}

/** Tables that the report does not have. */
export const foreignTables = (grids: readonly Grid[]): Breach[] =>
  grids.flatMap(({ page, bands }) => {
    const actual = bands[0]?.cells.join(" | ") ?? "";
    return breach("table-text", page, "bảng ngoài báo cáo", { expected: "không có", actual });
  });
