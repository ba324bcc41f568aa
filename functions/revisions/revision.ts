import { z } from "zod";
import { AnswerStatus } from "../domain/counts.ts";
import { Day } from "../domain/period.ts";
import { Decision } from "./release/approval.ts";

/** Under which keys drafts lie, and what is published: storage keeps the ones for months, the others for years. */
export const DRAFTS = "drafts/";
export const PUBLISHED = "published/";
/** Days after which storage drops a draft. */
export const DRAFT_DAYS = 90;
/** Rows of snapshots that are too large for an item, the workbooks that were imported, and the answers of systems as they came. */
export const SNAPSHOTS = "snapshots/";

/** Lower-case hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What kind of answer a snapshot keeps. */
export const SnapshotKind = z.enum([
  "agencies",
  "procedures",
  "measures",
  "counts",
  "tasks",
  "texts",
  "national-portal",
  "import",
  "source-counts",
]);
export type SnapshotKind = z.infer<typeof SnapshotKind>;

/**
 * Whether a snapshot is the province's: what it or its people have supplied, and changed. What the national portal says is
 * beside the report and no reason to publish it again.
 */
export const isSupplied = ({ kind }: { readonly kind: SnapshotKind }): boolean => kind !== "national-portal";

/** Which answer a snapshot is of: one province's, from the real API or the simulator, for one window or day. */
export const SnapshotKey = z.object({
  province: z.string(),
  /** Made-up data never mix with real ones: they are stored side by side, under another source. */
  synthetic: z.boolean(),
  kind: SnapshotKind,
  /**
   * Agency code for counts, with the system before it for imports (`importName`) and for counts of systems beside the
   * API (`systemAnswerName`); the programme's id for tasks, the report's for texts ("cntt"), the answer's name for the
   * national portal; empty for the other lists.
   */
  agency: z.string(),
  /** For a list of one day both are that day. */
  from: Day,
  to: Day,
});
export type SnapshotKey = z.infer<typeof SnapshotKey>;

/** One vintage of one answer (kỳ chốt số liệu): immutable, numbered from 1. */
export const SnapshotRef = SnapshotKey.extend({
  vintage: z.int().min(1),
  /** Over status and canonical rows. */
  sha256: Sha256,
  status: AnswerStatus,
  /** The instant at which the province read these figures from their source, when this vintage was first seen. */
  dataAsOf: z.string(),
  /** The `dataAsOf` of the vintage before, where the source's clock was later then: it has been put back. */
  putBackFrom: z.string().exactOptional(),
});
export type SnapshotRef = z.infer<typeof SnapshotRef>;

/** `final`, or `provisional` (tạm tính): with a gap or with provisional figures. */
export const RevisionState = z.enum(["final", "provisional"]);
export type RevisionState = z.infer<typeof RevisionState>;

/** A published file: its size in bytes and its hash. */
export const RevisionFile = z.object({
  name: z.string(),
  mediaType: z.string(),
  /** Bytes. */
  size: z.int().min(0),
  sha256: Sha256,
  /** The name under which people keep it, where its own says only a code: "bao-cao-don-vi-so-cong-thuong-2023-06.xlsx". */
  savedAs: z.string().exactOptional(),
});
export type RevisionFile = z.infer<typeof RevisionFile>;

export const GapRecord = z.object({
  rule: z.enum(["agency-missing", "answer-invalid", "refresh-failed"]),
  agency: z.string(),
  procedure: z.string(),
  window: z.object({ from: Day, to: Day }),
  expected: z.string(),
  actual: z.string(),
});
/** What collecting could not get, with the words of the finding. */
export type GapRecord = z.infer<typeof GapRecord>;

/** The first page of a report as a picture, beside its documents. @param stem their name without ending */
export const pictureName = (stem: string): string => `${stem}.png`;

/** A document of an agency that could not be made (văn bản chưa lập được): the revision lacks it, and says why. */
export const MissingDocument = z.object({
  /** Of the file: "don-vi/77-STC.pdf". */
  name: z.string(),
  /** The code of the agency whose report it is, and how the agency is named in print. */
  agency: z.string(),
  agencyName: z.string(),
  /** Name of the failure, and the sentence that says what to do. */
  failure: z.object({ name: z.string(), message: z.string() }),
});
export type MissingDocument = z.infer<typeof MissingDocument>;

