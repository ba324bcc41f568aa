import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { renderDocx } from "../../../functions/render/docx/docx.ts";
import { rowPadding } from "../../../functions/render/pdf/fit.ts";
import { renderPdf } from "../../../functions/render/pdf/pdf.ts";
import type { Appendix, Report } from "../../../functions/report/report.ts";
import { readPdf } from "../../helpers/documents/read-pdf.ts";
import { sampleReport } from "../../helpers/documents/sample.ts";

const NOTE = "GHICHU";

const columns = ["TT", "Đơn vị", "Tiếp nhận", "Đánh giá"].map((title, at) => ({
  ...{ title, weight: at === 1 ? 40 : 10, align: at === 1 ? ("left" as const) : ("right" as const) },
}));

/** A table of so many rows of one line, each with a name of its own, and a note of one line. */
function appendixOf(rows: number, landscape: boolean): Appendix {
  const cellsOf = (row: number) => [String(row + 1), `HANG-${rows}-${row}`, "1.234", "Đ"];
  return {
    title: "KẾT QUẢ CỦA CÁC ĐƠN VỊ",
    sheet: `Bang ${rows}`,
    landscape,
    table: {
      columns,
      rows: Array.from({ length: rows }, (_, row) => ({
        bold: false,
        cells: cellsOf(row).map((text) => ({ type: "text" as const, text })),
      })),
    },
    notes: [`${NOTE}-${rows}`],
  };
}

const reportWith = (appendices: readonly Appendix[]): Report =>
  sampleReport({ body: sampleReport().body.slice(-1), appendices });

const sizes = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** Of each table how many rows are on each of its pages, and how many on the page of its note. */
async function pagesOf(from: number, to: number, landscape: boolean) {
  // What is below the last table is of the document as a whole.
  const all = sizes(from, to + 1);
  const { pages } = await readPdf(await renderPdf(reportWith(all.map((rows) => appendixOf(rows, landscape))), []));
  const texts = pages.map(({ items }) => items.map(({ text }) => text).join(" "));
  return sizes(from, to).map((rows) => {
    const counts = texts.map((text) => text.match(new RegExp(`HANG-${rows}-\\d+`, "g"))?.length ?? 0);
    const noted = texts.findIndex((text) => text.includes(`${NOTE}-${rows}`));
    return { rows, counts: counts.filter((count) => count > 0), withNote: counts[noted] ?? 0 };
  });
}

test.each([
  // Where one page ends and the second begins: on an upright page, on a lying one whose note is below the table.
  [44, 66, false],
  [22, 40, true],
])(
  "tables of %i to %i rows leave neither a row or two nor a note alone on their last page",
  async (from, to, lying) => {
    const pages = await pagesOf(from, to, lying);
    for (const { rows, counts, withNote } of pages) {
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows);
      expect(counts.at(-1), `${rows} rows: ${counts.join(", ")}`).toBeGreaterThanOrEqual(3);
      expect(withNote, `note of ${rows} rows`).toBeGreaterThanOrEqual(3);
    }
    // Some of them take one page, some two.
    expect(new Set(pages.map(({ counts }) => counts.length))).toEqual(new Set([1, 2]));
  },
);

const paddingOf = (rows: number): number => {
  const appendix = appendixOf(rows, false);
  return rowPadding(reportWith([appendix, appendixOf(1, false)]), { appendix, number: "Phụ lục I" });
};

test("rows are set otherwise only where the last page would hold few of them", () => {
  // 1.5 points; a page holds about fifty rows.
  expect([10, 40, 75, 90].map(paddingOf)).toEqual([1.5, 1.5, 1.5, 1.5]);
  const paddings = sizes(45, 60).map(paddingOf);
  expect(paddings.some((padY) => padY < 1.5)).toBe(true);
  for (const padY of paddings) {
    expect(padY).toBeGreaterThanOrEqual(0.7);
    expect(padY).toBeLessThanOrEqual(3);
  }
});

test("Word's rows are padded as the PDF's, so that both have the same pages", async () => {
  const rows = sizes(45, 60).find((one) => paddingOf(one) < 1.5) ?? 0;
  const file = await renderDocx(reportWith([appendixOf(rows, false), appendixOf(1, false)]));
  const xml = strFromU8(unzipSync(file)["word/document.xml"] ?? new Uint8Array());
  const table = xml.slice(xml.lastIndexOf("<w:tbl>", xml.indexOf(`HANG-${rows}-0`)));
  const [margins = ""] = table.match(/<w:tblCellMar>.*?<\/w:tblCellMar>/s) ?? [];
  const points = /<w:top w:type="dxa" w:w="(\d+)"\/>/.exec(margins)?.[1];
  expect(Number(points) / 20).toBeCloseTo(paddingOf(rows), 1);
});
