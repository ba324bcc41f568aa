import type { Ports } from "../../../ports/ports.ts";
import { draftOf, type FileName, filesOf, mediaTypeOf, shownName } from "../draft.ts";
import { renderedOf } from "../notes.ts";

type Stores = Pick<Ports, "runs" | "objects">;

/** A file of a draft that waits for its release, as it is shown until then. */
export interface ShownFile {
  readonly name: string;
  readonly key: string;
  readonly mediaType: string;
}

/**
 * What there is to look at of a draft that waits: its PDF and Word documents say on every page that they are drafts.
 * quality.csv is not among it: it is made with the revision.
 */
export async function shownFiles(ports: Stores, run: string): Promise<ShownFile[]> {
  const draft = await draftOf(ports, run);
  const missing = new Set(((await renderedOf(ports, run, draft)) ?? draft).missing.map(({ name }) => name));
  const merged = new Set(draft.batches.flatMap((batch) => (batch.merged === null ? [] : [batch.merged.name])));
  const shown = filesOf(draft).filter((name) => name !== "quality.csv" && !missing.has(name) && !merged.has(name));
  const keyOf = (name: FileName): string => `${draft.prefix}/${name.endsWith(".pdf") ? shownName(name) : name}`;
  return shown.map((name) => ({ name, key: keyOf(name), mediaType: mediaTypeOf(name) }));
}

/** The one of this name; null where there is none. */
export const shownFile = async (ports: Stores, run: string, name: string): Promise<ShownFile | null> =>
  (await shownFiles(ports, run)).find((file) => file.name === name) ?? null;
