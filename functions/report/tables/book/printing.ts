import type { WorkbookSheet } from "../../workbook.ts";
import { SHEETS } from "../spec.ts";
import { pagesOf } from "./size.ts";

/** A workbook prints at most so many pages. */
const MOST_PAGES = 20;

/** What is printed first where not everything fits; the counts themselves are never printed unless someone asks. */
const ORDER: readonly string[] = [
  ...[SHEETS.index, SHEETS.summary, SHEETS.ranking, SHEETS.notes, SHEETS.filing, SHEETS.form06a, SHEETS.tasks],
  ...[SHEETS.changes, SHEETS.reorganisation, SHEETS.quality, SHEETS.areas, SHEETS.payments, SHEETS.postal],
  ...[SHEETS.charts, SHEETS.units, SHEETS.agencyTasks],
];

const ON_REQUEST =
  "Trang tính này không in kèm tệp; khi cần in, chọn Bố trí trang (Page Layout), Vùng in (Print Area), Xóa vùng in (Clear Print Area).";

/** The sheets that are printed with the workbook, as far as the pages go; the others say how they are asked for. */
export function withPrinting(sheets: readonly WorkbookSheet[]): WorkbookSheet[] {
  const printed = new Set<string>();
  let left = MOST_PAGES;
  for (const name of ORDER) {
    const sheet = sheets.find((one) => one.name === name);
    if (sheet === undefined) continue;
    const pages = pagesOf(sheet);
    if (pages > left) continue;
    left -= pages;
    printed.add(name);
  }
  return sheets.map((sheet) =>
    printed.has(sheet.name) ? sheet : { ...sheet, isPrinted: false, about: `${sheet.about}. ${ON_REQUEST}` },
  );
}
