import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { beforeAll, expect, test } from "vitest";
import { shown, shownDecimals } from "../../functions/check/figures/shown.ts";
import { checkXlsx } from "../../functions/check/xlsx.ts";
import type { XlsxCheckInput } from "../../functions/ports/checks.ts";
import { renderXlsx } from "../../functions/render/xlsx/xlsx.ts";
import type { WorkbookCell, WorkbookSheet } from "../../functions/report/workbook.ts";
import { readXlsx } from "../helpers/documents/read-xlsx.ts";
import { type Composed, composed } from "../helpers/documents/reports.ts";

let report: Composed;
let bytes: Uint8Array;
let written: XlsxCheckInput;

beforeAll(async () => {
  report = composed();
  bytes = await renderXlsx(report.workbook);
  const { workbook, figures, scores } = report;
  written = { document: "bao-cao-cntt.xlsx", workbook, figures, scores };
});

/** The file with a part changed, as a faulty writer might have written it. */
function tampered(part: string, change: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  const xml = strFromU8(parts[part] ?? new Uint8Array());
  const after = change(xml);
  if (after === xml) throw new Error(`nothing changed in ${part}`);
  return zipSync({ ...parts, [part]: strToU8(after) });
}

/** The first row of a scope on a sheet, and the part that holds the sheet. */
function rowOf(
  name: string,
  scope: string,
): { readonly row: number; readonly part: string; readonly sheet: WorkbookSheet } {
  const at = report.workbook.sheets.findIndex((sheet) => sheet.name === name);
  const sheet = report.workbook.sheets[at];
  if (sheet === undefined) throw new Error(`no sheet ${name}`);
  return {
    row: sheet.rows.findIndex(({ figure }) => figure?.scope === scope) + 7,
    part: `xl/worksheets/sheet${at + 1}.xml`,
    sheet,
  };
}

const unitsIn = (file: Uint8Array) => readXlsx(file).sheets.find(({ name }) => name === "Đơn vị");

const withCell = (place: string, change: (cell: string) => string) => (xml: string) =>
  xml.replace(new RegExp(`<c r="${place}"[^>]*>.*?</c>`), change);

test("the workbook of the worked example prints what figures.csv says, on every sheet of targets", async () => {
  await expect(checkXlsx(bytes, written)).resolves.toBeUndefined();
});

test.each([
  ["a numerator", "F"],
  ["a denominator", "N"],
  ["a rate", "O"],
  ["a difference", "J"],
  ["a shortfall", "S"],
  ["a monthly share of it", "T"],
  ["a needed rate", "U"],
])("%s with one wrong digit is found with its sheet, row and column", async (_, letter) => {
  const { row, part } = rowOf("Đơn vị", "agency");
  const places = [row, row + 1, row + 2].map((at) => `${letter}${at}`);
  const { cells } = unitsIn(bytes) ?? { cells: new Map() };
  const place = places.find((one) => typeof cells.get(one)?.value === "number") ?? "";
  const wrong = tampered(
    part,
    withCell(place, (cell) => cell.replace(/<v>(-?[\d.]+)<\/v>/, (__, value) => `<v>${Number(value) + 1}</v>`)),
  );
  await expect(checkXlsx(wrong, written)).rejects.toMatchObject({
    name: "FiguresDiffer",
    message: expect.stringMatching(
      /^Văn bản bao-cao-cntt\.xlsx, trang tính Đơn vị, dòng ".+", cột ".+" in ".+", figures\.csv là/,
    ),
  });
});

test("a rate that is wrong behind the digits that are shown is found", async () => {
  const { row, part } = rowOf("Tổng hợp", "province");
  const wrong = tampered(
    part,
    withCell(`L${row}`, (cell) => cell.replace(/<v>([\d.]+)<\/v>/, (_, value) => `<v>${Number(value) + 0.00001}</v>`)),
  );
  await expect(checkXlsx(wrong, written)).rejects.toMatchObject({ name: "FiguresDiffer" });
});

test("a verdict that figures.csv does not have is found", async () => {
  const { row, part } = rowOf("Tổng hợp", "province");
  const wrong = tampered(
    part,
    withCell(`O${row}`, (cell) => cell.replace(/<v>.*<\/v>/, "<v>Không phát sinh</v>")),
  );
  await expect(checkXlsx(wrong, written)).rejects.toThrow(/cột "Đánh giá" in "Không phát sinh"/);
});

test.each([
  ["of two columns", "M5", "N5"],
  ["of two groups of columns", "F4", "M4"],
  ["of columns without a group", "I4", "K4"],
])("titles %s that stand over each other's columns are found", async (_, one, other) => {
  const { part } = rowOf("Đơn vị", "agency");
  const indexOf = (xml: string, place: string) => new RegExp(`<c r="${place}"[^>]*><v>(\\d+)</v>`).exec(xml)?.[1] ?? "";
  const wrong = tampered(part, (xml) => {
    const [first, second] = [indexOf(xml, one), indexOf(xml, other)];
    const put = (index: string) => (cell: string) => cell.replace(/<v>\d+<\/v>/, `<v>${index}</v>`);
    return withCell(other, put(first))(withCell(one, put(second))(xml));
  });
  await expect(checkXlsx(wrong, written)).rejects.toMatchObject({
    name: "FiguresDiffer",
    message: expect.stringMatching(new RegExp(`trang tính Đơn vị, dòng "tiêu đề", cột "${one}" in .* và 1 chỗ khác`)),
  });
});

