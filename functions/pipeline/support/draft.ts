import { createHash } from "node:crypto";
import { z } from "zod";
import { StoreDamaged } from "../../domain/failure.ts";
import type { ObjectStore, Ports } from "../../ports/ports.ts";
import { agencyFileName } from "../../report/file-title.ts";
import type { ReportJob } from "../../report/job.ts";
import { Hold } from "../../revisions/release/approval.ts";
import { Manifest, PUBLISHED, RevisionFile } from "../../revisions/revision.ts";

/** Media types by the ending of a file's name. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
  png: "image/png",
  json: "application/json",
};

/** Name of a file within a revision: no way out of its folder. */
export const FileName = z
  .string()
  .regex(/^([a-z0-9][A-Za-z0-9._-]*\/)?[A-Za-z0-9_][A-Za-z0-9._-]*\.(pdf|docx|xlsx|csv|png)$/);
export type FileName = z.infer<typeof FileName>;

export function mediaTypeOf(name: FileName): string {
  const mediaType = MEDIA_TYPES[name.slice(name.lastIndexOf(".") + 1)];
  if (mediaType === undefined) throw new RangeError(`no media type for ${name}`);
  return mediaType;
}

/** The province's figures beside those of the national portal. */
export const CROSS_CHECK = "cross-check.csv";

const TEXTS = ["figures.csv", "quality.csv", "changes.csv", CROSS_CHECK] as const;
export type TextName = (typeof TEXTS)[number];

/** The open data of a revision: only one that replaces another has changes, only with the national portal a cross-check. */
const textsOf = ({ revision, nationalPortal }: Pick<Draft, "revision" | "nationalPortal">): TextName[] =>
  TEXTS.filter(
    (name) => (name !== "changes.csv" || revision > 1) && (name !== CROSS_CHECK || nationalPortal !== undefined),
  );

/** Whose document it is; null where it is of the whole province. */
const About = z.object({ code: z.string(), name: z.string() }).nullable().default(null);
export type About = z.infer<typeof About>;

/** One document: the report it is rendered from, by its stem, and its form. */
const Format = z.enum(["pdf", "docx", "xlsx"]);
export type Format = z.infer<typeof Format>;

const DocumentPlan = z.object({ stem: z.string(), format: Format, about: About });
export type DocumentPlan = z.infer<typeof DocumentPlan>;

/** The forms in which a report is written; tables that are only printed have no workbook: that of their report is one. */
export const formatsOf = ({ form }: Pick<ReportJob, "form">): readonly Format[] =>
  form === "annex" ? ["pdf"] : ["pdf", "docx", "xlsx"];

export const nameOf = ({ stem, format }: Pick<DocumentPlan, "stem" | "format">): FileName => `${stem}.${format}`;

/** Documents that are rendered by one call, and the file into which its PDF documents are put together, if any. */
const Batch = z.object({
  id: z.string(),
  documents: z.array(DocumentPlan),
  merged: z.object({ name: FileName, title: z.string(), about: About }).nullable(),
});
export type Batch = z.infer<typeof Batch>;

/** What assembling hands on to rendering and publishing: the manifest as far as it is known, and where files go. */
export const Draft = Manifest.omit({ files: true, publishedAt: true, approval: true }).extend({
  prefix: z.string(),
  batches: z.array(Batch),
  /** Whether it is only to try the documents that the current revision lacks; such a draft is never published. */
  attempt: z.boolean().default(false),
  /** Whether its documents are only drafts (dự thảo), which nothing publishes: they say so on every page. */
  marked: z.boolean().default(false),
  /** Why somebody has to agree to its release; empty where nobody has to. */
  holds: z.array(Hold).default([]),
});
export type Draft = z.infer<typeof Draft>;

/** Where a draft that waits for its release keeps what is shown of a PDF document until then: the same, called a draft. */
export const shownName = (name: FileName): string => `shown/${name}`;

/** Where a draft keeps the rows of its figures.csv as data. */
export const FIGURES = "figures.json";

/** Where a draft keeps the scores of its agencies. */
export const SCORES = "scores.json";

/** Where a draft keeps what was found in its data, in the order of print. */
export const FINDINGS = "findings.json";

/** Where a draft keeps a report as data. */
export const reportName = (stem: string): string => `reports/${stem}.json`;

/** Where a draft keeps a report's workbook as data. */
export const workbookName = (stem: string): string => `workbooks/${stem}.json`;

/** Every document of a draft, those put together included. */
export const documentsOf = ({ batches }: Pick<Draft, "batches">): FileName[] =>
  batches.flatMap(({ documents, merged }) => [...documents.map(nameOf), ...(merged === null ? [] : [merged.name])]);

