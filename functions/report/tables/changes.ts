import type { Change } from "../../revisions/change.ts";
import type { Composition } from "../composition.ts";
import type { Appendix } from "../report.ts";
import { BASIS_TEXTS, causesText, changeValueText, FIELD_TEXTS } from "../text/changes.ts";
import { countText } from "../wording.ts";
import type { WorkbookSheet } from "../workbook.ts";
import { type ColumnSpec, column, printedTable, SHEETS, sheetOf, type TableRow } from "./spec.ts";
import { CHANGES_TITLE } from "./titles.ts";
import { count, text } from "./value.ts";

/** A number that differs from the revision before, or a document that it lacks, in words. */
interface ChangeLine {
  readonly target: string;
  readonly name: string;
  readonly basis: string;
  readonly field: string;
  readonly old: string;
  readonly now: string;
  readonly causes: string;
}

const LEFT = { align: "left" } as const;

const COLUMNS: readonly ColumnSpec<ChangeLine & { readonly number: number }>[] = [
  column("number", "TT", [9, 6], ({ number }) => count(number), { align: "center" }),
  column("target", "Chỉ tiêu", [52, 50], ({ target }) => text(target), LEFT),
  column("name", "Đơn vị", [42, 40], ({ name }) => text(name), LEFT),
  column("basis", "Phạm vi số liệu", [22, 20], ({ basis }) => text(basis), LEFT),
  column("field", "Nội dung", [24, 22], ({ field }) => text(field), LEFT),
  column("old", "Bản trước", [24, 16], ({ old }) => text(old)),
  column("new", "Bản này", [24, 16], ({ now }) => text(now)),
  column("causes", "Nguyên nhân", [58, 60], ({ causes }) => text(causes), LEFT),
];

/** So many can be looked through on a sheet. */
const MOST_ROWS = 2000;

function changeLines({ inputs, names, sources = [] }: Composition, changes: readonly Change[]): ChangeLine[] {
  const targets = new Map(
    inputs.programmes.flatMap(({ id, targets: own }) => own.map((one) => [`${id} ${one.id}`, one.name])),
  );
  return changes.map((change) => ({
    target: targets.get(`${change.programme} ${change.target}`) ?? change.target,
    name: names.ofScope(change),
    basis: BASIS_TEXTS[change.basis] ?? change.basis,
    field: FIELD_TEXTS[change.field] ?? change.field,
    old: changeValueText(change.field, change.old),
    now: changeValueText(change.field, change.new),
    causes: causesText(change, { names, sources }),
  }));
}

/** A line for each agency whose report this revision adds to the one before. */
const suppliedLines = ({ inputChanges, names }: Composition): ChangeLine[] =>
  inputChanges
    .filter(({ kind }) => kind === "documents")
    .map(({ agency, to }) => ({
      ...{ target: "–", name: names.on(agency, to), basis: "–", field: "Báo cáo của cơ quan" },
      ...{ old: "chưa có", now: "có", causes: "lập bổ sung, số liệu không đổi" },
    }));

/** The rows of at most so many changes, and what is said of the others. */
function changeRows(composition: Composition, changes: readonly Change[], most: number) {
  const lines = [...suppliedLines(composition), ...changeLines(composition, changes.slice(0, most))];
  const rows = lines.map(
    (line, index): TableRow<ChangeLine & { readonly number: number }> => ({
      kind: "body",
      line: { ...line, number: index + 1 },
    }),
  );
  const rest = changes.length - Math.min(changes.length, most);
  const notes = rest > 0 ? [`Còn ${countText(rest)} dòng khác, xem đầy đủ trong tệp changes.csv kèm theo.`] : [];
  return { rows, notes };
}

/**
 * "Bảng điều chỉnh số liệu": what this revision gives differently, and why, and the reports of agencies that it adds;
 * none for a first revision.
 *
 * @param most numbers that are printed; all of them are in changes.csv
 */
export function changesAppendix(composition: Composition, most: number): Appendix[] {
  const { changes } = composition;
  if (changes === null) return [];
  const { rows, notes } = changeRows(composition, changes, most);
  return [{ title: CHANGES_TITLE, sheet: "Dieu chinh", landscape: true, table: printedTable(COLUMNS, rows), notes }];
}

/** The same as a sheet of the workbook; none for a first revision. */
export function changesSheet(composition: Composition, about: string): WorkbookSheet[] {
  const { changes } = composition;
  if (changes === null) return [];
  const { rows, notes } = changeRows(composition, changes, MOST_ROWS);
  return [sheetOf({ name: SHEETS.changes, title: CHANGES_TITLE, about, notes }, COLUMNS, rows)];
}
