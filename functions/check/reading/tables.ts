import type { Cell, Column, Row, Table } from "../../report/report.ts";
import { type Breach, breach } from "../layout/rule.ts";
import { type Band, type Grid, textBetween } from "./grid.ts";
import { dense, isSame } from "./lines.ts";

/** A row of the report's table and what is printed in its place. */
export interface PlacedRow {
  readonly row: Row;
  /** The page on which it ends. */
  readonly page: number;
  readonly cells: readonly string[];
}

/** A table of the report on the pages that hold it. */
export interface PlacedTable {
  readonly table: Table;
  readonly parts: readonly Grid[];
  readonly rows: readonly PlacedRow[];
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
function headerBands({ bands }: Grid, columns: readonly Column[]): number {
  const asked = headerLetters(columns);
  return [1, 2].find((count) => sorted(lettersOf(bands.slice(0, count))) === asked) ?? 0;
}

/** `table-text`: every group of columns has its own title over them. */
function groupBreaches({ bands, page, borders }: Grid, columns: readonly Column[], header: number): Breach[] {
  const words = bands.slice(0, header).flatMap((band) => band.words);
  return columns.flatMap(({ group }, index) => {
    if (group === undefined || columns[index - 1]?.group === group) return [];
    const after = columns.findIndex((other, at) => at > index && other.group !== group);
    const right = borders[after === -1 ? columns.length : after] ?? 0;
    const printed = textBetween({ number: page }, words, borders[index] ?? 0, right);
    const letters = [...dense(printed)].slice(0, [...dense(group)].length).join("");
    if (isSame(letters, group)) return [];
    return breach("table-text", page, `tiêu đề nhóm cột ${index + 1}`, { expected: group, actual: printed });
  });
}

/** `table-text`: every column has its own title over it, below that of its group. */
function titleBreaches({ bands, page }: Grid, columns: readonly Column[], header: number): Breach[] {
  return columns.flatMap(({ title }, index) => {
    const printed = [
      ...dense(
        bands
          .slice(0, header)
          .map(({ cells }) => cells[index] ?? "")
          .join(""),
      ),
    ];
    if (isSame(printed.slice(-[...dense(title)].length).join(""), title) || dense(title) === "") return [];
    return breach("table-text", page, `tiêu đề cột ${index + 1}`, { expected: title, actual: printed.join("") });
  });
}

const lettersOf = (bands: readonly Band[]): string =>
  bands.flatMap((band) => band.words.map((word) => word.text)).join("");

/** What a cell has to print; a number that is none prints as a dash. */
const cellText = (cell: Cell | undefined): string => {
  if (cell === undefined) return "";
  return cell.type === "text" || Number.isFinite(cell.value) ? cell.text : "–";
};

/** What the cells of a band print: of a row that ends before the columns do, the last is over the rest of them. */
function cellsOver({ page, words, cells }: Band, borders: readonly number[], count: number): readonly string[] {
  const last = count - 1;
  if (count === 0 || count >= cells.length) return cells;
  const rest = textBetween({ number: page }, words, borders[last] ?? 0, borders.at(-1) ?? 0);
  return cells.map((cell, at) => (at < last ? cell : at === last ? rest : ""));
}

/** Follows the rows of one table through the bands of its parts. */
class RowReader {
  readonly #table: Table;
  readonly rows: PlacedRow[] = [];
  readonly breaches: Breach[] = [];
  /** What an earlier page already holds of the next row. */
  #begun: { readonly page: number; readonly cells: readonly string[] } | null = null;
  #at = { page: 0 };

  constructor(table: Table) {
    this.#table = table;
  }

  get isDone(): boolean {
    return this.rows.length >= this.#table.rows.length;
  }

  /**
   * @param borders the columns' lines
   * @param last whether the page has no more of the table: only there can a row be cut
   */
  read(band: Band, borders: readonly number[], last: boolean): void {
    this.#at = band;
    const row = this.#table.rows[this.rows.length];
    const begun = this.#begun;
    const printed = cellsOver(band, borders, row?.cells.length ?? 0);
    const cells = printed.map((cell, index) => `${begun?.cells[index] ?? ""}${cell}`);
    const asked = this.#table.columns.map((_, index) => cellText(row?.cells[index]));
    const differing = asked.findIndex((text, index) => !isSame(cells[index] ?? "", text));
    const isPart = asked.every((text, index) => dense(text).startsWith(dense(cells[index] ?? "")));
    if (differing !== -1 && last && isPart) {
      this.#begun = { page: begun?.page ?? band.page, cells };
      return;
    }
    const number = this.rows.length + 1;
    if (differing !== -1) {
      const what = `dòng ${number}, cột ${this.#table.columns[differing]?.title ?? ""}`;
      const texts = { expected: asked[differing] ?? "", actual: cells[differing] ?? "" };
      this.breaches.push(...breach("table-text", band.page, what, texts));
    } else if (begun !== null && begun.page !== band.page) {
      const what = asked.find((text) => text !== "") ?? `dòng ${number}`;
      const pages = { expected: "trên một trang", actual: `bắt đầu ở trang ${begun.page}` };
      this.breaches.push(...breach("row-cut", band.page, what, pages));
    }
    this.#begun = null;
    if (row !== undefined) this.rows.push({ row, page: band.page, cells });
  }

  finish(): void {
    const { length } = this.#table.rows;
    if (this.isDone) return;
    const row = this.#table.rows[this.rows.length];
    if (this.#begun !== null && row !== undefined) this.rows.push({ row, ...this.#begun });
    const sizes = { expected: `${length} dòng`, actual: `${this.rows.length} dòng` };
    this.breaches.push(...breach("table-text", this.#at.page, "số dòng của bảng", sizes));
  }
}

/** Reads a table from the first of these grids on; what it does not use belongs to the tables after it. */
export function placeTable(table: Table, grids: readonly Grid[]): PlacedTable {
  const reader = new RowReader(table);
  const parts: Grid[] = [];
  let firstRowPage = 0;
  for (const grid of grids) {
    if (reader.isDone) break;
    parts.push(grid);
    const header = headerBands(grid, table.columns);
    if (header === 0) {
      const actual = grid.bands[0]?.cells.join(" | ") ?? "";
      const expected = table.columns.map(({ title }) => title).join(" | ");
      reader.breaches.push(...breach("header-row-repeated", grid.page, "tiêu đề bảng", { expected, actual }));
    }
    if (header > 0) {
      reader.breaches.push(...groupBreaches(grid, table.columns, header));
      reader.breaches.push(...titleBreaches(grid, table.columns, header));
    }
    for (const band of grid.bands.slice(header)) {
      if (firstRowPage === 0) firstRowPage = band.page;
      reader.read(band, grid.borders, band === grid.bands.at(-1));
    }
  }
  reader.finish();
  const { rows, breaches } = reader;
  return { table, parts, rows, firstPage: parts[0]?.page ?? 0, firstRowPage, breaches };
}

/** Tables that the report does not have. */
export const foreignTables = (grids: readonly Grid[]): Breach[] =>
  grids.flatMap(({ page, bands }) => {
    const actual = bands[0]?.cells.join(" | ") ?? "";
    return breach("table-text", page, "bảng ngoài báo cáo", { expected: "không có", actual });
  });
