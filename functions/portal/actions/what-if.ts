import { manifestOf } from "../../pipeline/support/compile.ts";
import { publishedSeries, type WhatIf, whatIf } from "../../pipeline/support/what-if/what-if.ts";
import type { PortalPorts } from "../../ports/ports.ts";

type Reading = Pick<PortalPorts, "catalogue" | "templatesWith" | "revisions" | "objects" | "snapshots"> &
  Pick<PortalPorts, "render" | "code" | "now">;

/** Milliseconds after which no further period is begun: whoever asks waits for one answer. */
const PATIENCE_MS = 15_000;

/** What published periods would be by other templates, as far as there was time. */
export interface Differences {
  readonly periods: readonly WhatIf[];
  /** Series that were not looked at, the newest first. */
  readonly left: readonly string[];
}

/**
 * What would differ in what a province has published, if it were made again now. Nothing is asked for, stored or published.
 * Throws TemplateInvalid where a document cannot be used, RequestInvalid for a province that there is not.
 *
 * @param document another text of one directing document; null for the templates as they are
 * @param only the series that is looked at; null for as many as there is time for
 */
export async function differencesIn(
  ports: Reading,
  province: string,
  document: string | null,
  only: string | null,
): Promise<Differences> {
  const templates = document === null ? ports.catalogue : ports.templatesWith(document);
  const { id } = templates.province(province);
  const pointers = (await publishedSeries(ports, id)).filter(({ series }) => only === null || series === only);
  const dated = await Promise.all(
    pointers.map(async (pointer) => ({ pointer, to: (await manifestOf(ports.objects, pointer)).window.to })),
  );
  dated.sort((one, other) => (one.to < other.to ? 1 : -1));
  const began = ports.now().getTime();
  const periods: WhatIf[] = [];
  for (const { pointer } of dated) {
    if (periods.length > 0 && ports.now().getTime() - began > PATIENCE_MS) break;
    periods.push(await whatIf(ports, templates, pointer));
  }
  return { periods, left: dated.slice(periods.length).map(({ pointer }) => pointer.series) };
}
