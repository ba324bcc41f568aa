import { renderDocx } from "../../../functions/render/docx/docx.ts";
import { mergePdfs } from "../../../functions/render/pdf/merge.ts";
import { renderPdf } from "../../../functions/render/pdf/pdf.ts";
import { renderXlsx } from "../../../functions/render/xlsx/xlsx.ts";
import { sampleReport } from "./sample.ts";
import { reportWithCharts } from "./sample-charts.ts";
import { sampleWorkbook } from "./sample-workbook.ts";

/** A file of every kind that is published: a document with a file inside, a workbook, documents merged, a Word file. */
export async function allFiles(): Promise<Uint8Array[]> {
  const bytes = new TextEncoder().encode("province\r\n");
  const figures = { name: "figures.csv", mediaType: "text/csv", bytes, description: "Số liệu" };
  const pdf = await renderPdf(sampleReport(), [figures]);
  const about = { title: "Cả huyện", instant: sampleReport().dataAsOf };
  const merged = await mergePdfs(
    [1, 2].map((part) => ({ title: `Phần ${part}`, bytes: pdf })),
    about,
  );
  return [
    pdf,
    await renderXlsx(sampleWorkbook()),
    merged,
    await renderPdf(reportWithCharts(), []),
    await renderDocx(reportWithCharts()),
  ];
}
