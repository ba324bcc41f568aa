import { expect, test } from "vitest";
import { checkLayout } from "../../functions/check/layout/layout.ts";
import { renderPdf } from "../../functions/render/pdf/pdf.ts";
import type { Appendix, Block, Report } from "../../functions/report/report.ts";
import { agencyTable, sampleAppendices, sampleReport } from "../helpers/documents/sample.ts";

const SENTENCE = "Toàn tỉnh tiếp nhận 45.678 hồ sơ, đạt tỷ lệ 61,52%, theo Nghị định số 09/2019/NĐ-CP. ";

const breachesOf = async (report: Report) => checkLayout(await renderPdf(report, []), report);

/** The sample's second appendix, so many rows and notes long. */
function appendixOf(rows: number, notes: number, landscape: boolean): Appendix {
  const [, model] = sampleAppendices();
  if (model === undefined) throw new Error("no appendix");
  const names = Array.from(
    { length: rows },
    (_, index) => `Ủy ban nhân dân xã số ${index} ${"Long Điền ".repeat(index % 4)}`,
  );
  return {
    ...model,
    landscape,
    table: agencyTable(names, "UBND cấp xã"),
    notes: Array.from({ length: notes }, () => SENTENCE),
  };
}

test("wherever the text breaks, no heading, table or signature is left alone", async () => {
  const { body } = sampleReport();
  for (let lines = 0; lines < 42; lines += 3) {
    const filler = Array.from(
      { length: lines },
      (_, index): Block => ({ type: "paragraph", text: SENTENCE.repeat(index % 3) || "Dòng." }),
    );
    expect(await breachesOf(sampleReport({ body: [...filler, ...body], appendices: [] })), `${lines}`).toEqual([]);
  }
});

test.each([0, 1])("wherever an appendix with %i notes ends, the next begins on a page of its own", async (notes) => {
  const appendices = Array.from({ length: 30 }, (_, index) => appendixOf(4 + index, notes, index % 2 === 0));
  expect(await breachesOf(sampleReport({ body: sampleReport().body.slice(-1), appendices }))).toEqual([]);
});

const { letterhead } = sampleReport();

const HEADS: readonly (readonly [what: string, changes: Partial<Report>])[] = [
  ["agency's name over two lines", { letterhead: { ...letterhead, issuer: "Sở Nông nghiệp và Phát triển nông thôn" } }],
  ["short name", { letterhead: { ...letterhead, issuer: "Văn phòng", symbol: "VP" } }],
  [
    "authority's name over two lines",
    { letterhead: { ...letterhead, superior: "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu" } },
  ],
  ["long place", { letterhead: { ...letterhead, place: "Thành phố Hồ Chí Minh" } }],
  ["no labels", { labels: [] }],
  ["three labels", { labels: ["DỮ LIỆU MÔ PHỎNG", "SỐ LIỆU TẠM TÍNH", "ĐỐI CHIẾU, VĂN BẢN CHƯA BAN HÀNH"] }],
  ["one addressee", { addressees: ["Ủy ban nhân dân tỉnh"] }],
  ["no basis", { basis: [] }],
  ["short subject", { subject: "Kết quả quý I năm 2023" }],
  ["three lines of signer's title", { signer: "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH" }],
  [
    "recipients with their own last line",
    { recipients: ["Như trên", "Các sở, ban, ngành; ".repeat(6), "Lưu: VT, CNTT"] },
  ],
];

test.each(HEADS)("the form holds for a report with: %s", async (_, changes) => {
  expect(await breachesOf(sampleReport({ appendices: [], ...changes }))).toEqual([]);
});
