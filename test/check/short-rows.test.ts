import { expect, test } from "vitest";
import { checkLayout } from "../../functions/check/layout/layout.ts";
import { renderPdf } from "../../functions/render/pdf/pdf.ts";
import type { Block, Report, Row } from "../../functions/report/report.ts";
import { sampleReport } from "../helpers/documents/sample.ts";

const columns = ["TT", "Cơ quan", "Tử số", "Mẫu số"].map((title, at) => ({
  title,
  align: at === 1 ? ("left" as const) : ("right" as const),
  weight: 10,
}));
const row = (texts: readonly string[], bold = false): Row => ({
  bold,
  cells: texts.map((text) => ({ type: "text" as const, text })),
});

/** A name that takes two lines of the whole width, over rows of four cells. */
const LONG = "Tỷ lệ hồ sơ thủ tục hành chính được người dân, doanh nghiệp thực hiện trực tuyến từ xa ".repeat(2).trim();
const withName = (name: string): Report =>
  sampleReport({
    body: [
      { type: "table", table: { columns, rows: [row(["1", name], true), row(["", "Sở Tư pháp", "12", "40"])] } },
      { type: "paragraph", text: "Trên đây là báo cáo./." },
    ],
    appendices: [],
  });

test("the last cell of a short row is printed over the rest of the columns, and read back from them", async () => {
  const pdf = await renderPdf(withName(LONG), []);
  const rules = async (report: Report) => (await checkLayout(pdf, report)).map(({ rule }) => rule);

  expect(await rules(withName(LONG))).toEqual([]);
  expect(await rules(withName(LONG.replace("từ xa Tỷ", "từ gần Tỷ")))).toEqual(["table-text"]);
});

test("a khoản that is alone has no number, several have theirs", async () => {
  const rulesOf = async (headings: readonly string[]) => {
    const body = headings.flatMap((text): Block[] => [
      { type: "heading", level: 2, text },
      { type: "paragraph", text: "Trên đây là báo cáo./." },
    ]);
    const report = sampleReport({
      body: [{ type: "heading", level: 1, text: "I. ĐÁNH GIÁ" }, ...body],
      appendices: [],
    });
    const breaches = await checkLayout(await renderPdf(report, []), report);
    return breaches.map(({ rule }) => rule).filter((rule) => rule === "heading-order");
  };

  expect(await rulesOf(["Kết quả nổi bật"])).toEqual([]);
  expect(await rulesOf(["1. Kết quả nổi bật", "2. Tồn tại"])).toEqual([]);
  expect(await rulesOf(["1. Kết quả nổi bật"])).toEqual(["heading-order"]);
  expect(await rulesOf(["Kết quả nổi bật", "Tồn tại"])).toHaveLength(2);
});
