import ExcelJS from "exceljs";
import { beforeAll, expect, test } from "vitest";
import type { Report, Table } from "../../functions/domain/report.ts";
import { renderXlsx } from "../../functions/render/xlsx.ts";
import { cellText, headerText, sheetName } from "../../functions/render/xlsx-text.ts";
import { hostileReport, hostileRows, NAMES } from "./hostile.ts";
import { readXlsx, reference, type Sheet, type Workbook } from "./read-xlsx.ts";
import { sampleReport } from "./sample.ts";

let bytes: Uint8Array;
let workbook: Workbook;
const report: Report = sampleReport();

beforeAll(async () => {
  bytes = await renderXlsx(report);
  workbook = readXlsx(bytes);
});

const sheet = (book: Workbook, index: number): Sheet => {
  const found = book.sheets[index];
  if (found === undefined) throw new Error(`no sheet ${index}`);
  return found;
};

/** The row below the header, which is the one the filter sits on. */
const firstRow = ({ xml }: Sheet): number => Number(/<autoFilter ref="A(\d+):/.exec(xml)?.[1] ?? Number.NaN) + 1;

function expectTable(at: Sheet, { columns, rows }: Table): void {
  const first = firstRow(at);
  rows.forEach((row, index) => {
    row.cells.slice(0, columns.length).forEach((cell, column) => {
      const written = at.cells.get(reference(column + 1, first + index));
      const where = `${at.name} ${reference(column + 1, first + index)}`;
      if (cell.type === "text") expect(written?.value ?? "", where).toBe(cell.text);
      else if (cell.type === "count") expect(written, where).toMatchObject({ value: cell.value, format: "#,##0" });
      else {
        expect(written?.value, where).toBeCloseTo(cell.value / 100, 14);
        expect(written?.format, where).toBe(`0.${"0".repeat(cell.decimals)}%`);
      }
      if (written !== undefined) expect(written.bold, where).toBe(row.bold);
    });
  });
}

test("one sheet for the text and one for each appendix", () => {
  expect(workbook.sheets.map(({ name }) => name)).toEqual(["Bao cao", ...report.appendices.map((one) => one.sheet)]);
});

test("every cell of every appendix: counts and rates are numbers, texts are texts", () => {
  report.appendices.forEach((appendix, index) => {
    if (appendix.table.rows.length > 0) expectTable(sheet(workbook, index + 1), appendix.table);
  });
});

test("an appendix has its number, title and reference line, and says where there is nothing", () => {
  const last = [...sheet(workbook, 6).cells.values()].map(({ value }) => value);
  expect(last.slice(0, 4)).toEqual([
    "DỮ LIỆU MÔ PHỎNG - SỐ LIỆU TẠM TÍNH",
    "Phụ lục VI",
    "CHẤT LƯỢNG SỐ LIỆU",
    expect.stringMatching(
      /^\(Kèm theo Báo cáo số\s+\/BC-STTTT ngày\s+tháng\s+năm 2023 của Sở Thông tin và Truyền thông\)$/,
    ),
  ]);
  expect(last).toContain("Không có.");
});

test("groups are merged over their columns, ungrouped titles over both rows", () => {
  const { xml } = sheet(workbook, 2);
  for (const merged of ["C6:G6", "A6:A7", "M6:M7"]) expect(xml).toContain(`<mergeCell ref="${merged}"/>`);
});

test("header rows are frozen and repeated in print, the table is filtered", () => {
  const { xml } = sheet(workbook, 4);
  expect(xml).toContain('<pane ySplit="7" topLeftCell="A8" activePane="bottomLeft" state="frozen"/>');
  expect(xml).toContain('<autoFilter ref="A7:M90"/>');
  expect(workbook.parts.get("xl/workbook.xml")).toContain("&apos;PL04 Cap xa&apos;!$6:$7");
});

test("every sheet prints on A4, as wide as the page, with labels, revision and state above and page numbers below", () => {
  workbook.sheets.forEach(({ xml, name }, index) => {
    const landscape = report.appendices[index - 1]?.landscape ?? false;
    expect(xml, name).toMatch(
      new RegExp(`<pageSetup paperSize="9" orientation="${landscape ? "landscape" : "portrait"}"`),
    );
    expect(xml, name).toMatch(/fitToWidth="1" fitToHeight="0"/);
    expect(xml, name).toContain("&amp;CDỮ LIỆU MÔ PHỎNG - SỐ LIỆU TẠM TÍNH - Bản phát hành 2 (tạm tính)</oddHeader>");
    expect(xml, name).toContain("<oddFooter>&amp;C&amp;P/&amp;N</oddFooter>");
  });
});

test("the first sheet holds title, labels, every paragraph and the body's table", () => {
  const values = [...sheet(workbook, 0).cells.values()];
  const texts = values.map(({ value }) => value);
  for (const label of [...report.labels, report.kind, report.subject]) expect(texts).toContain(label);
  for (const block of report.body) {
    if ("text" in block) expect(texts).toContain(block.text);
    if (block.type === "list") for (const item of block.items) expect(texts).toContain(`- ${item}`);
  }
  expect(values).toContainEqual({ value: 0.615216, format: "0.00%", bold: false });
  expect(texts).toContain("- Lưu: VT.");
  expect(values.find(({ value }) => value === "II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU")?.bold).toBe(true);
});

test("appendices only for the workbook have a sheet and no number", async () => {
  const [one, two] = report.appendices;
  if (one === undefined || two === undefined) throw new Error("no appendices");
  const book = readXlsx(await renderXlsx(sampleReport({ appendices: [{ ...one, workbookOnly: true }, two] })));
  expect([...sheet(book, 1).cells.values()].map(({ value }) => value)).not.toContain("Phụ lục I");
  expect([...sheet(book, 2).cells.values()].map(({ value }) => value)).toContain("Phụ lục");
});

test.each([
  ["+1,82", 1.82, 2, "+0.00;-0.00;0.00"],
  ["-0,000012", -0.000012, 6, "+0.000000;-0.000000;0.000000"],
])(
  "a difference of %s điểm phần trăm is a number with its sign, no percentage",
  async (text, value, decimals, format) => {
    const [one] = report.appendices;
    if (one === undefined) throw new Error("no appendix");
    const columns = [{ title: "± (điểm %)", align: "right" as const, weight: 1 }];
    const rows = [{ bold: false, cells: [{ type: "points" as const, value, decimals, text }] }];
    const book = readXlsx(await renderXlsx(sampleReport({ appendices: [{ ...one, table: { columns, rows } }] })));
    const at = sheet(book, 1);

    expect(at.cells.get(reference(1, firstRow(at)))).toMatchObject({ value, format });
  },
);

test("names stay what they are, formulas never arise and XML stays whole in a hostile report", async () => {
  const hostile = await renderXlsx(hostileReport());
  const book = readXlsx(hostile);
  const at = sheet(book, 1);
  const first = firstRow(at);
  NAMES.forEach((name, index) => {
    const written = at.cells.get(reference(2, first + index));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML forbids is what must be gone
    const clean = name.normalize("NFC").replace(/[\u0001-\u0008\u001f\ufffe]|\p{Cs}/gu, "");
    expect(written?.value ?? "").toBe(clean);
    if (written !== undefined) expect(written.format).toBe("@");
    const number = at.cells.get(reference(3, first + index));
    if (hostileRows[index]?.cells[2]?.text === String(index)) expect(number?.value).toBe(index);
    else expect(number?.value).toBe("–");
  });
  for (const [name, part] of book.parts) {
    expect(part, name).not.toMatch(/<f[ >]|NaN|Infinity|undefined|>null</);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids these
    expect(part, name).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
  }
});

test("the workbook library opens it again and finds no formula", async () => {
  for (const one of [bytes, await renderXlsx(hostileReport())]) {
    const book = new ExcelJS.Workbook();
    const copy = new ArrayBuffer(one.byteLength);
    new Uint8Array(copy).set(one);
    await book.xlsx.load(copy);
    expect(book.worksheets.length).toBeGreaterThan(1);
    book.eachSheet((read) => read.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeUndefined())));
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
