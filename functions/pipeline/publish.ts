import { z } from "zod";
import { DocumentFailed, RevisionConflict } from "../domain/failure.ts";
import type { Ports } from "../ports/ports.ts";
import { DRAFTS, type Manifest, type MissingDocument, PUBLISHED, printedCodes } from "../revisions/revision.ts";
import {
  type Draft,
  draftOf,
  filesOf,
  jsonBytes,
  keptFile,
  madeFile,
  nameOf,
  reportName,
  savedNames,
  sha256,
  stored,
} from "./support/draft.ts";
import { missingDocumentsOf, picturesOf } from "./support/notes.ts";
import { draftQuality } from "./support/quality.ts";
import { notePublished, standingOf } from "./support/revisions/publication.ts";

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
  const standing = await standingOf(ports, series);
  if (standing?.manifestKey.startsWith(`${placeOf(draft)}/`) === true) return true;
  if ((standing?.revision ?? 0) === revision - 1) return false;
  throw new RevisionConflict(series, revision);
}

/**
 * Copies what a revision consists of to where it stays: its files, held against what was made, and what they print;
 * quality.csv is made here, once all documents have been read back.
 */
async function copyFiles(
  ports: Ports,
  run: string,
  draft: Draft,
  missing: readonly MissingDocument[],
): Promise<Manifest["files"]> {
  const { prefix } = draft;
  const isMissing = (name: string): boolean => missing.some((one) => one.name === name);
  const names = [...filesOf(draft), ...(await picturesOf(ports, run, draft))].filter((name) => !isMissing(name));
  const quality = madeFile("quality.csv", new TextEncoder().encode(await draftQuality(ports, run, draft)));
  const files = await Promise.all(
    names.map((name) => (name === "quality.csv" ? quality : keptFile(ports, run, prefix, name))),
  );
  for (const { file, bytes } of files) await ports.objects.put(`${placeOf(draft)}/${file.name}`, bytes, file.mediaType);
  const printed = draft.batches.flatMap(({ documents }) =>
    documents.filter((document) => document.format === "pdf" && !isMissing(nameOf(document))),
  );
  for (const name of ["templates.json", ...printed.map(({ stem }) => reportName(stem))]) {
    await ports.objects.put(`${placeOf(draft)}/${name}`, await stored(ports.objects, `${prefix}/${name}`), JSON_TYPE);
  }
  const saved = savedNames(draft);
  return files.map(({ file }) => {
    const savedAs = saved.get(file.name);
    return savedAs === undefined ? file : { ...file, savedAs };
  });
}

/** What the draft lacks. Throws DocumentFailed where that is a document which it says to supply. */
async function lackingIn(ports: Ports, run: string, draft: Draft): Promise<readonly MissingDocument[]> {
  const missing = (await missingDocumentsOf(ports, run, draft)) ?? draft.missing;
  const unsupplied = missing.find(({ name }) => draft.supplied.includes(name));
  if (unsupplied !== undefined) throw new DocumentFailed(unsupplied.name, { cause: unsupplied.failure.message });
  return missing;
}

/** Copies the files of a draft to where nobody deletes them, and its manifest, then moves the pointer. */
async function publishDraft(ports: Ports, run: string, draft: Draft): Promise<void> {
  const { series, revision, inputs } = draft;
  const missing = await lackingIn(ports, run, draft);
  const files = await copyFiles(ports, run, draft, missing);
  const { prefix: _, batches: __, attempt: ___, marked: ____, ...head } = draft;
  const manifest: Manifest = { ...head, missing: [...missing], publishedAt: ports.now().toISOString(), files };
  const bytes = jsonBytes(manifest);
  const manifestSha256 = sha256(bytes);
  const manifestKey = `${placeOf(draft)}/manifest-${manifestSha256.slice(0, 12)}.json`;
  await ports.objects.put(manifestKey, bytes, JSON_TYPE);
  await ports.revisions.advance({ series, revision, inputs, manifestKey, manifestSha256 }, printedCodes(manifest));
}

/**
 * Publishes the draft: copies its files to where nobody deletes them, writes the manifest over them, then moves the
 * series' pointer by one conditional write. Until that write nothing is published; after it nothing of the revision
 * changes any more: documents that it lacks are named in its manifest, and the next revision supplies them.
 *
 * Throws RevisionConflict where another run published in between, StoreDamaged where the pointer was lost, and
 * DocumentFailed where this revision was to supply a document that could not be made.
 */
export async function publish(ports: Ports, input: unknown): Promise<Published> {
  const { run } = z.object({ run: z.string().min(1) }).parse(input);
  const draft = await draftOf(ports, run);
  const { series, revision } = draft;
  if (!(await stands(ports, draft))) await publishDraft(ports, run, draft);
  await notePublished(ports, series);
  return { series, revision };
}
