import { z } from "zod";
import { RequestInvalid } from "../domain/failure.ts";
import { FigureRows } from "../domain/figures/figure.ts";
import { AgencyScores } from "../domain/figures/scores.ts";
import type { CheckInput } from "../ports/checks.ts";
import type { Ports } from "../ports/ports.ts";
import { markedAsDraft } from "../report/draft-mark.ts";
import { Report } from "../report/report.ts";
import { Workbook } from "../report/workbook.ts";
import { type Contents, pdfOf, type RenderedFile, renderBatch } from "./support/documents.ts";
import {
  type Draft,
  documentsOf,
  draftOf,
  FIGURES,
  keepFile,
  keptAs,
  reportName,
  SCORES,
  shownName,
  stored,
  storedAs,
  workbookName,
} from "./support/draft.ts";
import { layoutNote, renderedNote } from "./support/notes.ts";

const RenderInput = z.object({
  run: z.string().min(1),
  /** A batch of the draft. */
  document: z.string().min(1),
});

/** Reports and workbooks as assembling has left them; what nothing publishes is marked as a draft. */
const contentsOf = ({ objects }: Ports, { prefix, marked }: Draft): Contents => ({
  report: async (stem) => {
    const report = await storedAs(objects, `${prefix}/${reportName(stem)}`, Report);
    return marked ? markedAsDraft(report) : report;
  },
  workbook: (stem) => storedAs(objects, `${prefix}/${workbookName(stem)}`, Workbook),
});

/** Reads a document back, and leaves with the run what rules of typesetting it breaks. */
async function checked(ports: Ports, run: string, { bytes, content }: RenderedFile, held: CheckInput): Promise<void> {
  if (content === null) return;
  if ("workbook" in content) return ports.check.xlsx(bytes, { ...held, ...content });
  if (held.document.endsWith(".docx")) return ports.check.docx(bytes, { ...held, ...content });
  const warnings = await ports.check.pdf(bytes, { ...held, ...content });
  await ports.runs.put(run, layoutNote(held.document), { warnings });
}

/** Keeps what is shown of a PDF document that waits for its release: its words are those that were read back. */
async function keepShown(ports: Ports, { prefix }: Draft, { name, content }: RenderedFile, figures: Uint8Array) {
  if (content === null || !("report" in content) || !name.endsWith(".pdf")) return;
  const bytes = await pdfOf(ports, markedAsDraft(content.report), figures);
  await ports.objects.put(`${prefix}/${shownName(name)}`, bytes, "application/pdf");
}

/**
 * Renders one batch of documents of the draft and keeps them beside the others. One that has another number than
 * figures.csv (FiguresDiffer), or lacks words of its report (DocumentInvalid), is not kept; one that breaks a rule of
 * typesetting is, with a warning. An agency's document that fails is noted and stops no other; one of the whole province
 * ends the run. A repeat gives the same bytes.
 */
export async function render(ports: Ports, input: unknown): Promise<Record<string, never>> {
  const { run, document } = RenderInput.parse(input);
  const draft = await draftOf(ports, run);
  const batch = draft.batches.find(({ id }) => id === document);
  if (batch === undefined) throw new RequestInvalid(`Lần chạy ${run} không có tài liệu "${document}".`);
  const { prefix } = draft;
  const csv = await stored(ports.objects, `${prefix}/figures.csv`);
  const figures = await keptAs(ports, run, prefix, FIGURES, FigureRows);
  const scores = await keptAs(ports, run, prefix, SCORES, AgencyScores);
  const of = documentsOf(draft).length;
  const source = { contents: contentsOf(ports, draft), figures: csv };
  const pictures: string[] = [];
  const missing = await renderBatch(ports, batch, source, async (file) => {
    const { name, bytes } = file;
    await checked(ports, run, file, { document: name, figures, scores });
    await keepFile(ports, run, prefix, name, bytes);
    if (name.endsWith(".png")) return void pictures.push(name);
    if (draft.holds.length > 0) await keepShown(ports, draft, file, csv);
    ports.progress({ stage: "render", of, item: name });
  });
  await ports.runs.put(run, renderedNote(document), { prefix, missing, pictures });
  return {};
}
