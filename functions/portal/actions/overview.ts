import { z } from "zod";
import { StoreDamaged } from "../../domain/failure.ts";
import { reportName, storedAs } from "../../pipeline/support/draft.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import { Block } from "../../report/report.ts";
import { type Overview, overviewIn } from "../../report/tables/targets/overview.ts";
import type { PublishedRevision } from "../../revisions/published.ts";

/** What is needed of a report that was published as data beside its documents. */
const PublishedReport = z.object({ body: z.array(Block) });

/** So many are kept: what was published never changes, and a link is often opened by many at once. */
const KEPT = 100;

/** What summaries are read from, and those that were read already, by their key. */
export interface OverviewReader extends Pick<PortalPorts, "objects"> {
  readonly overviews: Map<string, Overview | null>;
}

/**
 * The summary of a published report, from the data that its documents were rendered from; nothing is reckoned. Null where
 * another version of the program kept none, or none that can be read: the documents say it all.
 *
 * @param stem name of the report's files without ending
 */
export async function overviewOf(
  { objects, overviews }: OverviewReader,
  { prefix }: Pick<PublishedRevision, "prefix">,
  stem: string,
): Promise<Overview | null> {
  const key = `${prefix}/${reportName(stem)}`;
  const known = overviews.get(key);
  if (known !== undefined) return known;
  const report = await storedAs(objects, key, PublishedReport).catch((error: unknown) => {
    if (error instanceof StoreDamaged) return null;
    throw error;
  });
  const overview = report === null ? null : overviewIn(report.body);
  const oldest = overviews.size >= KEPT ? overviews.keys().next().value : undefined;
  if (oldest !== undefined) overviews.delete(oldest);
  overviews.set(key, overview);
  return overview;
}
