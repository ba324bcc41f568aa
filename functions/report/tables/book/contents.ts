import { titleText } from "../../wording.ts";
import type { WorkbookSheet } from "../../workbook.ts";
import { type ColumnSpec, column, SHEETS, sheetOf, type TableRow } from "../spec.ts";
import { count, link, text } from "../value.ts";
import { linkFormula } from "./link.ts";
import { withPrinting } from "./printing.ts";

interface ContentLine {
  readonly number: number;
  readonly sheet: WorkbookSheet;
}

const LEFT = { align: "left" } as const;

const COLUMNS: readonly ColumnSpec<ContentLine>[] = [
  column("number", "TT", [0, 6], ({ number }) => count(number), { align: "center" }),
  column("sheet", "Trang tính", [0, 24], ({ sheet }) => link(sheet.name), {
    ...LEFT,
    formula: ({ sheet }) => linkFormula(sheet.name),
  }),
  column("title", "Nội dung", [0, 80], ({ sheet }) => text(titleText(sheet.title)), LEFT),
  column("rows", "Số dòng", [0, 10], ({ sheet }) => count(sheet.rows.length)),
  column("printed", "Khi in cả tệp", [0, 16], ({ sheet }) => text(sheet.isPrinted ? "Có in" : "Không in"), LEFT),
];

const NOTE = "Bấm vào tên trang tính để mở. Trang tính không in kèm tệp ghi cách in ở dòng thứ hai của trang tính đó.";

/** "Mục lục": the sheets that follow, with links, and which of them are printed. */
function contentsSheet(sheets: readonly WorkbookSheet[], title: string, about: string): WorkbookSheet {
  const rows = sheets.map(
    (sheet, index): TableRow<ContentLine> => ({ kind: "body", line: { number: index + 1, sheet } }),
  );
  const given = { name: SHEETS.index, title, about, notes: [NOTE] };
  return sheetOf(given, COLUMNS, rows, { filter: false, landscape: false });
}

/** The sheets of a workbook behind their list of contents, of which so many are printed as the pages allow. */
export function withContents(sheets: readonly WorkbookSheet[], title: string, about: string): WorkbookSheet[] {
  const [, ...others] = withPrinting([contentsSheet(sheets, title, about), ...sheets]);
  return [contentsSheet(others, title, about), ...others];
}
