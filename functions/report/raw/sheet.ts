import { isMeasured } from "../../domain/indicator.ts";
import type { Composition } from "../composition.ts";
import { SHEETS, sheetOf, type TableRow } from "../tables/spec.ts";
import type { Workbook, WorkbookSheet } from "../workbook.ts";
import { type RawLine, rawColumns } from "./columns.ts";
import type { RawFormulas } from "./formulas.ts";

const NOTES = [
  "Mỗi dòng là số liệu của một cơ quan trong một tháng báo cáo, cộng từ các dòng thủ tục hành chính mà cơ quan đã gửi. Mọi số lượng hồ sơ, giao dịch và tỷ lệ ở các trang tính khác được tính bằng công thức từ trang này.",
  "Ô trống: chưa có số liệu, không phải là số 0. Cột “Tính vào”: tháng thuộc kỳ báo cáo, lũy kế từ đầu năm, kỳ trước, cùng kỳ năm trước.",
];

/** Counts per agency and month, with everything that formulas pick them by. */
export function rawSheet({ inputs, names }: Composition, raw: RawFormulas, about: string): WorkbookSheet {
  const measured = [...inputs.indicators.values()].some(isMeasured);
  const rows = raw.rows.map(
    (row, index): TableRow<RawLine> => ({ kind: "body", line: { row, number: index + 1, names } }),
  );
  const given = { name: SHEETS.raw, title: "SỐ LIỆU GỐC THEO CƠ QUAN VÀ THÁNG", about, notes: NOTES };
  return sheetOf(given, rawColumns(raw.districts, measured), rows, { frozenColumns: 3, pagesWide: 3 });
}

/** Ranges of the counts and of what they are picked by, for formulas that people write themselves. */
export const rawNames = (raw: RawFormulas): Workbook["names"][number][] =>
  raw.rows.length === 0 ? [] : raw.letters.named().map(([name, letters]) => ({ name, range: raw.range(letters) }));
