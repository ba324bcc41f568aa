import { expect, test } from "vitest";
import { renderPdf } from "../../../functions/render/pdf/pdf.ts";
import { markedAsDraft } from "../../../functions/report/draft-mark.ts";
import { dense, readPdf, textOf } from "../../helpers/documents/read-pdf.ts";
import { shortReport } from "../../helpers/documents/reports.ts";

const pagesOf = async (report: ReturnType<typeof shortReport>): Promise<string[]> =>
  (await readPdf(await renderPdf(report, []))).pages.map(textOf);

// documents.md 5: on release the PDF is rendered anew without the mark, its words otherwise the same.
test("a draft says DỰ THẢO on every page, the report itself nowhere; their other words are the same", async () => {
  const report = shortReport();
  const [draft, released] = [await pagesOf(markedAsDraft(report)), await pagesOf(report)];
  const mark = dense("DỰ THẢO");

  expect(draft.filter((text) => !text.includes(mark))).toEqual([]);
  expect(released.filter((text) => text.includes(mark) || text.includes(dense("CHÍNH THỨC")))).toEqual([]);
  const { labels: _, ...words } = markedAsDraft(report);
  const { labels: __, ...own } = report;
  expect(words).toEqual(own);
});
