import { type Agency, LEVELS } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { bindsLevel } from "../../../domain/programme.ts";
import { withoutAnyNotes } from "../../text/targets/without-any.ts";
import { FIRST_ROW, type WorkbookSheet } from "../../workbook.ts";
import { districtColumns } from "../district.ts";
import type { TableContext } from "../lines.ts";
import { column, SHEETS, sheetOf, type TableRow } from "../spec.ts";
import type { TargetSheet } from "../targets/sheets.ts";
import { text } from "../value.ts";
import { demandsNote, JUDGED_NOTE, MARK_LEGEND, numbered, type Unit, unitColumns } from "./columns.ts";
import { levelRows } from "./rows.ts";
import { scoreColumns, scoreNotes } from "./scores.ts";

/** The rows of a level, each with the rows of the sheet among which it has its place. */
function ranked(rows: readonly TableRow<Unit>[], from: number): TableRow<Unit>[] {
  const peers = { from, to: from + rows.length - 1 };
  return rows.map((row) => (row.kind === "group" ? row : { ...row, line: { ...row.line, peers } }));
}

const LEVEL = column<Unit>("level", "Cấp", [0, 16], ({ level }) => text(level === null ? "" : SCOPE_NAMES[level]), {
  align: "left",
  field: "level-name",
});

/**
 * The agencies of each level as the document's tables have them: rates and verdicts of all targets, score, place and places
 * moved; level and district are columns, by which it can be filtered.
 *
 * @param units the sheet of the same agencies under each target
 * @param isWhole whether these are all agencies of the province: their places then come of formulas
 */
export function rankingSheet(
  context: TableContext,
  agencies: readonly Agency[],
  units: TargetSheet,
  { about, isWhole }: { readonly about: string; readonly isWhole: boolean },
): WorkbookSheet {
  const { composition } = context;
  const levels = LEVELS.filter((level) => agencies.some((agency) => agency.level === level));
  const targets = numbered(composition.targets).filter(({ printed }) =>
    levels.some((level) => bindsLevel(printed.target, level)),
  );
  const rows: TableRow<Unit>[] = [];
  for (const level of levels) {
    if (!targets.some(({ printed }) => bindsLevel(printed.target, level))) continue;
    const own = agencies.filter((agency) => agency.level === level);
    const made = levelRows(composition, level, targets, own, { isWhole, headed: false });
    rows.push(...(isWhole ? ranked(made, FIRST_ROW + rows.length) : made));
  }
  const notes = [
    ...(rows.length === 0 ? ["Không có."] : []),
    `${MARK_LEGEND} ${JUDGED_NOTE}`,
    ...(targets.length === 0 ? [] : [demandsNote(targets, "name")]),
    ...withoutAnyNotes(targets, new Set(agencies.map(({ code }) => code))),
    ...scoreNotes(composition),
  ];
  const districts = districtColumns<Unit>(composition, ({ scope, code }) => (scope === "agency" ? code : ""));
  const given = { name: SHEETS.ranking, title: "KẾT QUẢ, ĐIỂM VÀ XẾP HẠNG CÁC CƠ QUAN THEO CẤP", about, notes };
  return sheetOf(
    given,
    [
      ...unitColumns("Cơ quan", targets, "name", units, [LEVEL, ...districts]),
      ...scoreColumns(context, targets, units),
    ],
    rows,
  );
}
