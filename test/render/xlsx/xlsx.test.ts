import ExcelJS from "exceljs";
import { beforeAll, expect, test } from "vitest";
import { cellText, headerText, sheetName } from "../../../functions/render/xlsx/text.ts";
import { renderXlsx } from "../../../functions/render/xlsx/xlsx.ts";
import { FIRST_ROW } from "../../../functions/report/workbook.ts";
import { NAMES } from "../../helpers/documents/hostile.ts";
import { readXlsx, reference, type Sheet, type Workbook } from "../../helpers/documents/read-xlsx.ts";
import { hostileWorkbook, sampleSheet, sampleWorkbook } from "../../helpers/documents/sample-workbook.ts";

let bytes: Uint8Array;
let workbook: Workbook;

beforeAll(async () => {
  bytes = await renderXlsx(sampleWorkbook());
  workbook = readXlsx(bytes);
});

const sheet = (book: Workbook, index: number): Sheet => {
  const found = book.sheets[index];
  if (found === undefined) throw new Error(`no sheet ${index}`);
  return found;
};

test("numbers, rates, points, demands and days are numbers in the formats of their kind; texts are texts", () => {
  const { cells } = sheet(workbook, 0);
  const read = Array.from({ length: 10 }, (_, index) => cells.get(reference(index + 1, 8)));
  expect(read.map((cell) => cell?.format)).toEqual([
    ...["#,##0", "@", "#,##0", "#,##0", "0.000", "+0.00;-0.00;0.00", '0"%"', "dd/mm/yyyy", "General", "0.00"],
  ]);
  // 45260 days lie between 1899-12-30 and 2023-11-30.
  expect(read.map((cell) => cell?.value)).toEqual([
    ...[8, "Sở Nội vụ", 1234, 2469, (1234 * 100) / 2469, 0.97974, 50, 45260, "Chưa đạt", 49],
  ]);
});

test("formulas stand with what they come to", () => {
  const { xml } = sheet(workbook, 0);
  expect(xml).toMatch(/<c r="E8" s="\d+"><f>C8\*100\/D8<\/f><v>49\.97974888618874<\/v><\/c>/);
  expect(xml).toMatch(
    /<c r="I8" s="\d+" t="str"><f>IF\(C8\*100&gt;=G8\*D8,&quot;Đạt&quot;,&quot;Chưa đạt&quot;\)<\/f><v>Chưa đạt<\/v>/,
  );
});

test("titles stand above their columns, groups over theirs, numbers below, notes under the table", () => {
  const { xml, cells } = sheet(workbook, 0);
  const at = (place: string) => cells.get(place)?.value;
  expect([at("A1"), at("A2"), at("C4"), at("C5"), at("F4"), at("F6"), at("A11"), at("A12")]).toEqual([
    "KẾT QUẢ CỦA CÁC SỞ, BAN, NGÀNH",
    "tỉnh Thử Nghiệm, tháng 6 năm 2023 - DỮ LIỆU MÔ PHỎNG",
    ...["Trong kỳ", "Tử số", "± kỳ trước (điểm %)", "(6)", "Ghi chú thứ nhất.", "Ghi chú thứ hai."],
  ]);
  for (const merged of ["C4:E4", "A4:A5", "F4:F5"]) expect(xml).toContain(`<mergeCell ref="${merged}"/>`);
});

test("titles are frozen and repeated in print, the table is filtered", () => {
  const { xml } = sheet(workbook, 0);
  expect(xml).toContain('<pane xSplit="2" ySplit="6" topLeftCell="C7" activePane="bottomRight" state="frozen"/>');
  expect(xml).toContain('<autoFilter ref="A6:J9"/>');
  expect(workbook.parts.get("xl/workbook.xml")).toContain("&apos;Sở ngành&apos;!$4:$6");
});

test("a sheet that is not printed has an empty cell as its print area, which programs leave out", async () => {
  const book = readXlsx(await renderXlsx(sampleWorkbook([sampleSheet({ isPrinted: false })])));
  expect(book.parts.get("xl/workbook.xml")).toContain(">&apos;Sở ngành&apos;!$A$3:$A$3<");
  expect(sheet(book, 0).cells.get("A3")).toBeUndefined();
});

test("every sheet prints on A4 on its side, as wide as the page, with state above and page numbers below", () => {
  const { xml } = sheet(workbook, 0);
  expect(xml).toMatch(/<pageSetup paperSize="9" orientation="landscape" [^>]*fitToWidth="1" fitToHeight="0"/);
  expect(xml).toContain("DỮ LIỆU MÔ PHỎNG - Bản phát hành 2 (tạm tính)</oddHeader>");
  expect(xml).toMatch(/<oddFooter>.*&amp;A.*Trang &amp;P\/&amp;N<\/oddFooter>/);
});

