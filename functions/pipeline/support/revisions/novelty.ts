import type { Ports } from "../../../ports/ports.ts";
import { isSuppliedAlike, type Renewal } from "../../../revisions/renewal.ts";
import type { Manifest, SeriesPointer } from "../../../revisions/revision.ts";
import { manifestOf } from "../compile.ts";

/** What is about to be drafted, as far as it decides whether it says something new. */
type Head = Pick<
  Manifest,
  "series" | "period" | "programme" | "earlier" | "snapshots" | "gaps" | "code" | "templates" | "inputs"
>;

/** Beside the current revision: something new to publish, nothing, or nothing but another version of the program. */
export type Novelty = { readonly state: "new" } | { readonly state: "nothing-new"; readonly renewal: Renewal | null };

type Stores = Pick<Ports, "objects"> & {
  readonly revisions: Pick<Ports["revisions"], "renewalSeen" | "noteRenewal">;
};

/** The same stores for a run that only looks: what it finds does not count as seen. */
export const unnoted = ({ objects, revisions }: Stores): Stores => ({
  objects,
  revisions: { renewalSeen: (series) => revisions.renewalSeen(series), noteRenewal: async () => {} },
});

/** Whether the templates were edited since this version of the program first found the revision of another one. */
async function isEditedSince(
  { revisions }: Pick<Stores, "revisions">,
  { series, revision }: SeriesPointer,
  { code, templates }: Head,
) {
  const seen = await revisions.renewalSeen(series);
  if (seen?.revision === revision && seen.code === code) return seen.templates !== templates;
  await revisions.noteRenewal(series, { revision, code, templates });
  return false;
}

/**
 * Whether there is something to publish. New is what the province supplies, and under the same version of the program
 * every edit of the templates. Another version, with whatever templates came with it, publishes nothing by itself:
 * only where that is asked for, or where the templates are edited after its first run.
 *
 * @param reissue publish also where only the program or its templates differ
 */
export async function noveltyOf(
  ports: Stores,
  standing: SeriesPointer,
  head: Head,
  reissue: boolean,
): Promise<Novelty> {
  if (standing.inputs === head.inputs) return { state: "nothing-new", renewal: null };
  const before = await manifestOf(ports.objects, standing);
  if (reissue || before.code === head.code || !isSuppliedAlike(before, head)) return { state: "new" };
  if (await isEditedSince(ports, standing, head)) return { state: "new" };
  return { state: "nothing-new", renewal: { revision: standing.revision, from: before.code, to: head.code } };
}
