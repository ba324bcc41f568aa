import ExcelJS from "exceljs";
import type { TemplateRequest } from "../../ports/workbooks.ts";
import { TEMPLATE_TITLE } from "./families.ts";
import { CODE_HEADING, NAME_HEADING, TEMPLATE_COLUMNS } from "./template-columns.ts";

const FONT = { name: "Times New Roman", size: 12 };
const BOLD = { ...FONT, bold: true };
const HEAD_FILL = { type: "pattern", pattern: "solid", fgColor: { argb: "FFDDE6F0" } } as const;
const LINE = { style: "thin" } as const;
const BORDER = { top: LINE, left: LINE, bottom: LINE, right: LINE };
const CENTRED = { horizontal: "center", vertical: "middle", wrapText: true } as const;

/** Rows of the head, from 1; the agencies follow. */
const GROUP_ROW = 6;
const HEADING_ROW = 7;
const NUMBER_ROW = 8;
/** Columns before those of counts. */
const NAMES = 2;
const WIDTHS = { code: 16, name: 44, count: 12, explanation: 110 };

const RULES: readonly string[] = [
  "Mỗi cơ quan một dòng trong trang tính Số liệu; mã cơ quan là của danh sách cơ quan của tỉnh, không sửa.",
  "Ghi số nguyên; ghi 0 nếu không phát sinh; để trống ô không có số liệu: ô trống không được coi là 0.",
  "Cơ quan chưa có số liệu thì để trống cả dòng hoặc xóa dòng đó.",
  "Có thể thêm dòng tổng cộng; dòng tổng cộng không được tính khi nhập.",
  "Không đổi tiêu đề cột; có thể xóa những cột không có số liệu, trừ cột (1), (2) và (3).",
];

function styleHead(sheet: ExcelJS.Worksheet): void {
  for (const row of [GROUP_ROW, HEADING_ROW, NUMBER_ROW]) {
    for (let column = 1; column <= NAMES + TEMPLATE_COLUMNS.length; column++) {
      Object.assign(sheet.getCell(row, column), { font: BOLD, fill: HEAD_FILL, border: BORDER, alignment: CENTRED });
    }
  }
}

/** The head in three rows: groups, headings, numbers of columns. */
function writeHead(sheet: ExcelJS.Worksheet): void {
  for (const [index, heading] of [CODE_HEADING, NAME_HEADING].entries()) {
    sheet.getCell(GROUP_ROW, index + 1).value = heading;
    sheet.mergeCells(GROUP_ROW, index + 1, HEADING_ROW, index + 1);
  }
  for (const [group, columns] of Map.groupBy(TEMPLATE_COLUMNS, (column) => column.group)) {
    const first = NAMES + 1 + TEMPLATE_COLUMNS.findIndex((column) => column.group === group);
    sheet.getCell(GROUP_ROW, first).value = group;
    sheet.mergeCells(GROUP_ROW, first, GROUP_ROW, first + columns.length - 1);
  }
  for (const [index, { heading }] of TEMPLATE_COLUMNS.entries()) {
    sheet.getCell(HEADING_ROW, NAMES + 1 + index).value = heading;
  }
  for (let column = 1; column <= NAMES + TEMPLATE_COLUMNS.length; column++) {
    sheet.getCell(NUMBER_ROW, column).value = `(${column})`;
    sheet.getColumn(column).width = column === 1 ? WIDTHS.code : column === NAMES ? WIDTHS.name : WIDTHS.count;
  }
  styleHead(sheet);
}

function writeCounts(workbook: ExcelJS.Workbook, { provinceName, month, agencies }: TemplateRequest): void {
  const sheet = workbook.addWorksheet("Số liệu", {
    views: [{ state: "frozen", xSplit: NAMES, ySplit: NUMBER_ROW }],
    pageSetup: { paperSize: 9, orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  const period = month === null ? "tháng …… năm ……" : `tháng ${Number(month.slice(5))} năm ${month.slice(0, 4)}`;
  for (const [index, text] of [TEMPLATE_TITLE, provinceName, `Kỳ báo cáo: ${period}`, "Đơn vị tính: hồ sơ"].entries()) {
    Object.assign(sheet.getCell(index + 1, 1), { value: text, font: index === 0 ? BOLD : FONT });
  }
  writeHead(sheet);
  for (const [index, { code, name }] of agencies.entries()) {
    const row = NUMBER_ROW + 1 + index;
    sheet.getCell(row, 1).value = code;
    sheet.getCell(row, NAMES).value = name;
    for (let column = 1; column <= NAMES + TEMPLATE_COLUMNS.length; column++) {
      // Codes are text: "00436" must not become a number when somebody types beside it.
      const numFmt = column <= NAMES ? "@" : "#,##0";
      Object.assign(sheet.getCell(row, column), { font: FONT, border: BORDER, numFmt });
    }
  }
}

function writeExplanations(workbook: ExcelJS.Workbook): void {
  const sheet = workbook.addWorksheet("Hướng dẫn");
  sheet.columns = [{ width: 8 }, { width: 34 }, { width: WIDTHS.explanation }];
  sheet.addRow(["HƯỚNG DẪN ĐIỀN SỐ LIỆU"]).font = BOLD;
  for (const rule of RULES) sheet.addRow([rule]).font = FONT;
  sheet.addRow([]);
  sheet.addRow(["Cột", "Tiêu đề", "Nội dung"]).font = BOLD;
  for (const [index, { heading, meaning }] of TEMPLATE_COLUMNS.entries()) {
    sheet.addRow([`(${NAMES + 1 + index})`, heading, meaning]).font = FONT;
  }
}

/**
 * Makes the template that a province's agencies fill in: a sheet of counts with a row for each agency, its columns those
 * of Biểu II.06a and the other counts of the service's contract, and a sheet that explains them.
 */
export async function templateFile(request: TemplateRequest): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  writeCounts(workbook, request);
  writeExplanations(workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
