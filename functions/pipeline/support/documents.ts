import { DocumentFailed, Failure, StoreUnavailable } from "../../domain/failure.ts";
import type { Ports } from "../../ports/ports.ts";
import type { Report } from "../../report/report.ts";
import type { Workbook } from "../../report/workbook.ts";
import { reportable } from "../../revisions/reportable.ts";
import { type MissingDocument, pictureName } from "../../revisions/revision.ts";
import { type About, type Batch, type DocumentPlan, type FileName, nameOf } from "./draft.ts";

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
export function pdfOf(ports: Ports, report: Report, figures: Uint8Array): Promise<Uint8Array> {
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
  if (document.format === "docx") return { name, bytes: await ports.render.docx(report), content: { report } };
  return { name, bytes: await pdfOf(ports, report, figures), content: { report } };
}

/**
 * The first page of a report of the whole province as a picture; null for other documents, and where none can be made of
 * it: no report waits for its picture.
 */
async function pictureOf(ports: Ports, { format, about, stem }: DocumentPlan, file: RenderedFile) {
  if (format !== "pdf" || about !== null || file.content === null || !("report" in file.content)) return null;
  if (file.content.report.form === "annex") return null;
  const name = pictureName(stem);
  try {
    return { name, bytes: await ports.render.firstPage(file.bytes), content: null };
  } catch (error) {
    ports.warn(`Không vẽ được ảnh trang đầu ${name} (${reportable(error).name}); báo cáo vẫn phát hành, không có ảnh.`);
    return null;
  }
}

/**
 * What is missing where an error ended a document.
 *
 * @throws DocumentFailed, or the failure itself, where it is of the whole province: nothing is published without it
 * @throws StoreUnavailable
 */
export function missingBy(error: unknown, name: string, about: About): MissingDocument {
  // Nothing can be kept now: asking again is what helps, and the state machine does.
  if (error instanceof StoreUnavailable) throw error;
  if (about === null) throw error instanceof Failure ? error : new DocumentFailed(name, { cause: error });
  return { name, agency: about.code, agencyName: about.name, failure: reportable(error) };
}

const NO_PARTS = {
  name: "DocumentFailed",
  message: "Không có báo cáo nào của địa bàn để gộp; xử lý các văn bản còn thiếu rồi chạy lại.",
};

/**
 * Renders the files of one batch one after the other, behind a report of the whole province the picture of its first
 * page, the file put together from its PDF documents last. An agency's
 * document that fails stops none of the others: it is given as missing, with why.
 *
 * @param figures figures.csv as it is published
 * @param keep what is to be done with each file; what it throws makes the file a missing one
 * @throws DocumentFailed, or the failure itself, where a document of the whole province cannot be made
 * @throws StoreUnavailable
 */
export async function renderBatch(
  ports: Ports,
  { documents, merged }: Batch,
  { contents, figures }: { readonly contents: Contents; readonly figures: Uint8Array },
  keep: (file: RenderedFile) => Promise<void>,
): Promise<MissingDocument[]> {
  const missing: MissingDocument[] = [];
  const parts: { title: string; bytes: Uint8Array }[] = [];
  let instant = "";
  for (const document of documents) {
    try {
      const file = await fileOf(ports, document, contents, figures);
      await keep(file);
      const picture = await pictureOf(ports, document, file);
      if (picture !== null) await keep(picture);
      if (merged === null || document.format !== "pdf" || file.content === null || !("report" in file.content))
        continue;
      const { report } = file.content;
      instant = report.dataAsOf;
      parts.push({ title: report.letterhead.name, bytes: file.bytes });
    } catch (error) {
      missing.push(missingBy(error, nameOf(document), document.about));
    }
  }
  if (merged === null) return missing;
  const { name, title, about } = merged;
  if (parts.length === 0 && about !== null) {
    return [...missing, { name, agency: about.code, agencyName: about.name, failure: NO_PARTS }];
  }
  try {
    await keep({ name, bytes: await ports.render.merged(parts, { title, instant }), content: null });
  } catch (error) {
    missing.push(missingBy(error, name, about));
  }
  return missing;
}
