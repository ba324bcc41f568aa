import { z } from "zod";
import { RequestInvalid } from "../domain/failure.ts";
import { Report } from "../domain/report.ts";
import { Workbook } from "../domain/workbook.ts";
import type { Held, Ports } from "../ports.ts";
import { type Contents, filesOfBatch, type RenderedFile } from "./documents.ts";
import { documentsOf, draftOf, keepFile, reportName, stored, storedJson, workbookName } from "./draft.ts";

const RenderInput = z.object({
  run: z.string().min(1),
  /** A batch of the draft. */
  document: z.string().min(1),
});

/** Reports and workbooks as assembling has left them. */
const contentsOf = ({ objects }: Ports, prefix: string): Contents => ({
  report: async (stem) => Report.parse(await storedJson(objects, `${prefix}/${reportName(stem)}`)),
  workbook: async (stem) => Workbook.parse(await storedJson(objects, `${prefix}/${workbookName(stem)}`)),
});

async function checked({ check }: Ports, { bytes, content }: RenderedFile, held: Held): Promise<void> {
  if (content === null) return;
  if ("report" in content) await check.pdf(bytes, { ...held, ...content });
  else await check.xlsx(bytes, { ...held, ...content });
}

/**
 * Renders one batch of documents of the draft and keeps them beside the others. One that breaks a rule of its form
 * (DocumentInvalid) or has another number than figures.csv (FiguresDiffer) is not kept. A repeat gives the same bytes.
 */
export async function render(ports: Ports, input: unknown): Promise<Record<string, never>> {
  const { run, document } = RenderInput.parse(input);
  const draft = await draftOf(ports, run);
  const batch = draft.batches.find(({ id }) => id === document);
  if (batch === undefined) throw new RequestInvalid(`Lần chạy ${run} không có tài liệu "${document}".`);
  const figures = await stored(ports.objects, `${draft.prefix}/figures.csv`);
  const of = documentsOf(draft).length;
  const lines = await ports.render.readCsv(new TextDecoder().decode(figures));
  for await (const file of filesOfBatch(ports, batch, contentsOf(ports, draft.prefix), figures)) {
    const { name, bytes } = file;
    await checked(ports, file, { document: name, figures: lines });
    await keepFile(ports, run, draft.prefix, name, bytes);
    ports.progress({ stage: "render", of, item: name });
  }
  return {};
}
