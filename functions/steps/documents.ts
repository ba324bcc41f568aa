import type { Report } from "../domain/report.ts";
import type { Ports } from "../ports.ts";
import { type Batch, type DocumentPlan, type FileName, nameOf } from "./draft.ts";

/** A report and figures.csv as it is published, which the PDF carries inside. */
interface Sheet {
  readonly report: Report;
  readonly figures: Uint8Array;
}

/** One document of a report; what only the workbook holds is left out of the PDF. */
function rendered(ports: Ports, format: DocumentPlan["format"], { report, figures }: Sheet): Promise<Uint8Array> {
  if (format === "xlsx") return ports.render.xlsx(report);
  const printed = { ...report, appendices: report.appendices.filter((appendix) => !appendix.workbookOnly) };
  const description = "Số liệu của báo cáo: mỗi dòng là một chỉ tiêu của một phạm vi";
  return ports.render.pdf(printed, [{ name: "figures.csv", mediaType: "text/csv", bytes: figures, description }]);
}

/** A file that was rendered, and the report it prints; none for one put together from others. */
export interface RenderedFile {
  readonly name: FileName;
  readonly bytes: Uint8Array;
  readonly report: Report | null;
}

/**
 * The files of one batch, one after the other, the one put together from its PDF documents last.
 *
 * @param reportOf the report of a stem
 * @param figures figures.csv as it is published
 */
export async function* filesOfBatch(
  ports: Ports,
  { documents, merged }: Batch,
  reportOf: (stem: string) => Promise<Report>,
  figures: Uint8Array,
): AsyncGenerator<RenderedFile> {
  const parts: { title: string; bytes: Uint8Array }[] = [];
  let instant = "";
  for (const document of documents) {
    const report = await reportOf(document.stem);
    const bytes = await rendered(ports, document.format, { report, figures });
    yield { name: nameOf(document), bytes, report };
    instant = report.dataAsOf;
    if (merged !== null && document.format === "pdf") parts.push({ title: report.letterhead.name, bytes });
  }
  if (merged !== null)
    yield {
      name: merged.name,
      bytes: await ports.render.merged(parts, { title: merged.title, instant }),
      report: null,
    };
}
