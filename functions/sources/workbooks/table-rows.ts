import type { TableColumns } from "./columns.ts";
import type { PrintedCount, PrintedCounts } from "./printed.ts";
import { countIn } from "./table/cell-count.ts";
import type { Findings } from "./table/findings.ts";
import { addressOf, type Grid, lettersOf } from "./table/grid.ts";
import { isNumbering, type TableHead } from "./table/head.ts";
import { kindOf, type RowKind } from "./table/row-kinds.ts";

/** A row of a table that says something; row from 0. */
export interface TableRow {
  readonly row: number;
  readonly kind: RowKind;
  /** What the row is called; empty where it says nothing. */
  readonly label: string;
  /** Address of the name's cell. */
  readonly cell: string;
  /** The agency's code and the level of services, where the table has columns of them. */
  readonly code: string;
  readonly level: string;
  /** Whether any column of counts says something. */
  readonly hasCounts: boolean;
}

const LIST_MARK = /^\s*[-+–•]/u;
/** Rows that say something; a province has 700 units at most. */
const MOST_ROWS = 20_000;

/** A table below its head. */
export class TableRows {
  readonly #grid: Grid;
  readonly #columns: TableColumns;
  readonly #findings: Findings;
  /** The first cell of each column whose thousands are grouped by a point, and by a comma. */
  readonly #groupings = new Map<number, { "."?: string; ","?: string }>();

  constructor(grid: Grid, columns: TableColumns, findings: Findings) {
    this.#grid = grid;
    this.#columns = columns;
    this.#findings = findings;
  }

  /** The cell of a name; below a name that is merged downwards only where `reachesDown`. */
  #nameAt(row: number, reachesDown: boolean): string {
    const merge = this.#grid.mergeAt(row, this.#columns.name);
    if (merge === undefined) return this.#grid.at(row, this.#columns.name).text;
    return merge.top === row || reachesDown ? this.#grid.at(merge.top, merge.left).text : "";
  }

  /** Names that stand in a column before that of names, as totals and headings do. */
  #before(row: number): string {
    const { name, code } = this.#columns;
    const texts = this.#grid.texts(row).filter(({ column }) => column < name && column !== code);
    return texts.find(({ text }) => /\p{L}{2}/u.test(text))?.text ?? "";
  }

  #isNumbered(row: number): boolean {
    return this.#grid.texts(row).some(({ column, text }) => column < this.#columns.name && /^\d+$/.test(text));
  }

  #rowAt(row: number, reachesDown: boolean, isPart: boolean): TableRow | null {
    const { name, code, level, counts } = this.#columns;
    const cells = [...counts.values()].map((column) => this.#grid.at(row, column));
    const hasCounts = cells.some(({ text, error, isUncalculated }) => text !== "" || error !== null || isUncalculated);
    const named = this.#nameAt(row, reachesDown);
    const label = named === "" ? this.#before(row) : named;
    if (label === "" && !hasCounts) return null;
    const partOf = isPart && LIST_MARK.test(label) && !this.#isNumbered(row);
    return {
      row,
      kind: partOf ? "part" : kindOf(label),
      label,
      cell: addressOf(row, name),
      code: code === null ? "" : this.#grid.at(row, code).text,
      level: level === null ? "" : this.#grid.at(row, level).text,
      hasCounts,
    };
  }

  /** The rows in their order. What follows "Trong đó" with a dash is part of it, and is counted with it or not at all. */
  *rows({ firstRow }: TableHead, reachesDown: boolean): Generator<TableRow> {
    let isPart = false;
    let found = 0;
    for (let row = firstRow; row < this.#grid.rowCount; row++) {
      if (isNumbering(this.#grid, row)) continue;
      const one = this.#rowAt(row, reachesDown, isPart);
      if (one === null) continue;
      if (++found > MOST_ROWS) {
        this.#findings.problem(`dòng ${row + 1}`, `bảng dài quá ${MOST_ROWS} dòng`, "chia thành nhiều tệp");
        return;
      }
      isPart = one.kind === "part";
      yield one;
    }
  }

  /** The counts of a row that is counted; cells that are no counts are problems. */
  countsOf({ row }: TableRow): PrintedCounts {
    const counts = new Map<PrintedCount, number>();
    for (const [count, column] of this.#columns.counts) {
      const place = `ô ${addressOf(row, column)}`;
      const merge = this.#grid.mergeAt(row, column);
      if (merge !== undefined) {
        const range = `ô ${addressOf(merge.top, merge.left)}:${addressOf(merge.bottom, merge.right)}`;
        this.#findings.problem(
          range,
          "ô số liệu bị gộp nên không rõ là của dòng, cột nào",
          "bỏ gộp ô, ghi số vào từng ô",
        );
        continue;
      }
      const found = countIn(this.#grid.at(row, column));
      if (found.kind === "wrong") this.#findings.problem(place, found.what, found.remedy);
      if (found.kind !== "count") continue;
      counts.set(count, found.value);
      if (found.grouping !== null) this.#noteGrouping(column, found.grouping, addressOf(row, column));
    }
    return counts;
  }

  /** Points and commas in one column: one of them might be that of decimals. */
  #noteGrouping(column: number, sign: "." | ",", cell: string): void {
    const seen = this.#groupings.get(column) ?? {};
    if (seen[sign] !== undefined) return;
    seen[sign] = cell;
    this.#groupings.set(column, seen);
    const { ".": point, ",": comma } = seen;
    if (point === undefined || comma === undefined) return;
    const what = `ô ${point} ngăn hàng nghìn bằng dấu chấm, ô ${comma} bằng dấu phẩy`;
    this.#findings.problem(`cột ${lettersOf(column)}`, what, "ghi lại các ô này thành số không có dấu ngăn");
  }
}
