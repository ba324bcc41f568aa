import { z } from "zod";
import { RequestInvalid } from "../domain/failure.ts";
import { Report } from "../domain/report.ts";
import type { Ports } from "../ports.ts";
import { filesOfBatch } from "./documents.ts";
import { documentsOf, draftOf, keepFile, reportName, stored, storedJson } from "./draft.ts";

const RenderInput = z.object({
  run: z.string().min(1),
  /** A batch of the draft. */
  document: z.string().min(1),
});

/**
 * Renders one batch of documents of the draft and keeps them beside the others. A PDF that breaks a rule of its form
 * (DocumentInvalid) or prints another number than figures.csv (FiguresDiffer) is not kept. A repeat gives the same bytes.
 */
export async function render(ports: Ports, input: unknown): Promise<Record<string, never>> {
  const { run, document } = RenderInput.parse(input);
  const draft = await draftOf(ports, run);
  const batch = draft.batches.find(({ id }) => id === document);
  if (batch === undefined) throw new RequestInvalid(`Lần chạy ${run} không có tài liệu "${document}".`);
  const figures = await stored(ports.objects, `${draft.prefix}/figures.csv`);
  const reportOf = async (stem: string): Promise<Report> =>
    Report.parse(await storedJson(ports.objects, `${draft.prefix}/${reportName(stem)}`));
  const of = documentsOf(draft).length;
  const lines = await ports.render.readCsv(new TextDecoder().decode(figures));
  for await (const { name, bytes, report } of filesOfBatch(ports, batch, reportOf, figures)) {
    if (report !== null && name.endsWith(".pdf"))
      await ports.check.pdf(bytes, { document: name, report, figures: lines });
    await keepFile(ports, run, draft.prefix, name, bytes);
    ports.progress({ stage: "render", of, item: name });
  }
  return {};
}
