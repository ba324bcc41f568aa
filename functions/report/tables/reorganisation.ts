import type { Reorganisation } from "../../domain/reorganisation.ts";
import type { Composition } from "../composition.ts";
import type { Appendix } from "../report.ts";
import { consequence, KIND_TEXTS, reorganisationsIn } from "../text/reorganisation.ts";
import type { WorkbookSheet } from "../workbook.ts";
import { type ColumnSpec, column, printedTable, SHEETS, sheetOf, type TableRow } from "./spec.ts";
import { REORGANISATION_TITLE } from "./titles.ts";
import { count, day, text } from "./value.ts";

interface ReorganisationLine {
  readonly change: Reorganisation;
  readonly number: number;
  readonly name: string;
  readonly consequence: string;
}

const LEFT = { align: "left" } as const;
const CENTER = { align: "center" } as const;

const COLUMNS: readonly ColumnSpec<ReorganisationLine>[] = [
  column("number", "TT", [9, 6], ({ number }) => count(number), CENTER),
  column("code", "Mã", [20, 14], ({ change }) => text(change.agency.code), LEFT),
  column("name", "Đơn vị", [60, 44], ({ name }) => text(name), LEFT),
  column("kind", "Thay đổi", [28, 20], ({ change }) => text(KIND_TEXTS[change.kind]), LEFT),
  column("until", "Hoạt động đến hết ngày", [24, 14], ({ change }) => day(change.agency.validTo), CENTER),
  column("consequence", "Cách tính số liệu", [112, 90], (line) => text(line.consequence), LEFT),
];

/** A row for every agency that was merged, split, closed, renamed or moved. */
function rowsOf(composition: Composition): TableRow<ReorganisationLine>[] {
  return reorganisationsIn(composition).map(
    (change, index): TableRow<ReorganisationLine> => ({
      kind: "body",
      line: {
        change,
        number: index + 1,
        name: composition.names.of(change.agency),
        consequence: consequence(change, composition),
      },
    }),
  );
}

/** No appendix where nothing was reorganised. */
export function reorganisationAppendix(composition: Composition): Appendix[] {
  const rows = rowsOf(composition);
  if (rows.length === 0) return [];
  return [
    {
      title: REORGANISATION_TITLE,
      sheet: "Don vi thay doi",
      landscape: true,
      table: printedTable(COLUMNS, rows),
      notes: [],
    },
  ];
}

/** The same as a sheet of the workbook. */
export function reorganisationSheet(composition: Composition, about: string): WorkbookSheet[] {
  const rows = rowsOf(composition);
  if (rows.length === 0) return [];
  return [sheetOf({ name: SHEETS.reorganisation, title: REORGANISATION_TITLE, about, notes: [] }, COLUMNS, rows)];
}