/** One revision of a report (bản phát hành): what it was made from and every file with its hash. */
export const Manifest = z.object({
  schema: z.literal(1),
  province: z.string(),
  /** Programme ids, joined by "+". */
  programme: z.string(),
  period: z.string(),
  window: z.object({ from: Day, to: Day }),
  /** province/period, or province/period/programmes where programmes were named. */
  series: z.string(),
  revision: z.int().min(1),
  state: RevisionState,
  synthetic: z.boolean(),
  /** The newest instant at which the figures were read from their source. */
  dataAsOf: z.string(),
  madeAt: z.string(),
  publishedAt: z.string(),
  /** Program version; part of what decides whether there is something new. */
  code: z.string(),
  /** SHA-256 of the province, programmes, indicators, reports and outlines used, as `templates.json` keeps them. */
  templates: Sha256,
  /** SHA-256 over what the revision says something new about: data, programmes, program; not over when they were read. */
  inputs: Sha256,
  /** The code by which this revision is asked after, and the address printed as a QR code, where there is one. */
  verification: z.object({ code: z.string().regex(/^[0-9a-f]{20}$/), address: z.url().nullable() }),
  /** Earlier months that had been collected, for comparisons and for the backlog carried over. */
  earlier: z.array(z.string()),
  /** Every vintage used; `month` is the reporting month of counts, wherever they came from, empty for lists of one day. */
  snapshots: z.array(SnapshotRef.omit({ province: true, synthetic: true }).extend({ month: z.string() })),
  gaps: z.array(GapRecord),
  files: z.array(RevisionFile),
  /** Version 0.2 published nothing where a document was missing. */
  missing: z.array(MissingDocument).default([]),
  /** There where the national portal was to be asked; `missed` says in a sentence why it was not, or what failed. */
  nationalPortal: z.object({ missed: z.string().nullable() }).exactOptional(),
  /** Names of the documents that the revision before lacks, where the revision is made to supply them. */
  supplied: z.array(z.string()).default([]),
  /** Who agreed to the release, where somebody had to. */
  approval: Decision.exactOptional(),
});
export type Manifest = z.infer<typeof Manifest>;

/** Of a source beside the province's API: kept as its own, whether the figures are made up or not. */
const ELSEWHERE: readonly SnapshotKind[] = ["texts", "national-portal", "import"];

/** Whether a snapshot is an answer of the province's API, or of a system that counts come from in its place. */
export const isFromApi = ({ kind }: { readonly kind: SnapshotKind }): boolean => !ELSEWHERE.includes(kind);

/** Every snapshot that a published revision names. */
export const refsNamed = ({ province, synthetic, snapshots }: Manifest): SnapshotRef[] =>
  snapshots.map(({ month: _, ...ref }) => ({
    ...ref,
    province,
    synthetic: synthetic && !ELSEWHERE.includes(ref.kind),
  }));

/** Digits of the hash of figures.csv that are printed: enough to tell revisions apart, few enough to compare by eye. */
export const PRINTED_DIGITS = 12;

/** What a revision prints of itself: the code of its QR code, and the beginning of the hash of figures.csv. */
export function printedCodes({ verification, files }: Pick<Manifest, "verification" | "files">): string[] {
  const figures = files.find(({ name }) => name === "figures.csv");
  return [verification.code, ...(figures === undefined ? [] : [figures.sha256.slice(0, PRINTED_DIGITS)])];
}

/** The one item that says what stands: moved by a single conditional write. */
export const SeriesPointer = z.object({
  series: z.string(),
  revision: z.int().min(1),
  inputs: Sha256,
  manifestKey: z.string(),
  manifestSha256: Sha256,
});
export type SeriesPointer = z.infer<typeof SeriesPointer>;

/** Where the files of a published revision lie. */
export const prefixOf = ({ manifestKey }: Pick<SeriesPointer, "manifestKey">): string =>
  manifestKey.slice(0, manifestKey.lastIndexOf("/"));

/**
 * Where a revision's pointer is kept among the objects, once it has moved: what was published is known from there, too,
 * should the pointer be lost. Up to version 0.2 none was kept.
 */
export const publicationKey = (series: string, revision: number): string => `${PUBLISHED}${series}/r${revision}.json`;
