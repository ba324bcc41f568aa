import type { Report } from "../domain/report.ts";
import type { Workbook } from "../domain/workbook.ts";
import type { Ports } from "../ports.ts";
import { type Batch, type DocumentPlan, type FileName, nameOf } from "./draft.ts";

/** What documents are rendered from, by their stem. */
export interface Contents {
  report(stem: string): Promise<Report>;
  workbook(stem: string): Promise<Workbook>;
}

/** A file that was rendered, and what is written in it; null for one put together from others. */
export interface RenderedFile {
  readonly name: FileName;
  readonly bytes: Uint8Array;
  readonly content: { readonly report: Report } | { readonly workbook: Workbook } | null;
}

/** The PDF of a report, with figures.csv inside. */
function pdfOf(ports: Ports, report: Report, figures: Uint8Array): Promise<Uint8Array> {
  const description = "Số liệu của báo cáo: mỗi dòng là một chỉ tiêu của một phạm vi";
  return ports.render.pdf(report, [{ name: "figures.csv", mediaType: "text/csv", bytes: figures, description }]);
}

async function fileOf(
  ports: Ports,
  document: DocumentPlan,
  contents: Contents,
  figures: Uint8Array,
): Promise<RenderedFile> {
  const name = nameOf(document);
  if (document.format === "xlsx") {
    const workbook = await contents.workbook(document.stem);
    return { name, bytes: await ports.render.xlsx(workbook), content: { workbook } };
  }
  const report = await contents.report(document.stem);
  return { name, bytes: await pdfOf(ports, report, figures), content: { report } };
}

/**
 * The files of one batch, one after the other, the one put together from its PDF documents last.
 *
 * @param figures figures.csv as it is published
 */
export async function* filesOfBatch(
  ports: Ports,
  { documents, merged }: Batch,
  contents: Contents,
  figures: Uint8Array,
): AsyncGenerator<RenderedFile> {
  const parts: { title: string; bytes: Uint8Array }[] = [];
  let instant = "";
  for (const document of documents) {
    const file = await fileOf(ports, document, contents, figures);
    yield file;
    if (merged === null || file.content === null || !("report" in file.content)) continue;
    const { report } = file.content;
    instant = report.dataAsOf;
    parts.push({ title: report.letterhead.name, bytes: file.bytes });
  }
  if (merged === null) return;
  const bytes = await ports.render.merged(parts, { title: merged.title, instant });
  yield { name: merged.name, bytes, content: null };
}
