import { z } from "zod";
import { RevisionConflict } from "../domain/failure.ts";
import { DRAFTS, type Manifest, PUBLISHED, printedCodes } from "../domain/revision.ts";
import type { Ports } from "../ports.ts";
import { type Draft, draftOf, filesOf, jsonBytes, keptFile, reportName, sha256, stored } from "./draft.ts";

/** Which revision a run has published. */
export interface Published {
  readonly series: string;
  readonly revision: number;
}

const JSON_TYPE = "application/json";

/** Where the files of a draft lie once they are published: each draft has a place of its own. */
const placeOf = ({ prefix }: Draft): string => `${PUBLISHED}${prefix.slice(DRAFTS.length)}`;

/** Whether this draft stands already: the reply to the first attempt was lost. Throws RevisionConflict where another does. */
async function stands(ports: Ports, draft: Draft): Promise<boolean> {
  const { series, revision } = draft;
  const standing = await ports.revisions.current(series);
  if (standing?.manifestKey.startsWith(`${placeOf(draft)}/`) === true) return true;
  if ((standing?.revision ?? 0) === revision - 1) return false;
  throw new RevisionConflict(series, revision);
}

/** Copies what a revision consists of to where it stays: its files, held against what was made, and what they print. */
async function copyFiles(ports: Ports, run: string, draft: Draft): Promise<Manifest["files"]> {
  const { prefix } = draft;
  const kept = await Promise.all(filesOf(draft).map((name) => keptFile(ports, run, prefix, name)));
  for (const { file, bytes } of kept) await ports.objects.put(`${placeOf(draft)}/${file.name}`, bytes, file.mediaType);
  const stems = new Set(draft.batches.flatMap(({ documents }) => documents.map(({ stem }) => stem)));
  for (const name of ["templates.json", ...[...stems].map(reportName)]) {
    await ports.objects.put(`${placeOf(draft)}/${name}`, await stored(ports.objects, `${prefix}/${name}`), JSON_TYPE);
  }
  return kept.map(({ file }) => file);
}

/**
 * Publishes the draft: copies its files to where nobody deletes them, writes the manifest over them, then moves the
 * series' pointer by one conditional write. Until that write nothing is published; after it nothing of the revision
 * changes any more. Throws RevisionConflict where another run published in between.
 */
export async function publish(ports: Ports, input: unknown): Promise<Published> {
  const { run } = z.object({ run: z.string().min(1) }).parse(input);
  const draft = await draftOf(ports, run);
  const { series, revision, inputs } = draft;
  if (await stands(ports, draft)) return { series, revision };
  const files = await copyFiles(ports, run, draft);
  const { prefix: _, batches: __, ...head } = draft;
  const manifest: Manifest = { ...head, publishedAt: ports.now().toISOString(), files };
  const bytes = jsonBytes(manifest);
  const manifestSha256 = sha256(bytes);
  const manifestKey = `${placeOf(draft)}/manifest-${manifestSha256.slice(0, 12)}.json`;
  await ports.objects.put(manifestKey, bytes, JSON_TYPE);
  await ports.revisions.advance({ series, revision, inputs, manifestKey, manifestSha256 }, printedCodes(manifest));
  return { series, revision };
}
