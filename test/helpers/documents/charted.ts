import ExcelJS from "exceljs";
import { repacked } from "../../../functions/render/xlsx/archive.ts";
import type { WorkbookChart } from "../../../functions/report/workbook.ts";

/** A name that has to be quoted, doubled and escaped. */
export const DATA_SHEET = "Số liệu 'gốc' <&> 2023";
const quoted = "'Số liệu ''gốc'' <&> 2023'";

/** Rates of twelve months; the fifth is missing, which its cells say in words. */
export const RATES = [41, 44.5, 47, 46, null, 52, 55, 58, 57, 61, 66, 70] as const;
export const MONTHS = RATES.map((_, index) => `${String(index + 1).padStart(2, "0")}/2023`);
export const AGENCIES = ["Sở Tư pháp", "Sở Y tế & Dân số", "Sở <Xây dựng>", 'Ban "Quản lý" KCN'] as const;
/** One has nothing to count, one has counted zero. */
export const RATES_OF_AGENCIES = [30.25, "KPS", 0, 60] as const;

export const TREND: WorkbookChart = {
  kind: "line",
  title: 'Tỷ lệ hồ sơ trực tuyến & thanh toán <trực tuyến> "2023"',
  categories: `${quoted}!$A$2:$A$13`,
  series: [
    { name: "Hồ sơ trực tuyến", values: `${quoted}!$B$2:$B$13`, dashed: false },
    { name: "Thanh toán trực tuyến", values: `${quoted}!$C$2:$C$13`, dashed: false },
    { name: "Ngưỡng 50 %", values: `${quoted}!$D$2:$D$13`, dashed: true },
  ],
  at: "A8",
};

export const BARS: WorkbookChart = {
  kind: "bar",
  title: "Tỷ lệ hồ sơ trực tuyến của sở, ban, ngành so với ngưỡng",
  categories: "'Sở ngành'!A2:A5",
  series: [
    { name: "Tỷ lệ", values: "'Sở ngành'!B2:B5", dashed: false },
    { name: "Ngưỡng", values: "'Sở ngành'!C2:C5", dashed: true },
  ],
  at: "A30",
};

function dataSheet(book: ExcelJS.Workbook): void {
  const sheet = book.addWorksheet(DATA_SHEET);
  sheet.addRow(["Tháng", "Hồ sơ", "Thanh toán", "Ngưỡng"]);
  RATES.forEach((rate, index) => {
    const row = sheet.addRow([
      MONTHS[index],
      rate ?? "CCSL",
      rate === null ? "CCSL" : { formula: `B${index + 2}/2`, result: rate / 2 },
      50,
    ]);
    for (const column of [2, 3, 4]) row.getCell(column).numFmt = "0.00";
  });
}

/** The library's types forget the colour, which it writes and the schema demands. */
type BarRule = ExcelJS.DataBarRuleType & { readonly color: { readonly argb: string } };

function agencySheet(book: ExcelJS.Workbook): void {
  const sheet = book.addWorksheet("Sở ngành", {
    headerFooter: { oddHeader: "&CBản phát hành 1" },
    pageSetup: { printTitlesRow: "1:1", fitToPage: true },
    properties: { tabColor: { argb: "FF808080" }, outlineProperties: { summaryBelow: false, summaryRight: false } },
  });
  sheet.addRow(["Cơ quan", "Tỷ lệ", "Ngưỡng"]);
  AGENCIES.forEach((name, index) => {
    sheet.addRow([name, RATES_OF_AGENCIES[index], 50]).getCell(2).numFmt = "0.00";
  });
  sheet.getCell("B1").note = "Trị số, không tính được bằng công thức";
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 5, column: 3 } };
  // With a gradient the library writes an extension without an identifier, without one an extension with a random one.
  for (const [column, gradient] of [
    ["B", true],
    ["C", false],
  ] as const) {
    const cfvo = [0, 100].map((value) => ({ type: "num" as const, value }));
    const color = { argb: "FFC8C8C8" };
    const bar: BarRule = { type: "dataBar", priority: 1, gradient, minLength: 0, maxLength: 100, cfvo, color };
    sheet.addConditionalFormatting({ ref: `${column}2:${column}5`, rules: [bar] });
  }
}

/** As the workbook library writes it, with notes, a filter and data bars on its first sheet. */
export async function plainWorkbook(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  Object.assign(book, { created: new Date(0), modified: new Date(0) });
  agencySheet(book);
  dataSheet(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** The same with two charts on the sheet that has notes, and one on the sheet of the data. */
export async function chartedWorkbook(): Promise<Uint8Array> {
  const charts = new Map([
    ["Sở ngành", [TREND, BARS]],
    [DATA_SHEET, [{ ...TREND, at: "F2" }]],
  ]);
  return repacked(await plainWorkbook(), charts);
}
