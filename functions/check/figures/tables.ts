import type { Column, FigureKey } from "../../report/report.ts";
import { dense, isSame } from "../reading/lines.ts";
import type { PlacedRow, PlacedTable } from "../reading/tables.ts";
import { expectedIn, isWords, levelName, type Words } from "./columns.ts";
import { compared, type Difference, differing, type Place } from "./difference.ts";
import { isWhole, type PublishedFigures } from "./published.ts";
import { isOfScore } from "./scores.ts";

/** A table of the document, and where it stands: "Phụ lục II". */
export interface NamedTable {
  readonly part: string;
  readonly placed: PlacedTable;
}

const columnName = ({ title, group }: Column): string => (group === undefined ? title : `${group}, ${title}`);

/** The column that says what a row is about; those before it only number the rows. */
const nameColumn = (columns: readonly Column[]): number => columns.findIndex(({ align }) => align === "left");

const folded = (text: string): string => text.toLocaleLowerCase("vi");

/**
 * A name as figures.csv has it, with or without what tells it from others of the same name behind it; in other capitals
 * ("UBND Phường 1"), the whole of a city as such ("Toàn thành phố"), and for a district with its communes without the committee ("Địa bàn huyện Long Điền").
 */
function isNamed(printed: string, name: string, { scope }: FigureKey): boolean {
  const unit = name.replace(/^(UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+/iu, "");
  const wanted = folded(scope === "area" ? `Địa bàn ${unit}` : name);
  const seen = scope === "province" ? folded(printed).replace("toàn thành phố", "toàn tỉnh") : folded(printed);
  return (
    isSame(seen, wanted) || [" thuộc ", " (", ", "].some((more) => dense(seen).startsWith(dense(`${wanted}${more}`)))
  );
}

/** Holds the rows of one table against figures.csv, in the order of print. */
class TableReader {
  readonly differences: Difference[] = [];
  readonly #columns: readonly Column[];
  readonly #part: string;
  readonly #index: PublishedFigures;
  readonly #nameAt: number;
  readonly #seen = new Set<string>();
  /** The code of each name under its target: two agencies of one name must be told apart. */
  readonly #codes = new Map<string, string>();
  /** The target of each name that rows give of it, in a table without headings. */
  readonly #targets = new Map<string, string>();
  /** The target whose name is in the row above, with its rows below. */
  #heading: { readonly name: string; readonly key: FigureKey } | null = null;

  constructor({ part, placed: { table } }: NamedTable, index: PublishedFigures) {
    this.#columns = table.columns;
    this.#part = part;
    this.#index = index;
    this.#nameAt = nameColumn(table.columns);
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
    const isFlat = this.#columns.some(({ field }) => field === "target-name");
    const hasOwnName = key.target === undefined || this.#heading !== null || isFlat;
    if (name === undefined || (hasOwnName && !isNamed(printed, name, key))) {
      this.differences.push(...differing(place, printed, name ?? "một phạm vi có trong figures.csv"));
    }
    const row = [key.programme, key.target, key.scope];
    const other = this.#codes.get(JSON.stringify([...row, dense(printed)]));
    if (hasOwnName && other !== undefined && other !== key.code) {
      this.differences.push(...differing(place, printed, "một tên riêng cho mỗi cơ quan"));
    }
    this.#codes.set(JSON.stringify([...row, dense(printed)]), key.code ?? "");
    const line = JSON.stringify([...row, key.code]);
    if (this.#seen.has(line)) this.differences.push(...differing(place, printed, "mỗi phạm vi một lần"));
    this.#seen.add(line);
    const heading = this.#heading?.key;
    if (heading === undefined || key.target === undefined) return;
    if (heading.target === key.target && heading.programme === key.programme) return;
    this.differences.push(...differing(place, printed, "một dòng của chỉ tiêu đứng trên"));
  }

  #cell(column: Column, rowKey: FigureKey, printed: string, place: Place): Difference[] {
    const key = { ...column.figure, ...rowKey };
    const { field } = column;
    if (isWords(field)) return this.#words(field, key, printed, place);
    if (isOfScore(field) && rowKey.scope !== undefined)
      return compared(place, printed, this.#index.score(field, rowKey));
    if (!isWhole(key)) {
      const isUntold = field !== undefined && /\d/.test(printed);
      return isUntold ? differing(place, printed, "một dòng của figures.csv") : [];
    }
    if (this.#index.target(key) === null) return differing(place, printed, "một chỉ tiêu có trong figures.csv");
    if (field === undefined || isOfScore(field)) return differing(place, printed, "một cột có trong figures.csv");
    if (key.withheld?.includes(field)) return compared(place, printed, expectedIn(field, undefined));
    return compared(place, printed, expectedIn(field, this.#index.pair(key)));
  }

  /** A target has one name in all of its rows, and no other has it; a level is named by the row's. */
  #words(field: Words, key: FigureKey, printed: string, place: Place): Difference[] {
    if (field === "target-name") {
      const target = JSON.stringify([key.programme, key.target]);
      const [named = target] = [this.#targets.get(dense(printed))];
      this.#targets.set(dense(printed), target);
      return named === target ? [] : differing(place, printed, "một tên riêng cho mỗi chỉ tiêu");
    }
    const judged = isWhole(key) ? this.#index.pair(key)?.judged : undefined;
    if (field === "district" || judged === undefined) return [];
    return compared(place, printed, { type: "text", value: levelName(judged) });
  }
}

const NO_COLUMN: Column = { title: "", align: "left", weight: 1 };

/**
 * The figures of a table against figures.csv. The report says by keys which target and scope a row and a column are
 * about, and by its field what of the line a column prints. That a row is about its scope is seen on the page, by the
 * name that it prints; that a column has its own title over it is what `table-text` asks for, and in a workbook
 * `titleDifferences`.
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
