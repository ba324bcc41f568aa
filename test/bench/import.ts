/** Time and memory of reading workbooks of 500 units, and of making the template for as many: `npm run bench:import`. */
import { utils, write } from "@e965/xlsx";
import ExcelJS from "exceljs";
import type { ImportAgency } from "../../functions/domain/imports/agency-matching.ts";
import { isRefused } from "../../functions/domain/imports/reading.ts";
import { readWorkbook } from "../../functions/sources/workbooks/read.ts";
import { templateFile } from "../../functions/sources/workbooks/template-file.ts";

const UNITS = 500;
const REPEATS = 5;

const agencies: readonly ImportAgency[] = Array.from({ length: UNITS }, (_, index) => ({
  code: String(10_000 + index),
  name: `UBND xã Tân Lập ${index + 1}`,
  level: "xa",
  parentCode: null,
}));

const RECEIVED = ["Tổng số", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính", "Từ kỳ trước"];
const RESOLVED = ["Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn"];
const PENDING = ["Tổng số", "Trong hạn", "Quá hạn"];
const rows: readonly (readonly (string | number)[])[] = [
  ["Biểu số II.06a/VPCP/KSTT"],
  ["Tháng 6 năm 2023"],
  [
    "STT",
    "Đơn vị",
    "Số hồ sơ nhận giải quyết",
    "",
    "",
    "",
    "Số hồ sơ đã giải quyết",
    "",
    "",
    "",
    "Số hồ sơ đang giải quyết",
  ],
  ["", "", ...RECEIVED, ...RESOLVED, ...PENDING],
  ...agencies.map(({ name }, index) => [index + 1, name, 18, 10, 5, 3, 15, 9, 5, 1, 3, 2, 1]),
];

async function xlsx(): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet("A").addRows(rows.map((row) => [...row]));
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

const xls = (): Uint8Array => {
  const sheet = utils.aoa_to_sheet(rows.map((row) => row.map((value) => (value === "" ? null : value))));
  return new Uint8Array(write(utils.book_new(sheet, "A"), { type: "array", bookType: "biff8" }));
};

const REQUEST = {
  month: "2023-06",
  window: { from: "2023-05-15", to: "2023-06-14" },
  provinceNames: ["tỉnh Đồng Nai"],
  otherProvinceNames: [],
  agencies,
  office: null,
};

/** Processor time: the machine may be busy with something else. */
function measure(name: string, bytes: Uint8Array): void {
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const before = process.cpuUsage();
    const result = readWorkbook(bytes, REQUEST);
    const { user, system } = process.cpuUsage(before);
    const units = isRefused(result) ? `refused: ${result.problems[0]}` : `${result.units.length} units`;
    const kilobytes = (bytes.length / 1024).toFixed(0);
    const numbers = [
      name,
      repeat + 1,
      kilobytes,
      units,
      ((user + system) / 1_000).toFixed(0),
      process.memoryUsage.rss() >> 20,
    ];
    console.log(`| ${numbers.join(" | ")} |`);
  }
}

console.log(
  "| workbook | reading | KB | read | processor ms | memory of the process, MB |\n| --- | --: | --: | --- | --: | --: |",
);
measure("II.06a, .xlsx", await xlsx());
measure("II.06a, .xls", xls());
const before = process.cpuUsage();
const template = await templateFile({ provinceName: "tỉnh Đồng Nai", month: "2023-06", agencies });
const { user, system } = process.cpuUsage(before);
console.log(
  `\nTemplate of ${UNITS} agencies: ${((user + system) / 1_000).toFixed(0)} ms, ${template.length >> 10} KB.`,
);
