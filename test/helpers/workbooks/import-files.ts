import { utils, write } from "@e965/xlsx";
import ExcelJS from "exceljs";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { ImportAgency } from "../../../functions/domain/imports/agency-matching.ts";
import { isRefused, type WorkbookReading, type WorkbookResult } from "../../../functions/domain/imports/reading.ts";
import type { WorkbookRequest } from "../../../functions/ports/workbooks.ts";
import { readWorkbook } from "../../../functions/sources/workbooks/read.ts";

/** What a test puts into a cell; a formula with its result, or without one. */
export type Value = string | number | null | { readonly formula: string; readonly result?: number };
export type Rows = readonly (readonly Value[])[];

export const AGENCIES: readonly ImportAgency[] = [
  { code: "01", name: "Sở Nội vụ", level: "so", parentCode: null },
  { code: "02", name: "Sở Tài chính", level: "so", parentCode: null },
  { code: "03", name: "Sở Xây dựng", level: "so", parentCode: null },
  { code: "10", name: "UBND huyện Tân Phú", level: "huyen", parentCode: null },
  { code: "11", name: "UBND huyện Định Quán", level: "huyen", parentCode: null },
  { code: "20", name: "UBND xã Thanh Sơn", level: "xa", parentCode: "10" },
  { code: "21", name: "UBND xã Thanh Sơn", level: "xa", parentCode: "11" },
  { code: "22", name: "UBND phường Long Bình", level: "xa", parentCode: null },
];

export const REQUEST: WorkbookRequest = {
  month: "2023-06",
  window: { from: "2023-05-15", to: "2023-06-14" },
  provinceNames: ["tỉnh Đồng Nai"],
  otherProvinceNames: ["tỉnh An Giang", "thành phố Hà Nội"],
  agencies: AGENCIES,
  office: null,
};

export interface SheetInput {
  readonly name?: string;
  readonly rows: Rows;
  readonly merges?: readonly string[];
}

export async function xlsx(...sheets: readonly SheetInput[]): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  for (const { name = "Sheet1", rows, merges = [] } of sheets) {
    const sheet = workbook.addWorksheet(name);
    for (const [row, cells] of rows.entries()) {
      for (const [column, value] of cells.entries())
        if (value !== null) sheet.getCell(row + 1, column + 1).value = value;
    }
    for (const range of merges) sheet.mergeCells(range);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** The same in the format before 2007. */
export function xls({ rows, merges = [] }: SheetInput): Uint8Array {
  const sheet = utils.aoa_to_sheet(rows.map((row) => row.map((value) => (typeof value === "object" ? null : value))));
  sheet["!merges"] = merges.map((range) => utils.decode_range(range));
  const book = utils.book_new(sheet, "Sheet1");
  return new Uint8Array(write(book, { type: "array", bookType: "biff8" }));
}

/** Title and three rows of the head of Biểu II.06a; the table begins in column A and row 8. */
export const II06A_MERGES: readonly string[] = ["A5:A6", "B5:B6", "C5:F5", "G5:J5", "K5:M5"];
export const ii06aHead = (nameHeading = "Đơn vị", period = "Kỳ báo cáo: tháng 6 năm 2023"): Rows => [
  ["Biểu số II.06a/VPCP/KSTT"],
  ["TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"],
  [period],
  ["Đơn vị tính: số hồ sơ"],
  [
    "STT",
    nameHeading,
    "Số hồ sơ nhận giải quyết",
    null,
    null,
    null,
    "Kết quả giải quyết: số hồ sơ đã giải quyết",
    null,
    null,
    null,
    "Số hồ sơ đang giải quyết",
    null,
    null,
  ],
  [
    null,
    null,
    "Tổng số",
    "Trực tuyến",
    "Trực tiếp, dịch vụ bưu chính",
    "Từ kỳ trước",
    "Tổng số",
    "Trước hạn",
    "Đúng hạn",
    "Quá hạn",
    "Tổng số",
    "Trong hạn",
    "Quá hạn",
  ],
  [
    "(1)",
    "(2)",
    "(3) = (4)+(5)+(6)",
    "(4)",
    "(5)",
    "(6)",
    "(7)=(8)+(9)+(10)",
    "(8)",
    "(9)",
    "(10)",
    "(11)=(12)+(13)",
    "(12)",
    "(13)",
  ],
];

/** A row of II.06a whose identities hold: 10 received online, 5 on paper, 3 carried over; 15 resolved, 3 open. */
export const ROW: readonly number[] = [18, 10, 5, 3, 15, 9, 5, 1, 3, 2, 1];

/** The counts that this row gives. */
export const II06A_COUNTS = {
  online: 10,
  onPaper: 5,
  openingBacklog: 3,
  resolved: 15,
  resolvedEarly: 9,
  resolvedOnTime: 5,
  resolvedLate: 1,
  pending: 3,
  pendingInTime: 2,
  pendingOverdue: 1,
};

export const ii06a = (...rows: Rows): SheetInput => ({ rows: [...ii06aHead(), ...rows], merges: II06A_MERGES });

export const read = (bytes: Uint8Array, request: Partial<WorkbookRequest> = {}): WorkbookResult =>
  readWorkbook(bytes, { ...REQUEST, ...request });

/** A file that has to be taken. */
export function taken(bytes: Uint8Array, request: Partial<WorkbookRequest> = {}): WorkbookReading {
  const result = read(bytes, request);
  if (isRefused(result)) throw new Error(result.problems.join("\n"));
  return result;
}

/** Why a file is refused; it has to be. */
export function problemsOf(bytes: Uint8Array, request: Partial<WorkbookRequest> = {}): readonly string[] {
  const result = read(bytes, request);
  if (!isRefused(result)) throw new Error(`was taken: ${JSON.stringify(result.units)}`);
  return result.problems;
}

/** Counts that a row gives, without those that it does not. */
export const given = (row: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).filter(([name, value]) => value !== null && !(name === "field" && value === "")),
  );

/** A file with one part of it changed, or put in. */
export function withPart(bytes: Uint8Array, name: string, change: (text: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  return zipSync({ ...parts, [name]: strToU8(change(strFromU8(parts[name] ?? new Uint8Array()))) });
}