test("a sheet of several pages in width repeats the columns that say what a row is about", async () => {
  const book = readXlsx(await renderXlsx(sampleWorkbook([sampleSheet({ pagesWide: 3, landscape: false })])));
  expect(sheet(book, 0).xml).toMatch(/orientation="portrait" [^>]*fitToWidth="3" fitToHeight="0"/);
  expect(book.parts.get("xl/workbook.xml")).toContain("&apos;Sở ngành&apos;!$A:$B,&apos;Sở ngành&apos;!$4:$6");
});

test("verdicts are told apart without colour, rates have bars from 0 to 100, and nothing in them is random", () => {
  const { xml } = sheet(workbook, 0);
  expect(xml).toContain('<conditionalFormatting sqref="I7:I9">');
  expect(xml).toContain("LEFT(I7,8)=&quot;Chưa đạt&quot;");
  expect(xml).toMatch(
    /<conditionalFormatting sqref="E7:E9">.*<dataBar[^>]*><cfvo type="num" val="0"\/><cfvo type="num" val="100"\/>/,
  );
  const greys = [...(workbook.parts.get("xl/styles.xml") ?? "").matchAll(/bgColor rgb="FF(..)(..)(..)"/g)];
  expect(greys.length).toBeGreaterThan(0);
  for (const [, red, green, blue] of greys) expect([red, green]).toEqual([green, blue]);
});

test("the document says what it is, and ranges have names", () => {
  const properties = workbook.parts.get("docProps/core.xml") ?? "";
  for (const words of [
    "BÁO CÁO Kết quả &lt;tháng 6&gt; &amp; lũy kế",
    "thu-nghiem, 2023-06, cntt",
    "2023-06-14T23:00:00Z",
  ])
    expect(properties).toContain(words);
  expect(workbook.parts.get("xl/workbook.xml")).toContain(
    '<definedName name="HoSoTiepNhan">&apos;Sở ngành&apos;!$D$7:$D$9</definedName>',
  );
});

test("a sheet without rows has its titles and notes, and no filter", async () => {
  const book = readXlsx(await renderXlsx(sampleWorkbook([sampleSheet({ rows: [], notes: ["Không có."] })])));
  expect(sheet(book, 0).cells.get(`A${FIRST_ROW + 1}`)?.value).toBe("Không có.");
  expect(sheet(book, 0).xml).not.toMatch(/autoFilter|conditionalFormatting/);
});

test("names stay what they are, formulas never arise and XML stays whole in a hostile workbook", async () => {
  const book = readXlsx(await renderXlsx(hostileWorkbook()));
  const at = sheet(book, 0);
  NAMES.forEach((name, index) => {
    const written = at.cells.get(`B${FIRST_ROW + index}`);
    const whole = name.toWellFormed().normalize("NFC");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML forbids is what must be gone
    const clean = whole.replace(/[\u0001-\u0008\u001f\ufffe]/gu, "");
    expect(written?.value ?? "").toBe(clean);
    if (written !== undefined) expect(written.format).toBe("@");
  });
  expect(at.xml).not.toMatch(/<f[ >]/);
  for (const [name, part] of book.parts) {
    expect(part, name).not.toMatch(/NaN|Infinity|undefined|>null</);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids these
    expect(part, name).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  }
});

test("the workbook library opens it again", async () => {
  for (const one of [bytes, await renderXlsx(hostileWorkbook())]) {
    const book = new ExcelJS.Workbook();
    const copy = new ArrayBuffer(one.byteLength);
    new Uint8Array(copy).set(one);
    await book.xlsx.load(copy);
    expect(book.worksheets.length).toBeGreaterThan(0);
  }
});

test("texts, sheet names and print headers keep to what the format allows", () => {
  expect(cellText("a\r\nb\u0000c")).toBe("a\nbc");
  expect(cellText("_x0041_")).toBe("_x005F_x0041_");
  expect(cellText("x".repeat(40_000))).toHaveLength(32_767);
  expect(sheetName("A/B:C*[1]?\\", new Set())).toBe("A B C  1");
  expect(sheetName("Tên", new Set(["tên"]))).toBe("Tên (2)");
  expect(sheetName("x".repeat(40), new Set(["x".repeat(31)]))).toBe(`${"x".repeat(27)} (2)`);
  expect(sheetName("'", new Set())).toBe("Sheet");
  expect(headerText("A&B\n2")).toBe("A&&B 2");
});
