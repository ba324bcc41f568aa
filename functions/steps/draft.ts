import { createHash } from "node:crypto";
import { z } from "zod";
import { StoreDamaged } from "../domain/failure.ts";
import { Manifest, RevisionFile } from "../domain/revision.ts";
import type { ObjectStore, Ports } from "../ports.ts";

/** Media types by the ending of a file's name. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
};

/** Name of a file within a revision: no way out of its folder. */
export const FileName = z.string().regex(/^([a-z0-9][A-Za-z0-9._-]*\/)?[A-Za-z0-9_][A-Za-z0-9._-]*\.(pdf|xlsx|csv)$/);
export type FileName = z.infer<typeof FileName>;

function mediaTypeOf(name: FileName): string {
  const mediaType = MEDIA_TYPES[name.slice(name.lastIndexOf(".") + 1)];
  if (mediaType === undefined) throw new RangeError(`no media type for ${name}`);
  return mediaType;
}

const TEXTS = ["figures.csv", "quality.csv", "changes.csv"] as const;
export type TextName = (typeof TEXTS)[number];

/** The open data of a revision: only one that replaces another has changes. */
const textsOf = (revision: number): TextName[] => TEXTS.filter((name) => name !== "changes.csv" || revision > 1);

/** One document: the report it is rendered from, by its stem, and its form. */
const DocumentPlan = z.object({ stem: z.string(), format: z.enum(["pdf", "xlsx"]) });
export type DocumentPlan = z.infer<typeof DocumentPlan>;

export const nameOf = ({ stem, format }: DocumentPlan): FileName => `${stem}.${format}`;

/** Documents that are rendered by one call, and the file into which its PDF documents are put together, if any. */
const Batch = z.object({
  id: z.string(),
  documents: z.array(DocumentPlan).min(1),
  merged: z.object({ name: FileName, title: z.string() }).nullable(),
});
export type Batch = z.infer<typeof Batch>;

/** What assembling hands on to rendering and publishing: the manifest as far as it is known, and where files go. */
export const Draft = Manifest.omit({ files: true, publishedAt: true }).extend({
  prefix: z.string(),
  batches: z.array(Batch),
});
export type Draft = z.infer<typeof Draft>;

/** Where a draft keeps a report as data. */
export const reportName = (stem: string): string => `reports/${stem}.json`;

/** Where a draft keeps a report's workbook as data. */
export const workbookName = (stem: string): string => `workbooks/${stem}.json`;

/** Every document of a draft, those put together included. */
export const documentsOf = ({ batches }: Pick<Draft, "batches">): FileName[] =>
  batches.flatMap(({ documents, merged }) => [...documents.map(nameOf), ...(merged === null ? [] : [merged.name])]);

/** Every file that a revision is published with beside its manifest. */
export const filesOf = (draft: Pick<Draft, "batches" | "revision">): FileName[] => [
  ...documentsOf(draft),
  ...textsOf(draft.revision),
];

/** Where the run store says which draft a run works on. */
const DraftNote = z.object({ key: z.string(), madeAt: z.string() });

export const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export const jsonBytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

/** Without white space: a large province's workbook has half a million values. */
export const packedJsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** The bytes of an object that must be there. */
export async function stored(objects: ObjectStore, key: string): Promise<Uint8Array> {
  const bytes = await objects.get(key);
  if (bytes === null) throw new StoreDamaged(`không có tệp ${key}`);
  return bytes;
}

export async function storedJson(objects: ObjectStore, key: string): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await stored(objects, key)));
  } catch (error) {
    if (error instanceof SyntaxError) throw new StoreDamaged(`tệp ${key} không đọc được`);
    throw error;
  }
}

const FileNote = RevisionFile.pick({ size: true, sha256: true });
const fileNote = (name: FileName): string => `file#${name}`;

/** Keeps a file of a draft, and what it must be when it is published. */
export async function keepFile(ports: Ports, run: string, prefix: string, name: FileName, bytes: Uint8Array) {
  await ports.objects.put(`${prefix}/${name}`, bytes, mediaTypeOf(name));
  await ports.runs.put(run, fileNote(name), { size: bytes.byteLength, sha256: sha256(bytes) });
}

/** A file of a draft as the manifest names it, and its bytes. */
export interface KeptFile {
  readonly file: RevisionFile;
  readonly bytes: Uint8Array;
}

/** A file of a draft. Throws StoreDamaged where what is stored is not what was kept. */
export async function keptFile(ports: Ports, run: string, prefix: string, name: FileName): Promise<KeptFile> {
  const note = FileNote.parse(await ports.runs.get(run, fileNote(name)));
  const bytes = await stored(ports.objects, `${prefix}/${name}`);
  if (sha256(bytes) !== note.sha256) throw new StoreDamaged(`tệp ${prefix}/${name} khác với tệp đã lập`);
  return { file: { name, mediaType: mediaTypeOf(name), ...note }, bytes };
}

/** Keeps a draft: its body with the objects, since a large province's would not fit an item; its moment with the run. */
export async function keepDraft(ports: Ports, run: string, draft: Draft): Promise<void> {
  const { madeAt, ...body } = draft;
  const key = `${draft.prefix}/draft.json`;
  await ports.objects.put(key, jsonBytes(body), "application/json");
  await ports.runs.put(run, "draft", { key, madeAt });
}

export async function draftOf(ports: Pick<Ports, "runs" | "objects">, run: string): Promise<Draft> {
  const { key, madeAt } = DraftNote.parse(await ports.runs.get(run, "draft"));
  return Draft.parse({ ...z.record(z.string(), z.unknown()).parse(await storedJson(ports.objects, key)), madeAt });
}
