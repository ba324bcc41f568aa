import { z } from "zod";
import { DocumentFailed, RevisionConflict, StoreDamaged } from "../domain/failure.ts";
import type { Ports } from "../ports/ports.ts";
import type { Decision } from "../revisions/release/approval.ts";
import { DRAFTS, type Manifest, type MissingDocument, PUBLISHED, printedCodes } from "../revisions/revision.ts";
import {
  type Draft,
  draftOf,
  filesOf,
  jsonBytes,
  keptFile,
  type MadeFile,
  madeFile,
  nameOf,
  reportName,
  savedNames,
  sha256,
  stored,
} from "./support/draft.ts";
import { renderedOf } from "./support/notes.ts";
import { draftQuality } from "./support/quality.ts";
import { approvalOf, holdBack, noteReleased } from "./support/release/held.ts";
import { notePublished, standingOf } from "./support/revisions/publication.ts";

/** Which revision a run has published, or would: then it waits for somebody to agree. */
export interface Published {
  readonly series: string;
  readonly revision: number;
  readonly awaiting?: true;
}

const PublishInput = z.object({
  run: z.string().min(1),
  /** The run whose draft somebody has agreed to release; the run's own draft where none is named. */
  release: z.string().min(1).optional(),
});

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

/** What would be published: the files as they were made, and what the draft lacks. */
interface Finished {
  readonly files: readonly MadeFile[];
  readonly missing: readonly MissingDocument[];
}

const namesOf = (missing: readonly MissingDocument[]): ReadonlySet<string> => new Set(missing.map(({ name }) => name));

/**
 * The files of a draft, held against what was made; quality.csv is made here, once all documents have been read back.
 * Throws StoreDamaged where the rendering of a batch is not noted: a shorter list would be another revision.
 */
async function finishedOf(ports: Ports, run: string, draft: Draft): Promise<Finished> {
  const rendered = await renderedOf(ports, run, draft);
  if (rendered === null) throw new StoreDamaged(`ghi chép lập văn bản trong lần chạy ${run}`, "chạy lại kỳ này");
  const { missing, pictures } = rendered;
  checkSupplied(draft, missing);
  const lacking = namesOf(missing);
  const names = [...filesOf(draft), ...pictures].filter((name) => !lacking.has(name));
  const quality = madeFile("quality.csv", new TextEncoder().encode(await draftQuality(ports, run, draft, lacking)));
  const files = await Promise.all(
    names.map((name) => (name === "quality.csv" ? quality : keptFile(ports, run, draft.prefix, name))),
  );
  return { files, missing };
}

/** Copies what a revision consists of to where it stays: its files, and what they print. */
async function copyFiles(ports: Ports, draft: Draft, { files, missing }: Finished): Promise<Manifest["files"]> {
  const { prefix } = draft;
  for (const { file, bytes } of files) await ports.objects.put(`${placeOf(draft)}/${file.name}`, bytes, file.mediaType);
  const lacking = namesOf(missing);
  const printed = draft.batches.flatMap(({ documents }) =>
    documents.filter((document) => document.format === "pdf" && !lacking.has(nameOf(document))),
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

/** Throws DocumentFailed where a draft lacks a document which it says to supply. */
function checkSupplied({ supplied }: Draft, missing: readonly MissingDocument[]): void {
  const unsupplied = missing.find(({ name }) => supplied.includes(name));
  if (unsupplied !== undefined) throw new DocumentFailed(unsupplied.name, { cause: unsupplied.failure.message });
}

/** Copies the files of a draft to where nobody deletes them, and its manifest, then moves the pointer. */
async function publishDraft(ports: Ports, draft: Draft, finished: Finished, approval: Decision | null): Promise<void> {
  const { series, revision, inputs } = draft;
  const files = await copyFiles(ports, draft, finished);
  const { prefix: _, batches: __, attempt: ___, marked: ____, holds: _____, ...head } = draft;
  const agreed = approval === null ? {} : { approval };
  const publishedAt = ports.now().toISOString();
  const manifest: Manifest = { ...head, missing: [...finished.missing], publishedAt, files, ...agreed };
  const bytes = jsonBytes(manifest);
  const manifestSha256 = sha256(bytes);
  const manifestKey = `${placeOf(draft)}/manifest-${manifestSha256.slice(0, 12)}.json`;
  await ports.objects.put(manifestKey, bytes, JSON_TYPE);
  await ports.revisions.advance({ series, revision, inputs, manifestKey, manifestSha256 }, printedCodes(manifest));
}

/** Publishes a draft that may be, once. False where it waits for somebody to agree: nothing of it is published. */
async function released(ports: Ports, { run, release }: z.infer<typeof PublishInput>, draft: Draft): Promise<boolean> {
  const made = release ?? run;
  const finished = await finishedOf(ports, made, draft);
  const files = finished.files.map(({ file }) => file);
  if (release === undefined && draft.holds.length > 0) {
    await holdBack(ports, made, draft, files);
    return false;
  }
  const approval = release === undefined ? null : await approvalOf(ports, made, draft, files);
  try {
    await publishDraft(ports, draft, finished, approval);
  } catch (error) {
    // Another call may have published this very draft at the same time.
    if (!(error instanceof RevisionConflict) || !(await stands(ports, draft))) throw error;
  }
  return true;
}

/**
 * Publishes the draft: copies its files to where nobody deletes them, writes the manifest over them, then moves the
 * series' pointer by one conditional write. Until that write nothing is published; after it nothing of the revision
 * changes any more: documents that it lacks are named in its manifest, and the next revision supplies them.
 *
 * A draft that somebody has to agree to is only noted as waiting; another run, named after it, publishes it then. Throws
 * RequestInvalid where nobody has agreed to what that one names.
 *
 * Throws RevisionConflict where another run published in between, StoreDamaged where the pointer was lost, and
 * DocumentFailed where this revision was to supply a document that could not be made.
 */
export async function publish(ports: Ports, input: unknown): Promise<Published> {
  const asked = PublishInput.parse(input);
  const draft = await draftOf(ports, asked.release ?? asked.run);
  const { series, revision } = draft;
  if (!(await stands(ports, draft)) && !(await released(ports, asked, draft))) {
    return { series, revision, awaiting: true };
  }
  await notePublished(ports, series);
  if (asked.release !== undefined) await noteReleased(ports, asked.release, series);
  return { series, revision };
}
