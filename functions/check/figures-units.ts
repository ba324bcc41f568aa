import type { PublishedRow } from "../domain/change.ts";
import type { Column } from "../domain/report.ts";
import { compared, type Difference, differing, type Place } from "./difference.ts";
import { type FigureTarget, judgedRow, judgedRows } from "./figure-rows.ts";
import { rowsOf } from "./figures-target.ts";
import type { Band } from "./grid.ts";
import { isSame } from "./lines.ts";
import type { Expected } from "./numbers.ts";
import type { AppendixSection } from "./sections.ts";

/** One kind of table: the agencies of a level, or the districts with their communes. */
export interface UnitKind {
  readonly scope: "agency" | "area";
  readonly level: string | null;
}

/** A table of units is one whose second column is "Đơn vị" and whose others belong to numbered targets. */
export const isUnitTable = ({ appendix }: AppendixSection): boolean => {
  const [, second, third] = appendix.table.columns;
  return second?.title === "Đơn vị" && /^\(\d+\) /.test(third?.group ?? "");
};

/** Which units a table holds, by the words of its title. */
export function kindOf({ appendix: { title } }: AppendixSection): UnitKind {
  if (/ĐỊA BÀN/.test(title)) return { scope: "area", level: null };
  if (/CẤP HUYỆN/.test(title)) return { scope: "agency", level: "huyen" };
  return { scope: "agency", level: /CẤP XÃ/.test(title) ? "xa" : "so" };
}

/** The targets that have rows for such units, in the order of print; with each its name. */
export interface NamedTarget {
  readonly target: FigureTarget;
  readonly name: string;
}

export const boundTo = (targets: readonly NamedTarget[], { scope, level }: UnitKind): NamedTarget[] =>
  targets.filter(({ target }) => judgedRows(target, scope, level).length > 0);

const MARKS: Readonly<Record<string, string>> = {
  met: "Đ",
  "not-met": "C",
  "not-due": "H",
  "no-activity": "K",
  "no-data": "S",
};

/** What figures.csv says for a column, by its title. */
const COLUMNS: ReadonlyMap<string, (row: PublishedRow) => Expected> = new Map<string, (row: PublishedRow) => Expected>([
  ["Tỷ lệ (%)", (row) => ({ type: "share", row })],
  ["Số lượng", (row) => ({ type: "count", value: row["numerator"] ?? "" })],
  ["ĐG", (row) => ({ type: "text", value: MARKS[row["verdict"] ?? ""] ?? "–" })],
  ["Hạng", (row) => ({ type: "count", value: row["rank"] ?? "" })],
]);

interface Unit {
  readonly section: AppendixSection;
  readonly band: Band;
  readonly scope: string;
  readonly code: string;
}

/** "(2) Tỷ lệ …" is the second target of its table. */
const positionOf = ({ group = "" }: Column): number => Number(/^\((\d+)\)/.exec(group)?.[1] ?? 0) - 1;

const NO_ROW: PublishedRow = {};

function cellsOf({ section, band, scope, code }: Unit, targets: readonly NamedTarget[]): Difference[] {
  return section.appendix.table.columns.slice(2).flatMap((column, index) => {
    const { title, group = "" } = column;
    const at = positionOf(column);
    const place = { page: band.page, part: section.number, row: band.cells[1] ?? "", column: `${group}, ${title}` };
    const printed = band.cells[index + 2] ?? "";
    const named = targets[at];
    const expected = COLUMNS.get(title);
    if (named === undefined || expected === undefined || group !== `(${at + 1}) ${named.name}`) {
      return differing(place, printed, `một cột có trong figures.csv: ${named?.name ?? "không có"}`);
    }
    // An agency that a target does not know has no row: its cells are dashes.
    return compared(place, printed, expected(judgedRow(named.target, scope, code) ?? NO_ROW));
  });
}

/** Codes and names of the units in the order of the file, over all the targets of the table. */
function unitsOf(targets: readonly NamedTarget[], { scope, level }: UnitKind): [code: string, name: string][] {
  const rows = targets.flatMap(({ target }) => judgedRows(target, scope, level));
  return [...new Map(rows.map((row) => [row["code"] ?? "", row["name"] ?? ""]))];
}

/** The level's own name in figures.csv: "Sở, ban, ngành". */
function levelName(targets: readonly NamedTarget[], { level }: UnitKind): string {
  for (const { target } of targets) {
    const row = judgedRow(target, "level", level ?? "");
    if (row !== undefined) return row["name"] ?? "";
  }
  return "không có";
}

/**
 * A table of agencies or districts, for the targets that it holds: the level's own row first, then every unit of
 * figures.csv in its order, each cell held against its row.
 */
export function unitTable(section: AppendixSection, targets: readonly NamedTarget[], kind: UnitKind): Difference[] {
  const units = unitsOf(targets, kind);
  let next = 0;
  const found = rowsOf(section).flatMap((band): Difference[] => {
    const [number = "", name = ""] = band.cells;
    const place: Place = { page: band.page, part: section.number, row: name, column: "Đơn vị" };
    if (number === "") {
      const expected = levelName(targets, kind);
      if (!isSame(name, expected)) return differing(place, name, expected);
      return cellsOf({ section, band, scope: "level", code: kind.level ?? "" }, targets);
    }
    const [code, expected] = units[next] ?? ["", "không có"];
    next += 1;
    const named = isSame(name, expected) ? [] : differing(place, name, expected);
    const counted = compared({ ...place, column: "TT" }, number, { type: "count", value: String(next) });
    return [...named, ...counted, ...cellsOf({ section, band, scope: kind.scope, code }, targets)];
  });
  return [
    ...found,
    ...units.slice(next).flatMap(([, name]) => {
      const page = section.pages.at(-1)?.number ?? 0;
      return differing({ page, part: section.number, row: name, column: "Đơn vị" }, "không in", name);
    }),
  ];
}
