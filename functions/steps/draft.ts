import { createHash } from "node:crypto";
import { z } from "zod";
import { StoreDamaged } from "../domain/failure.ts";
import { Manifest, RevisionFile } from "../domain/revision.ts";
import type { ObjectStore, Ports } from "../ports.ts";

/** The files that a revision has beside its manifest, with their media types. */
const MEDIA_TYPES = {
  "bao-cao-cntt.pdf": "application/pdf",
  "bao-cao-cntt.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "figures.csv": "text/csv; charset=utf-8",
  "quality.csv": "text/csv; charset=utf-8",
  "changes.csv": "text/csv; charset=utf-8",
} as const;

export const FileName = z.enum(["bao-cao-cntt.pdf", "bao-cao-cntt.xlsx", "figures.csv", "quality.csv", "changes.csv"]);
export type FileName = z.infer<typeof FileName>;

/** The files of a revision: only one that replaces another has changes. */
export const filesOf = (revision: number): FileName[] =>
  FileName.options.filter((name) => name !== "changes.csv" || revision > 1);

/** The documents that are rendered from the report. */
export const Document = FileName.extract(["bao-cao-cntt.pdf", "bao-cao-cntt.xlsx"]);

/** What assembling hands on to rendering and publishing: the manifest as far as it is known, and where files go. */
export const Draft = Manifest.omit({ files: true, publishedAt: true }).extend({ prefix: z.string() });
export type Draft = z.infer<typeof Draft>;

/** Where the run store says which draft a run works on. */
const DraftNote = z.object({ key: z.string(), madeAt: z.string() });

export const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export const jsonBytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

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
  await ports.objects.put(`${prefix}/${name}`, bytes, MEDIA_TYPES[name]);
  await ports.runs.put(run, fileNote(name), { size: bytes.byteLength, sha256: sha256(bytes) });
}

/** A file of a draft as the manifest names it. Throws StoreDamaged where what is stored is not what was kept. */
export async function keptFile(ports: Ports, run: string, prefix: string, name: FileName): Promise<RevisionFile> {
  const note = FileNote.parse(await ports.runs.get(run, fileNote(name)));
  const bytes = await stored(ports.objects, `${prefix}/${name}`);
  if (sha256(bytes) !== note.sha256) throw new StoreDamaged(`tệp ${prefix}/${name} khác với tệp đã lập`);
  return { name, mediaType: MEDIA_TYPES[name], ...note };
}

/** Keeps a draft: its body with the objects, since a large province's would not fit an item; its moment with the run. */
export async function keepDraft(ports: Ports, run: string, draft: Draft): Promise<void> {
  const { madeAt, ...body } = draft;
  const key = `${draft.prefix}/draft.json`;
  await ports.objects.put(key, jsonBytes(body), "application/json");
  await ports.runs.put(run, "draft", { key, madeAt });
}

export async function draftOf(ports: Ports, run: string): Promise<Draft> {
  const { key, madeAt } = DraftNote.parse(await ports.runs.get(run, "draft"));
  return Draft.parse({ ...z.record(z.string(), z.unknown()).parse(await storedJson(ports.objects, key)), madeAt });
}
