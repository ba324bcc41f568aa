import { z } from "zod";
import { Report } from "../domain/report.ts";
import type { Ports } from "../ports.ts";
import { draftOf, MEDIA_TYPES, storedJson } from "./draft.ts";

const RenderInput = z.object({
  run: z.string().min(1),
  document: z.enum(["bao-cao-cntt.pdf", "bao-cao-cntt.xlsx"]),
});

/** Renders one document of the draft and keeps it beside the others. A repeat gives the same bytes. */
export async function render(ports: Ports, input: unknown): Promise<Record<string, never>> {
  const { run, document } = RenderInput.parse(input);
  const draft = await draftOf(ports, run);
  const report = Report.parse(await storedJson(ports.objects, `${draft.prefix}/report.json`));
  const bytes = document === "bao-cao-cntt.pdf" ? await ports.render.pdf(report) : await ports.render.xlsx(report);
  await ports.objects.put(`${draft.prefix}/${document}`, bytes, MEDIA_TYPES[document]);
  ports.progress({ stage: "render", of: 2, item: document });
  return {};
}
