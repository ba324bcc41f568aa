import { z } from "zod";
import { Report } from "../domain/report.ts";
import type { Ports } from "../ports.ts";
import { Document, draftOf, keepFile, storedJson } from "./draft.ts";
import { rendered } from "./issue.ts";

const RenderInput = z.object({
  run: z.string().min(1),
  document: Document,
});

/** Renders one document of the draft and keeps it beside the others. A repeat gives the same bytes. */
export async function render(ports: Ports, input: unknown): Promise<Record<string, never>> {
  const { run, document } = RenderInput.parse(input);
  const draft = await draftOf(ports, run);
  const report = Report.parse(await storedJson(ports.objects, `${draft.prefix}/report.json`));
  const bytes = await rendered(ports, document, report);
  await keepFile(ports, run, draft.prefix, document, bytes);
  ports.progress({ stage: "render", of: Document.options.length, item: document });
  return {};
}
