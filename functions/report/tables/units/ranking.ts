import { type Agency, LEVELS, type Level } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { bindsLevel } from "../../../domain/programme.ts";
import { FIRST_ROW, type WorkbookSheet } from "../../workbook.ts";
import type { TableContext } from "../lines.ts";
import { lettersIn, SHEETS, sheetOf, type TableRow } from "../spec.ts";
import { targetColumns } from "../targets/columns.ts";
import type { TargetSheet } from "../targets/sheets.ts";
import { LEGEND, text } from "../value.ts";
import { demandsNote, JUDGED_NOTE, MARK_LEGEND, numbered, type Unit, unitColumns } from "./columns.ts";
import { levelRows } from "./rows.ts";
import { scoreColumns, scoreNotes } from "./scores.ts";

/** The rows of a level, each with the rows of the sheet among which it has its place. */
function ranked(rows: readonly TableRow<Unit>[], from: number): TableRow<Unit>[] {
  const peers = { from, to: from + rows.length - 1 };
  return rows.map((row) => (row.kind === "group" ? row : { ...row, line: { ...row.line, peers } }));
}

/**
 * The agencies of each level as the document's tables have them: rates and verdicts of all targets, score, place and places
 * moved.
 *
 * @param isWhole whether these are all agencies of the province: their places then come of formulas
 */
export function rankingSheet(
  context: TableContext,
  agencies: readonly Agency[],
  levels: ReadonlyMap<Level, TargetSheet>,
  { about, isWhole }: { readonly about: string; readonly isWhole: boolean },
): WorkbookSheet {
  const { composition } = context;
  const targets = numbered(composition.targets).filter(({ printed }) =>
    LEVELS.some((level) => levels.has(level) && bindsLevel(printed.target, level)),
  );
  const letters = lettersIn(targetColumns(context, "Chỉ tiêu số", "", true));
  const sheets = new Map([...levels].map(([level, sheet]) => [level, { sheet, letters }] as const));
  const rows: TableRow<Unit>[] = [];
  for (const level of LEVELS) {
    const own = agencies.filter((agency) => agency.level === level);
    if (own.length === 0 || !targets.some(({ printed }) => bindsLevel(printed.target, level))) continue;
    rows.push({ kind: "group", cells: [text(""), text(SCOPE_NAMES[level])] });
    const made = levelRows(composition, level, targets, own, isWhole);
    rows.push(...(isWhole ? ranked(made, FIRST_ROW + rows.length) : made));
  }
  const notes = [
    ...(rows.length === 0 ? ["Không có."] : []),
    `${MARK_LEGEND} ${JUDGED_NOTE}`,
    LEGEND,
    ...(targets.length === 0 ? [] : [demandsNote(targets, "name")]),
    ...scoreNotes(composition),
  ];
  const given = { name: SHEETS.ranking, title: "KẾT QUẢ, ĐIỂM VÀ XẾP HẠNG CÁC CƠ QUAN THEO CẤP", about, notes };
  return sheetOf(
    given,
    [...unitColumns("Cơ quan", targets, "name", sheets), ...scoreColumns(context, targets, sheets)],
    rows,
  );
}
