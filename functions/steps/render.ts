import { z } from "zod";
import { RequestInvalid } from "../domain/failure.ts";
import { Report } from "../domain/report.ts";
import type { Ports } from "../ports.ts";
import {
  type Batch,
  type Draft,
  documentsOf,
  draftOf,
  keepFile,
  nameOf,
  reportName,
  stored,
  storedJson,
} from "./draft.ts";
import { rendered } from "./issue.ts";

const RenderInput = z.object({
  run: z.string().min(1),
  /** A batch of the draft. */
  document: z.string().min(1),
});

async function renderBatch(ports: Ports, run: string, draft: Draft, { documents }: Batch): Promise<void> {
  const of = documentsOf(draft).length;
  const figures = await stored(ports.objects, `${draft.prefix}/figures.csv`);
  for (const document of documents) {
    const report = Report.parse(await storedJson(ports.objects, `${draft.prefix}/${reportName(document.stem)}`));
    const bytes = await rendered(ports, document.format, { report, figures });
    await keepFile(ports, run, draft.prefix, nameOf(document), bytes);
    ports.progress({ stage: "render", of, item: nameOf(document) });
  }
}

/** Renders one batch of documents of the draft and keeps them beside the others. A repeat gives the same bytes. */
export async function render(ports: Ports, input: unknown): Promise<Record<string, never>> {
  const { run, document } = RenderInput.parse(input);
  const draft = await draftOf(ports, run);
  const batch = draft.batches.find(({ id }) => id === document);
  if (batch === undefined) throw new RequestInvalid(`Lần chạy ${run} không có tài liệu "${document}".`);
  await renderBatch(ports, run, draft, batch);
  return {};
}
