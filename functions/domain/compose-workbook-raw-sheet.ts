import { count, day, EMPTY, formula, lettersOf, NONE, SHEETS, sheetOf, text } from "./compose-workbook-cells.ts";
import { BASES, type RawRow } from "./compose-workbook-counts.ts";
import type { RawCounts } from "./compose-workbook-raw.ts";
import {
  ANSWERED,
  AT_BASIS,
  COUNT_COLUMNS,
  type CountColumn,
  countColumns,
  FIRST_COUNT,
  HEAD,
  lettersFor,
  measureColumns,
  UNANSWERED,
} from "./compose-workbook-raw-columns.ts";
import type { Composition } from "./composition.ts";
import { MeasureField } from "./counts.ts";
import { SCOPE_NAMES } from "./figure.ts";
import { isMeasured } from "./indicator.ts";
import { FIRST_ROW, type Workbook, type WorkbookCell, type WorkbookSheet } from "./workbook.ts";

/** For whom the counts are reckoned, where it is not the agency itself. */
function answeredBy({ code, heir }: RawRow): string {
  if (heir === null) return "Chỉ tính trong cấp và toàn tỉnh";
  return heir.code === code ? "" : heir.name;
}

/** A sum right behind what it adds up: the first and the last of its counts. */
function sumCell({ fields }: CountColumn, at: number, { sums }: RawRow): WorkbookCell {
  const [first = "", last = ""] = [fields[0], fields.at(-1)].map((field) =>
    field === undefined ? "" : (lettersFor([field])[0] ?? ""),
  );
  const range = `${first}${at}:${last}${at}`;
  const result = sums === null ? "" : fields.reduce((sum, field) => sum + sums[field], 0);
  return formula(`IF(COUNT(${range})=0,"",SUM(${range}))`, result, "count");
}

function countCell(column: CountColumn, at: number, row: RawRow): WorkbookCell {
  const [field, ...others] = column.fields;
  if (others.length > 0) return sumCell(column, at, row);
  return row.sums === null || field === undefined ? EMPTY : count(row.sums[field]);
}

function cellsOf(row: RawRow, index: number, measured: boolean, nameOf: (code: string) => string): WorkbookCell[] {
  const at = index + FIRST_ROW;
  const { code, name, level, district, window, bases, sums, measures } = row;
  return [
    count(index + 1),
    text(code),
    text(name),
    text(level === null ? NONE : SCOPE_NAMES[level]),
    text(district === null ? "" : nameOf(district)),
    text(answeredBy(row)),
    day(window.from),
    day(window.to),
    ...(["period", "year", "previous", "yearEarlier"] as const).map((basis) => count(bases.has(basis) ? 1 : 0)),
    text(sums === null ? UNANSWERED : ANSWERED),
    ...COUNT_COLUMNS.map((column) => countCell(column, at, row)),
    ...(measured ? MeasureField.options.map((field) => (measures === null ? EMPTY : count(measures[field]))) : []),
  ];
}

const NOTES = [
  "Mỗi dòng là số liệu của một cơ quan trong một tháng báo cáo, cộng từ các dòng thủ tục hành chính mà cơ quan đã gửi. Mọi số lượng hồ sơ, giao dịch và tỷ lệ ở các trang tính khác được tính bằng công thức từ trang này.",
  "Ô trống: chưa có số liệu, không phải là số 0. Cột “Tính vào”: tháng thuộc kỳ báo cáo, lũy kế từ đầu năm, kỳ trước, cùng kỳ năm trước.",
];

/** Counts per agency and month, with everything that formulas pick them by. */
export function rawSheet({ inputs, tree }: Composition, raw: RawCounts, about: string): WorkbookSheet {
  const measured = [...inputs.indicators.values()].some(isMeasured);
  const nameOf = (code: string): string => tree.newest(code)?.name ?? code;
  const rows = raw.rows.map((row, index) => ({
    kind: "body" as const,
    cells: cellsOf(row, index, measured, nameOf),
  }));
  const columns = [...HEAD, ...countColumns(), ...(measured ? measureColumns() : [])];
  const given = { name: SHEETS.raw, title: "SỐ LIỆU GỐC THEO CƠ QUAN VÀ THÁNG", about, columns, rows, notes: NOTES };
  return sheetOf(given, { frozenColumns: 3, pagesWide: 3 });
}

/** Ranges of the counts and of what they are picked by, for formulas that people write themselves. */
export function rawNames(raw: RawCounts): Workbook["names"][number][] {
  if (raw.rows.length === 0) return [];
  const at = (name: string, letters: string) => ({ name, range: raw.range(letters) });
  const bases = { period: "TrongKy", year: "LuyKe", previous: "KyTruoc", yearEarlier: "CungKy" } as const;
  return [
    at("MaCoQuan", "B"),
    at("CapCoQuan", "D"),
    at("DenNgay", "H"),
    ...BASES.map((basis) => at(bases[basis], AT_BASIS[basis])),
    ...COUNT_COLUMNS.map(({ name }, index) => at(name, lettersOf(FIRST_COUNT + index))),
  ];
}
