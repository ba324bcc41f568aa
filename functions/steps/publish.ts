import { z } from "zod";
import { type Manifest, printedCodes } from "../domain/revision.ts";
import type { Ports } from "../ports.ts";
import { draftOf, filesOf, jsonBytes, keptFile, sha256 } from "./draft.ts";

/** Which revision a run has published. */
export interface Published {
  readonly series: string;
  readonly revision: number;
}

/**
 * Publishes the draft: writes the manifest over the files that are there, then moves the series' pointer by one
 * conditional write. Until that write nothing is published; after it nothing of the revision changes any more.
 * Throws RevisionConflict where another run published in between.
 */
export async function publish(ports: Ports, input: unknown): Promise<Published> {
  const { run } = z.object({ run: z.string().min(1) }).parse(input);
  const { prefix, batches, ...draft } = await draftOf(ports, run);
  const names = filesOf({ batches, revision: draft.revision });
  const files = await Promise.all(names.map((name) => keptFile(ports, run, prefix, name)));
  const manifest: Manifest = { ...draft, publishedAt: ports.now().toISOString(), files };
  const bytes = jsonBytes(manifest);
  const manifestSha256 = sha256(bytes);
  const manifestKey = `${prefix}/manifest-${manifestSha256.slice(0, 12)}.json`;
  await ports.objects.put(manifestKey, bytes, "application/json");
  const { series, revision, inputs } = draft;
  await ports.revisions.advance({ series, revision, inputs, manifestKey, manifestSha256 }, printedCodes(manifest));
  return { series, revision };
}
