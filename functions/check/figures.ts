import type { PublishedRow } from "../domain/change.ts";
import type { Report } from "../domain/report.ts";
import { type Difference, differing } from "./difference.ts";
import { type FigureTarget, printedTargets } from "./figure-rows.ts";
import { sentences } from "./figures-sentences.ts";
import { isTargetTable, targetNames, targetTable } from "./figures-target.ts";
import { boundTo, isUnitTable, kindOf, type NamedTarget, unitTable } from "./figures-units.ts";
import type { Page } from "./page.ts";
import { type AppendixSection, type Read, readBack } from "./sections.ts";

/** How many targets stand beside each other in a table of units. */
const targetsIn = ({ appendix }: AppendixSection): number =>
  new Set(appendix.table.columns.slice(2).map(({ group }) => group)).size;

/** The tables of units: the parts of one table share its targets in their order. */
function unitTables({ appendices }: Read, targets: readonly NamedTarget[]): Difference[] {
  const tables = appendices.filter(isUnitTable).map((section) => ({ section, kind: kindOf(section) }));
  const byKind = Map.groupBy(tables, ({ kind }) => `${kind.scope} ${kind.level}`);
  return [...byKind.values()].flatMap((parts) => {
    let from = 0;
    return parts.flatMap(({ section, kind }) => {
      const own = boundTo(targets, kind).slice(from, from + targetsIn(section));
      from += own.length;
      return unitTable(section, own, kind);
    });
  });
}

/** What figures.csv has units for and the document no table, or not for all targets. */
function missingTables({ appendices }: Read, targets: readonly NamedTarget[]): Difference[] {
  const printed = appendices.filter(isUnitTable);
  const kinds = [
    ...(["so", "huyen", "xa"] as const).map((level) => ({ scope: "agency" as const, level })),
    { scope: "area" as const, level: null },
  ];
  return kinds.flatMap((kind) => {
    const same = printed.filter(
      (section) => kindOf(section).scope === kind.scope && kindOf(section).level === kind.level,
    );
    const [has, asked] = [same.reduce((sum, one) => sum + targetsIn(one), 0), boundTo(targets, kind).length];
    if (has === asked) return [];
    const place = { page: same[0]?.pages[0]?.number ?? 0, part: "phụ lục", row: kind.level ?? "địa bàn" };
    return differing({ ...place, column: "số chỉ tiêu" }, String(has), String(asked));
  });
}

function checkAs(read: Read, table: AppendixSection, targets: readonly FigureTarget[]): Difference[] {
  const names = targetNames(table);
  const named = targets.map((target, index): NamedTarget => ({ target, name: names[index] ?? "" }));
  return [
    ...targetTable(table, targets),
    ...unitTables(read, named),
    ...missingTables(read, named),
    ...named.flatMap((one, index) => sentences(read.text.lines, one, index + 1)),
  ];
}

/** The numbers of a document that has been read back against figures.csv. */
export function differencesOf(read: Read, figures: readonly PublishedRow[]): readonly Difference[] {
  const table = read.appendices.find(isTargetTable);
  const nowhere = { page: 0, part: "phụ lục", row: "TỔNG HỢP", column: "bảng chỉ tiêu" };
  if (table === undefined) return differing(nowhere, "không in", "bảng tổng hợp");
  const count = targetNames(table).length;
  const ways = printedTargets(figures, count).map((targets) => checkAs(read, table, targets));
  const [best] = ways.sort((one, other) => one.length - other.length);
  const known = new Set(figures.map((row) => `${row["programme"]} ${row["target"]}`)).size;
  return best ?? differing({ ...nowhere, column: "số chỉ tiêu" }, String(count), String(known));
}

/**
 * Reads the target table, the tables of agencies and districts and the sentences of the targets back from the pages
 * and holds every number against figures.csv: by its place on the page, not by what the report says the cell is. From
 * the report come only the names of the targets and the titles and order of the columns.
 */
export const checkFigures = (
  pages: readonly Page[],
  report: Report,
  figures: readonly PublishedRow[],
): readonly Difference[] => differencesOf(readBack(pages, report), figures);
