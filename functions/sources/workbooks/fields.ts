import type { CoarseCounts } from "../../domain/counts.ts";
import { wordsOf } from "../../domain/imports/folding.ts";
import type { IdentityFault, SourceSystem } from "../../domain/imports/reading.ts";
import { coarseOf } from "./coarse.ts";
import { identityFaultsOf } from "./identities.ts";
import { officeOf } from "./naming.ts";
import { quoted } from "./table/findings.ts";
import type { Table, TableContent } from "./table.ts";
import { tellUncounted } from "./units.ts";

/** Rows of one office by system, each field once. */
class FieldList {
  readonly rows = new Map<SourceSystem, CoarseCounts[]>();
  readonly #cells = new Map<string, string>();

  /** The cell that a field stood in before; undefined where this is its first. */
  add(system: SourceSystem, row: CoarseCounts, cell: string): string | undefined {
    const key = `${system} ${wordsOf(row.field)}`;
    const before = this.#cells.get(key);
    this.#cells.set(key, before ?? cell);
    this.rows.set(system, [...(this.rows.get(system) ?? []), row]);
    return before;
  }
}

const LIST_MARK = /^\s*(?:[-+–•]\s*|\d{1,3}[.)]\s+)/u;

/** A table of one office with a row for each field (lĩnh vực); sections of two systems are two units of the office. */
export function fieldsOf(table: Table): TableContent {
  const { findings, family } = table;
  const office = officeOf(table);
  const list = new FieldList();
  const identityFaults: IdentityFault[] = [];
  let system: SourceSystem | null = family === "ward" ? null : "province";
  for (const row of table.rows.rows(table.head, false)) {
    if (typeof row.kind === "object") system = row.kind.section;
    if (row.kind !== "item" || !row.hasCounts) {
      tellUncounted(table, row);
      continue;
    }
    const place = `ô ${row.cell}`;
    const counts = table.rows.countsOf(row);
    identityFaults.push(...identityFaultsOf(row, counts, table.columns, family));
    if (row.label === "")
      findings.problem(place, "dòng có số liệu nhưng không có tên lĩnh vực", "ghi tên hoặc xóa dòng này");
    if (system === null) {
      const remedy = 'ghi dòng "I. Trên Hệ thống các Bộ" hoặc "II. Trên Hệ thống thành phố" phía trên';
      findings.problem(place, `không rõ lĩnh vực ${quoted(row.label)} thuộc hệ thống nào`, remedy);
      continue;
    }
    const before = list.add(system, coarseOf(row.label.replace(LIST_MARK, ""), counts), row.cell);
    if (before === undefined) continue;
    findings.problem(
      place,
      `lĩnh vực ${quoted(row.label)} có hai dòng (ô ${before} và ô này)`,
      "cộng hai dòng làm một",
    );
  }
  if (office === null) return { grain: "field", units: [], unmatched: [], identityFaults };
  const { agency, cell, text } = office;
  const about = { agency: agency.code, printedName: text, cell };
  const units = [...list.rows].map(([of, rows]) => ({ ...about, system: of, rows }));
  return { grain: "field", units, unmatched: [], identityFaults };
}
