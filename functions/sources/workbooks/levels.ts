import { asciiWords } from "../../domain/imports/folding.ts";
import type { IdentityFault, ImportedUnit } from "../../domain/imports/reading.ts";
import { coarseOf } from "./coarse.ts";
import { identityFaultsOf } from "./identities.ts";
import type { PrintedCounts } from "./printed.ts";
import { quoted } from "./table/findings.ts";
import { addressOf } from "./table/grid.ts";
import type { Table, TableContent } from "./table.ts";
import type { TableRow } from "./table-rows.ts";
import { tellUncounted, UnitList } from "./units.ts";

type Level = "all" | "partial" | "full";

const LEVELS: readonly (readonly [RegExp, Level])[] = [
  [/mot phan/, "partial"],
  [/toan trinh/, "full"],
];

/** The level of services that a row counts; its total where it names none. */
const levelOf = ({ level, label }: TableRow): Level => {
  const words = asciiWords(level === "" ? label : level);
  return LEVELS.find(([name]) => name.test(words))?.[1] ?? "all";
};

/** The three rows of a unit. */
interface Block {
  readonly first: TableRow;
  readonly rows: Map<Level, { readonly row: TableRow; readonly counts: PrintedCounts }>;
}

/** Whether a row's own name is that of a unit, not that of a level below it. */
const isNamed = ({ label }: TableRow): boolean =>
  label !== "" && !LEVELS.some(([name]) => name.test(asciiWords(label)));

/** What a unit's total does not share with the sum of its levels. */
function levelFaults({ rows, first }: Block, { columns }: Table): IdentityFault[] {
  const [all, partial, full] = [rows.get("all"), rows.get("partial"), rows.get("full")];
  if (all === undefined || partial === undefined || full === undefined) return [];
  return [...columns.counts].flatMap(([count, column]) => {
    const [left, one, other] = [all, partial, full].map(({ counts }) => counts.get(count));
    if (left === undefined || one === undefined || other === undefined || left === one + other) return [];
    const cell = addressOf(all.row.row, column);
    return [{ cell, name: first.label, identity: "dòng tổng = một phần + toàn trình", left, right: one + other }];
  });
}

/** The units of a table with their three rows each; rows of totals and of levels below them are left out. */
function blocksOf(table: Table): Block[] {
  const blocks: Block[] = [];
  let current: Block | null = null;
  let name = "";
  for (const row of table.rows.rows(table.head, true)) {
    const level = levelOf(row);
    // A total's name may be merged over its three rows, or stand in the first of them alone.
    if (isNamed(row) && (row.kind !== "item" || row.label !== name)) {
      name = row.label;
      current = row.kind === "item" ? { first: row, rows: new Map() } : null;
      if (current !== null && (row.hasCounts || row.level !== "")) blocks.push(current);
      if (current === null || !row.hasCounts) tellUncounted(table, row);
    }
    if (current === null || !row.hasCounts) continue;
    if (current.rows.has(level)) {
      const what = `${quoted(current.first.label)} có hai dòng cùng mức dịch vụ`;
      table.findings.problem(`ô ${row.cell}`, what, "giữ mỗi mức một dòng: tổng, một phần, toàn trình");
    }
    current.rows.set(level, { row, counts: table.rows.countsOf(row) });
  }
  return blocks;
}

/** A table with three rows for each agency: its total, and the dossiers of services một phần and toàn trình within it. */
export function levelUnitsOf(table: Table): TableContent {
  const list = new UnitList(table);
  const units: ImportedUnit[] = [];
  const identityFaults: IdentityFault[] = [];
  for (const block of blocksOf(table)) {
    const unit = list.begin(block.first, "province");
    const all = block.rows.get("all");
    if (all === undefined) {
      const what = `${quoted(block.first.label)} không có dòng tổng`;
      table.findings.problem(`ô ${block.first.cell}`, what, "ghi đủ ba dòng: tổng, một phần, toàn trình");
      continue;
    }
    identityFaults.push(
      ...levelFaults(block, table),
      ...identityFaultsOf(all.row, all.counts, table.columns, table.family),
    );
    if (unit !== null) units.push({ ...unit, rows: [coarseOf("", all.counts)] });
  }
  return { grain: "unit", units, unmatched: list.unmatched, identityFaults };
}
