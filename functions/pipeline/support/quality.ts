import { z } from "zod";
import type { Window } from "../../domain/period.ts";
import { compareFindings, Finding } from "../../domain/quality/finding.ts";
import { type LayoutWarning, layoutFinding } from "../../domain/quality/layout.ts";
import type { Ports } from "../../ports/ports.ts";
import { type Draft, FINDINGS, keptAs, nameOf } from "./draft.ts";
import { layoutWarningsIn } from "./notes.ts";

/**
 * `quality.csv` of a report: what was found in its data, and in its documents once they are rendered.
 *
 * @param warnings by document, in the order in which the report has them
 */
export function qualityText(
  { render }: Pick<Ports, "render">,
  findings: readonly Finding[],
  warnings: readonly LayoutWarning[],
  window: Window,
): Promise<string> {
  const layout = warnings.map((warning) => layoutFinding(warning, window));
  return render.qualityCsv([...findings, ...layout].sort(compareFindings));
}

/**
 * `quality.csv` of a draft whose documents are rendered. Throws StoreDamaged where its findings are not what was kept.
 *
 * @param missing names of the documents that could not be made
 */
export async function draftQuality(
  ports: Pick<Ports, "render" | "runs" | "objects">,
  run: string,
  draft: Draft,
  missing: ReadonlySet<string>,
): Promise<string> {
  const findings = await keptAs(ports, run, draft.prefix, FINDINGS, z.array(Finding));
  const documents = draft.batches.flatMap((batch) => batch.documents.filter(({ format }) => format === "pdf"));
  const names = documents.map(nameOf).filter((name) => !missing.has(name));
  const warnings = await Promise.all(names.map((name) => layoutWarningsIn(ports, run, name)));
  return qualityText(ports, findings, warnings.flat(), draft.window);
}
