import type { Agency } from "./agency.ts";
import { daysNote, type Line, linesOf } from "./compose-lines.ts";
import { column, count, formula, LEGEND, type NotedColumn, SHEETS, sheetOf, text } from "./compose-workbook-cells.ts";
import type { SheetGround } from "./compose-workbook-levels.ts";
import type { RawCounts } from "./compose-workbook-raw.ts";
import type { Composition } from "./composition.ts";
import { type Scope, scopeId } from "./scope.ts";
import { FIRST_ROW, type WorkbookCell, type WorkbookRow, type WorkbookSheet } from "./workbook.ts";

/** A line whose counts are those of one scope. */
export interface WorkbookLine {
  readonly number: Line["number"];
  readonly name: string;
  readonly scope: Scope;
}

const agencyScope = (agency: Agency, kind: "agency" | "area"): Scope => ({
  ...{ kind, code: agency.code, name: agency.name, level: agency.level },
});

/** The province, its levels and every agency; or one agency, its area, and the agencies in it. */
export function workbookLines({ tree }: Composition, agencies: readonly Agency[] | null): WorkbookLine[] {
  if (agencies === null) {
    return linesOf(tree, "each").flatMap(({ number, name, scopes: [scope] }) =>
      scope === undefined ? [] : [{ number, name, scope }],
    );
  }
  const [own, ...communes] = agencies;
  if (own === undefined) return [];
  const area = { number: null, name: `${own.name} (địa bàn, gồm các UBND cấp xã)`, scope: agencyScope(own, "area") };
  return [
    ...(communes.length === 0 ? [] : [area]),
    ...[own, ...communes].map((agency, index) => ({
      ...{ number: index + 1, name: agency.name, scope: agencyScope(agency, "agency") },
    })),
  ];
}

export const LINE_COLUMNS: readonly NotedColumn[] = [column("TT", 6, "center"), column("Đơn vị", 46, "left")];

const MISSING: NotedColumn = column("Lượt thiếu số liệu", 9);

/** (agency, month) pairs of the period without counts. */
const missingCell = (raw: RawCounts, scope: Scope): WorkbookCell =>
  formula(raw.missingText(scopeId(scope), "period"), raw.missing(scopeId(scope), "period"), "count");

interface LineSheet {
  readonly sheet: "payments" | "postal" | "form06a";
  readonly title: string;
  readonly columns: readonly NotedColumn[];
  readonly cells: (line: WorkbookLine, at: number) => readonly WorkbookCell[];
  readonly notes: readonly string[];
  readonly bars: readonly number[];
}

/** A table with a row for every line. */
export function lineSheet(
  { composition, about }: SheetGround,
  raw: RawCounts,
  lines: readonly WorkbookLine[],
  { sheet, title, columns, cells, notes, bars }: LineSheet,
): WorkbookSheet {
  const rows = lines.map((line, index): WorkbookRow => {
    const { number, name, scope } = line;
    const head = [typeof number === "number" ? count(number) : text(number ?? ""), text(name)];
    const own = [...cells(line, FIRST_ROW + index), missingCell(raw, scope)];
    return { kind: typeof number === "number" ? "body" : "total", cells: [...head, ...own] };
  });
  const given = {
    ...{ name: SHEETS[sheet], title, about, rows },
    columns: [...LINE_COLUMNS, ...columns, MISSING],
    notes: [
      `${daysNote(composition)} ${LEGEND}`,
      "Lượt thiếu số liệu: số cặp (cơ quan, tháng) của kỳ chưa có số liệu, không nằm trong các số của dòng.",
      ...notes,
    ],
  };
  return sheetOf(given, { bars });
}