/**
 * The names under which agencies' documents are kept, by the files' own; where two come to the same, their codes are
 * behind them.
 */
export function savedNames({ batches, period }: Pick<Draft, "batches" | "period">): ReadonlyMap<FileName, string> {
  const all = batches.flatMap(({ documents, merged }) => [
    ...documents.map((document) => ({ name: nameOf(document), about: document.about })),
    ...(merged === null ? [] : [merged]),
  ]);
  const named = all.flatMap(({ name, about }) =>
    about === null ? [] : [{ name, about, saved: agencyFileName(name, about.name, period) }],
  );
  const same = Map.groupBy(named, ({ saved }) => saved);
  return new Map(
    named.map(({ name, about, saved }) => [
      name,
      same.get(saved)?.length === 1 ? saved : agencyFileName(name, `${about.name} ${about.code}`, period),
    ]),
  );
}

/** Every file that a revision is published with beside its manifest. */
export const filesOf = (draft: Pick<Draft, "batches" | "revision" | "nationalPortal">): FileName[] => [
  ...documentsOf(draft),
  ...textsOf(draft),
];

/** Where the run store says which draft a run works on. */
const DraftNote = z.object({ key: z.string(), madeAt: z.string() });

export const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export const jsonBytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

/** Without white space: a large province's workbook has half a million values. */
export const packedJsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** What mends a damaged object: a draft is made again by another run, what was published is not. */
const remedyFor = (key: string): string =>
  key.startsWith(PUBLISHED) ? "khôi phục từ bản sao lưu rồi chạy lại" : "chạy lại để lập lại từ số liệu đã lưu";

/** The bytes of an object that must be there. */
export async function stored(objects: ObjectStore, key: string): Promise<Uint8Array> {
  const bytes = await objects.get(key);
  if (bytes === null) throw new StoreDamaged(`không có tệp ${key}`, remedyFor(key));
  return bytes;
}

/** A JSON object by its schema. Throws StoreDamaged where it is not there, no JSON, or not what the schema says. */
export async function storedAs<Value>(objects: ObjectStore, key: string, schema: z.ZodType<Value>): Promise<Value> {
  const parsed = schema.safeParse(await storedJson(objects, key));
  if (!parsed.success) throw new StoreDamaged(`tệp ${key} không đọc được`, remedyFor(key));
  return parsed.data;
}

export async function storedJson(objects: ObjectStore, key: string): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await stored(objects, key)));
  } catch (error) {
    if (error instanceof SyntaxError) throw new StoreDamaged(`tệp ${key} không đọc được`, remedyFor(key));
    throw error;
  }
}

const FileNote = RevisionFile.pick({ size: true, sha256: true });
const fileNote = (name: FileName): string => `file#${name}`;

/** A file as the manifest names it, and its bytes. */
export interface MadeFile {
  readonly file: RevisionFile;
  readonly bytes: Uint8Array;
}

export const madeFile = (name: FileName, bytes: Uint8Array): MadeFile => ({
  file: { name, mediaType: mediaTypeOf(name), size: bytes.byteLength, sha256: sha256(bytes) },
  bytes,
});

/** Keeps a file of a draft, and what it must be when it is published. */
export async function keepFile(ports: Ports, run: string, prefix: string, name: FileName, bytes: Uint8Array) {
  const { mediaType, size, sha256: hash } = madeFile(name, bytes).file;
  await ports.objects.put(`${prefix}/${name}`, bytes, mediaType);
  await ports.runs.put(run, fileNote(name), { size, sha256: hash });
}

/** A file of a draft. Throws StoreDamaged where what is stored is not what was kept. */
export async function keptFile(
  ports: Pick<Ports, "runs" | "objects">,
  run: string,
  prefix: string,
  name: FileName,
): Promise<MadeFile> {
  const note = FileNote.parse(await ports.runs.get(run, fileNote(name)));
  const made = madeFile(name, await stored(ports.objects, `${prefix}/${name}`));
  if (made.file.sha256 !== note.sha256) {
    throw new StoreDamaged(`tệp ${prefix}/${name} khác với tệp đã lập`, remedyFor(prefix));
  }
  return made;
}

/** JSON of a draft, held against what was kept. Throws StoreDamaged where it differs or cannot be read. */
export async function keptAs<Value>(
  ports: Pick<Ports, "runs" | "objects">,
  run: string,
  prefix: string,
  name: typeof FIGURES | typeof SCORES | typeof FINDINGS,
  schema: z.ZodType<Value>,
): Promise<Value> {
  const { bytes } = await keptFile(ports, run, prefix, name);
  const parsed = schema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (!parsed.success) throw new StoreDamaged(`tệp ${prefix}/${name} không đọc được`, remedyFor(prefix));
  return parsed.data;
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