test("a figure that is composed wrongly is found, though the file holds it as it was composed", async () => {
  const sheets = report.workbook.sheets.map((sheet) => {
    if (sheet.name !== "Đơn vị") return sheet;
    const rows = sheet.rows.map((row) => {
      if (row.figure?.scope !== "agency") return row;
      const cells = row.cells.map(
        (cell, at): WorkbookCell =>
          at === 12 && cell.type === "formula" && typeof cell.result === "number"
            ? { ...cell, result: cell.result + 1 }
            : cell,
      );
      return { ...row, cells };
    });
    return { ...sheet, rows };
  });
  const workbook = { ...report.workbook, sheets };
  await expect(checkXlsx(await renderXlsx(workbook), { ...written, workbook })).rejects.toThrow(/trang tính Đơn vị/);
});

test("a missing figure that is written as zero is found", async () => {
  const { part } = rowOf("Đơn vị", "agency");
  const { cells } = unitsIn(bytes) ?? { cells: new Map() };
  const places = [...cells].filter(([place, { value }]) => /^[FM]\d+$/.test(place) && value === "CCSL");
  const [place = ""] = places[0] ?? [];
  expect(place).not.toBe("");
  const wrong = tampered(
    part,
    withCell(place, (cell) => cell.replace(' t="str"', "").replace("<v>CCSL</v>", "<v>0</v>")),
  );
  await expect(checkXlsx(wrong, written)).rejects.toThrow(/in "0", figures\.csv là "CCSL"/);
});

test("a formula that is lost, and a raw count that is changed, are found", async () => {
  const { row, part } = rowOf("Tổng hợp", "province");
  const lost = tampered(
    part,
    withCell(`C${row}`, (cell) => cell.replace(/<f>.*<\/f>/, "")),
  );
  await expect(checkXlsx(lost, written)).rejects.toMatchObject({ name: "FiguresDiffer" });
  const at = report.workbook.sheets.findIndex(({ name }) => name === "Số liệu gốc");
  const raw = tampered(`xl/worksheets/sheet${at + 1}.xml`, (xml) =>
    xml.replace(/(<c r="O7"[^>]*><v>)(\d+)/, (_, head, value) => `${head}${Number(value) + 1}`),
  );
  await expect(checkXlsx(raw, written)).rejects.toThrow(/trang tính Số liệu gốc, dòng "7", cột "O7"/);
});

test.each([
  ["no archive", () => new Uint8Array([1, 2, 3])],
  ["a part that is no XML", () => tampered("xl/worksheets/sheet1.xml", (xml) => xml.replace("</sheetData>", ""))],
  ["a character that XML forbids", () => tampered("xl/sharedStrings.xml", (xml) => xml.replace("<t>", "<t>\u0001"))],
  [
    "a forbidden character written as a reference",
    () => tampered("xl/sharedStrings.xml", (xml) => xml.replace("<t>", "<t>&#x1f;")),
  ],
  ["a sheet that is renamed", () => tampered("xl/workbook.xml", (xml) => xml.replace("Tổng hợp", "Tổng"))],
])("a file with %s is not taken for a workbook", async (_, broken) => {
  await expect(checkXlsx(broken(), written)).rejects.toMatchObject({ name: "DocumentInvalid", rule: "readable" });
});

test.each([
  [1234567, "#,##0", "1.234.567"],
  [12.345, "0.00", "12,35"],
  [1.005, "0.00", "1,01"],
  [49.9996, "0.000", "50,000"],
  [49.9996, "0.0000", "49,9996"],
  [1234.5, "0.00", "1.234,50"],
  [1.82, "+0.00;-0.00;0.00", "+1,82"],
  [-0.000012, "+0.000000;-0.000000;0.000000", "-0,000012"],
  [0, "+0.00;-0.00;0.00", "0,00"],
  [50, '0"%"', "50%"],
  [45260, "dd/mm/yyyy", "30/11/2023"],
  ["CCSL", "0.00", "CCSL"],
])("%s in the format %s is seen as %s", (value, format, seen) => {
  expect(shown(value, format)).toBe(seen);
});

test("no more than fifteen digits of a number are seen", () => {
  expect(shownDecimals(100 / 3, 6)).toBe("33,333333");
  expect(shownDecimals(0.1 + 0.2, 15)).toBe("0,300000000000000");
});

test.each([
  ["the name of another target", "E", /cột "Chỉ tiêu" .*"một tên riêng cho mỗi chỉ tiêu/],
  ["another level", "C", /cột "Cấp" in "/],
])("a row of an agency that is filed under %s is found", async (_, letter, message) => {
  const sheets = report.workbook.sheets.map((sheet) => {
    if (sheet.name !== "Đơn vị") return sheet;
    const last = sheet.rows.length - 1;
    const column = letter.charCodeAt(0) - 65;
    const other = sheet.rows[0]?.cells[column];
    const rows = sheet.rows.map((row, at) =>
      at === last && other !== undefined ? { ...row, cells: row.cells.with(column, other) } : row,
    );
    return { ...sheet, rows };
  });
  const workbook = { ...report.workbook, sheets };
  await expect(checkXlsx(await renderXlsx(workbook), { ...written, workbook })).rejects.toThrow(message);
});
