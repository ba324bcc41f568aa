import type { Ports } from "../../../ports/ports.ts";
import type { MissingDocument, SeriesPointer } from "../../../revisions/revision.ts";
import { manifestOf } from "../compile.ts";
import { type Draft, draftOf } from "../draft.ts";
import { renderedOf } from "../notes.ts";

/**
 * What is to be done where nothing is new but that the current revision lacks documents: they are tried first, and a
 * revision that supplies those that could be made is then published. No manifest ever changes.
 */
export type Supply =
  | { readonly state: "attempt"; readonly missing: readonly MissingDocument[] }
  | { readonly state: "supplied"; readonly names: readonly string[] };

type Stores = Pick<Ports, "runs" | "objects">;

/** The draft by which this run has tried what a revision lacks; null where it has not. */
async function attemptOf(ports: Stores, run: string, { series, revision }: SeriesPointer): Promise<Draft | null> {
  if ((await ports.runs.list(run, "draft")).length === 0) return null;
  const draft = await draftOf(ports, run);
  return draft.attempt && draft.series === series && draft.revision === revision + 1 ? draft : null;
}

/** What is to be done for the documents that the current revision lacks; null where it lacks none that can be made. */
export async function supplyOf(ports: Stores, run: string, standing: SeriesPointer): Promise<Supply | null> {
  const { missing } = await manifestOf(ports.objects, standing);
  if (missing.length === 0) return null;
  const attempt = await attemptOf(ports, run, standing);
  const rendered = attempt === null ? null : await renderedOf(ports, run, attempt);
  if (rendered === null) return { state: "attempt", missing };
  const still = new Set(rendered.missing.map(({ name }) => name));
  const names = missing.map(({ name }) => name).filter((name) => !still.has(name));
  return names.length === 0 ? null : { state: "supplied", names };
}
