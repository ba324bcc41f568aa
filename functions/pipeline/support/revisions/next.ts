import type { Ports } from "../../../ports/ports.ts";
import type { Renewal } from "../../../revisions/renewal.ts";
import type { Manifest, SeriesPointer } from "../../../revisions/revision.ts";
import { manifestOf } from "../compile.ts";
import type { Plan } from "../notes.ts";
import { alikeIn } from "../release/held.ts";
import { noveltyOf, unnoted } from "./novelty.ts";
import { standingOf } from "./publication.ts";
import { type Supply, supplyOf } from "./supply.ts";
import { checkVintages } from "./vintages.ts";

/** Which revision is drafted, and whether it is to supply documents that the current one lacks. */
export interface Next {
  readonly revision: number;
  readonly supply: Supply | null;
}

/**
 * That nothing is drafted. `nothing-new`: the current revision stands, and whether another version of the program made it.
 * `awaiting-release`: all of this is drafted already, and waits for somebody to agree, or was returned.
 */
export interface Settled {
  readonly outcome: "nothing-new" | "awaiting-release";
  readonly documents: readonly string[];
  readonly standing: Pick<SeriesPointer, "series" | "revision"> & { readonly renewal?: Renewal };
}

type Named = Pick<SeriesPointer, "series" | "revision">;

const settled = (
  outcome: Settled["outcome"],
  { series, revision }: Named,
  renewal: Renewal | null = null,
): Settled => ({
  outcome,
  documents: [],
  standing: { series, revision, ...(renewal === null ? {} : { renewal }) },
});

/** What is about to be drafted, as far as it decides what comes next. */
type Head = Parameters<typeof noveltyOf>[2] & Pick<Manifest, "state">;

/**
 * What comes next; or that nothing does. Drafts that were asked for are always made. A run that only completes a report
 * leaves a provisional one as it is until nothing is missing any more.
 */
export async function nextOf(ports: Ports, plan: Plan, head: Head): Promise<Next | Settled> {
  const { run, reports, reissue, completing, preview } = plan.request;
  const standing = await standingOf(ports, plan.series);
  const following = (standing?.revision ?? 0) + 1;
  if (reports === null && !reissue && !preview) {
    const alike = await alikeIn(ports, plan.series, { revision: following, inputs: head.inputs });
    if (alike !== null) return settled("awaiting-release", alike);
  }
  if (standing === null) return { revision: following, supply: null };
  if (completing && head.state === "provisional") return settled("nothing-new", standing);
  if (reports !== null)
    return { revision: standing.inputs === head.inputs ? standing.revision : following, supply: null };
  const novelty = await noveltyOf(preview ? unnoted(ports) : ports, standing, head, reissue);
  if (novelty.state === "new") {
    await checkVintages(ports, await manifestOf(ports.objects, standing), head.snapshots);
    return { revision: following, supply: null };
  }
  const supply = await supplyOf(ports, run, standing);
  return supply === null ? settled("nothing-new", standing, novelty.renewal) : { revision: following, supply };
}

/** Names of the documents that a revision is to supply; an attempt is to supply all. */
export const suppliedBy = (supply: Supply | null): string[] => {
  if (supply === null) return [];
  return supply.state === "supplied" ? [...supply.names] : supply.missing.map(({ name }) => name);
};
