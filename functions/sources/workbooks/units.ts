import type { IdentityFault, ImportedUnit, SourceSystem, UnmatchedName } from "../../domain/imports/reading.ts";
import { coarseOf } from "./coarse.ts";
import { identityFaultsOf } from "./identities.ts";
import { agencyOf } from "./naming.ts";
import { quoted } from "./table/findings.ts";
import type { Table, TableContent } from "./table.ts";
import type { TableRow } from "./table-rows.ts";

/** Units whose rows are counted, each agency once for each system. */
export class UnitList {
  readonly units: ImportedUnit[] = [];
  readonly unmatched: UnmatchedName[] = [];
  readonly #table: Table;
  readonly #cells = new Map<string, string>();

  constructor(table: Table) {
    this.#table = table;
  }

  /** A unit without its counts; null, with a problem found, where its agency is not known or had a row before. */
  begin(row: TableRow, system: SourceSystem): Omit<ImportedUnit, "rows"> | null {
    const agency = agencyOf(this.#table, row);
    const printedName = row.label === "" ? row.code : row.label;
    if (agency === null) {
      if (printedName !== "") this.unmatched.push({ printedName, cell: row.cell });
      return null;
    }
    const key = `${system} ${agency.code}`;
    const before = this.#cells.get(key);
    this.#cells.set(key, before ?? row.cell);
    if (before === undefined) return { agency: agency.code, printedName, cell: row.cell, system };
    const what = `${agency.name} có hai dòng (ô ${before} và ô này)`;
    this.#table.findings.problem(`ô ${row.cell}`, what, "giữ lại một dòng hoặc cộng hai dòng làm một");
    return null;
  }
}

/** What is told of a row that is not counted; headings, totals and parts are not worth a word. */
export function tellUncounted({ findings, matching, family }: Table, { kind, label, cell, hasCounts }: TableRow): void {
  if (kind === "unused" && hasCounts)
    findings.notice(`ô ${cell}`, `dòng ${quoted(label)} là tài khoản không dùng, không được tính`);
  // Our template has a row for every agency; those that are empty are the agencies that it lacks.
  if (family === "template" || kind !== "item" || hasCounts || matching.match(label).kind !== "one") return;
  findings.notice(`ô ${cell}`, `${quoted(label)} không có số nào, được coi là chưa có số liệu`);
}

/** A table with a row for each agency. */
export function unitsOf(table: Table): TableContent {
  const list = new UnitList(table);
  const identityFaults: IdentityFault[] = [];
  let system: SourceSystem = "province";
  for (const row of table.rows.rows(table.head, false)) {
    if (typeof row.kind === "object") system = row.kind.section;
    if (row.kind !== "item" || !row.hasCounts) {
      tellUncounted(table, row);
      continue;
    }
    const unit = list.begin(row, system);
    const counts = table.rows.countsOf(row);
    identityFaults.push(...identityFaultsOf(row, counts, table.columns, table.family));
    if (unit !== null) list.units.push({ ...unit, rows: [coarseOf("", counts)] });
  }
  return { grain: "unit", units: list.units, unmatched: list.unmatched, identityFaults };
}
