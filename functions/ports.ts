import type { Agency } from "./domain/agency.ts";
import type { Change, PublishedRow } from "./domain/change.ts";
import type { AnswerStatus, Measures, ProcedureCounts } from "./domain/counts.ts";
import type { FigureRow } from "./domain/figure.ts";
import type { Finding } from "./domain/finding.ts";
import type { Indicator } from "./domain/indicator.ts";
import type { Outline } from "./domain/outline.ts";
import type { Day, Month, Period, PeriodKind, Window } from "./domain/period.ts";
import type { Procedure } from "./domain/procedure.ts";
import type { Programme } from "./domain/programme.ts";
import type { Province } from "./domain/province.ts";
import type { Regime } from "./domain/regime.ts";
import type { Report } from "./domain/report.ts";
import type { SeriesPointer, SnapshotKey, SnapshotRef } from "./domain/revision.ts";
import type { TaskProgress } from "./domain/task.ts";
import type { Workbook } from "./domain/workbook.ts";
import type { MailPorts, RecipientStore } from "./ports-mail.ts";
import type { CodeIndex, Delivery, ExecutionControl, LinkStore, RunHistory } from "./ports-portal.ts";

/** A whole list of the province: all its pages, of one `dataAsOf`, checked against the contract, text in NFC. */
export interface Answer<Row> {
  readonly rows: readonly Row[];
  /** Provisional if any page says so. */
  readonly status: AnswerStatus;
  /** RFC 3339 instant. */
  readonly dataAsOf: string;
  /** The answer comes from the simulator and is labelled so. */
  readonly synthetic: boolean;
}

/**
 * The province's statistics API. Every call may throw ProvinceUnavailable (after the retries), AccessDenied or
 * AnswerInvalid; `counts` also NotReported (404).
 */
export interface ProvinceApi {
  agencies(asOf: Day): Promise<Answer<Agency>>;
  procedures(asOf: Day): Promise<Answer<Procedure>>;
  measures(asOf: Day): Promise<Answer<Measures>>;
  counts(agency: string, window: Window): Promise<Answer<ProcedureCounts>>;
  /** Progress on the tasks of a programme, by its id; each (task, agency) pair stands once. */
  tasks(programme: string, asOf: Day): Promise<Answer<TaskProgress>>;
}

/** What a snapshot keeps beside its rows. */
export interface SnapshotContent {
  readonly status: AnswerStatus;
  readonly dataAsOf: string;
  /** Rows as JSON values in the order of their codes; the reader parses them by their kind's schema. */
  readonly rows: readonly unknown[];
}

/** Immutable answers of the provinces, in vintages. */
export interface SnapshotStore {
  /** The newest vintage, or null. */
  latest(key: SnapshotKey): Promise<SnapshotRef | null>;
  /** The newest vintage of every snapshot of this kind and window, by agency code order of the store. */
  latestOfWindow(key: Omit<SnapshotKey, "agency">): Promise<SnapshotRef[]>;
  /**
   * Keeps an answer: a new vintage only where the SHA-256 over status and canonical rows differs from the newest's;
   * otherwise the standing vintage is returned. Safe to repeat and to run twice at once.
   */
  save(key: SnapshotKey, content: SnapshotContent): Promise<SnapshotRef>;
  /** The rows of one vintage, hash checked. Throws StoreDamaged. */
  read(ref: SnapshotRef): Promise<readonly unknown[]>;
  /** Marks a month as collected for a province (one with missing agencies counts). Idempotent. */
  markCollected(province: string, synthetic: boolean, month: Month, scheme: string): Promise<void>;
  /** Which of these months have been collected. */
  collected(
    province: string,
    synthetic: boolean,
    months: readonly Month[],
    scheme: string,
  ): Promise<ReadonlySet<Month>>;
}

/** What the steps of one run leave for each other, by run and name; JSON values under 350 KB compressed. */
export interface RunStore {
  put(run: string, name: string, value: unknown): Promise<void>;
  /** Throws StoreDamaged when it is not there. */
  get(run: string, name: string): Promise<unknown>;
  /** All values whose name begins with the prefix, by name. */
  list(run: string, prefix: string): Promise<{ readonly name: string; readonly value: unknown }[]>;
}

/** Which revision of a series stands. */
export interface RevisionStore {
  current(series: string): Promise<SeriesPointer | null>;
  /** The pointers that stood before the current one, oldest first. */
  history(series: string): Promise<readonly SeriesPointer[]>;
  /** Names of all series of which something was published, by name. */
  series(): Promise<readonly string[]>;
  /**
   * Moves the pointer by one conditional write: only if the standing revision is `pointer.revision - 1`.
   * A repeat of the same move succeeds. Throws RevisionConflict.
   *
   * @param codes what the revision prints of itself, by which it is found from then on
   */
  advance(pointer: SeriesPointer, codes?: readonly string[]): Promise<void>;
}

/** Bytes by key, written once. */
export interface ObjectStore {
  /** Writes whole or not at all. The same bytes again are a repeat; other bytes under a known key throw StoreDamaged. */
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>;
  /** Null when there is none. */
  get(key: string): Promise<Uint8Array | null>;
}

/** The data under templates/, checked. */
export interface Catalogue {
  province(id: string): Province;
  programmes(province: string): readonly Programme[];
  /** Every report regime of a province, by id. */
  regimes(province: string): readonly Regime[];
  outline(id: string): Outline;
  indicator(id: string): Indicator;
  /** SHA-256 over the province's, these programmes', its reports', their outlines' and the indicators' files. */
  digest(province: string, programmes: readonly string[]): string;
}

/** A file that a document carries inside. */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** For the reader who finds it in the document. */
  readonly description: string;
}

/** Turns finished figures into text and a finished report into bytes; the same input gives the same bytes. */
export interface Renderers {
  figuresCsv(rows: readonly FigureRow[]): Promise<string>;
  qualityCsv(findings: readonly Finding[]): Promise<string>;
  changesCsv(changes: readonly Change[]): Promise<string>;
  /** The lines of a published CSV file, texts by column. */
  readCsv(text: string): Promise<PublishedRow[]>;
  pdf(report: Report, attachments: readonly Attachment[]): Promise<Uint8Array>;
  xlsx(workbook: Workbook): Promise<Uint8Array>;
  /** Several PDF documents as one, with a bookmark for each; `instant` (RFC 3339) is its date. */
  merged(
    parts: readonly { readonly title: string; readonly bytes: Uint8Array }[],
    about: { readonly title: string; readonly instant: string },
  ): Promise<Uint8Array>;
}

/** What a rendered document is held against. */
export interface Held {
  /** The document's name, for the sentence of a failure. */
  readonly document: string;
  /** The lines of the revision's figures.csv. */
  readonly figures: readonly PublishedRow[];
}

/** What a printed document was made from. */
export interface Printed extends Held {
  readonly report: Report;
}

/** What a workbook's file was made from. */
export interface Written extends Held {
  readonly workbook: Workbook;
}

/** Reads rendered documents back by another program than the one that wrote them, before they are kept. */
export interface Checks {
  /** Throws DocumentInvalid by the rule of its form that is broken, FiguresDiffer where a number is not figures.csv's. */
  pdf(bytes: Uint8Array, printed: Printed): Promise<void>;
  /** Throws DocumentInvalid where the file cannot be read, FiguresDiffer where a number is not figures.csv's. */
  xlsx(bytes: Uint8Array, written: Written): Promise<void>;
}

/** Where a run tells how far it is; never part of a result. */
export type Progress = (event: {
  readonly stage: "collect" | "render";
  /** How many items the stage has. */
  readonly of: number;
  /** The item just done: an agency's code, a document's name. */
  readonly item: string;
}) => void;

/** Runs of the state machine. */
export interface Executions {
  /** Starts a run with this input; false where one of this name was started in the last 90 days, and nothing is. */
  start(run: string, input: unknown): Promise<boolean>;
}

/** Public holidays of Việt Nam in a year. */
export type Holidays = (year: number) => ReadonlySet<Day>;

/** What the watchdog tells of one province's reports of one kind. */
export interface Sighting {
  readonly province: string;
  readonly kind: PeriodKind;
  readonly period: Period;
  /** Due and not there, or not readable. */
  readonly absent: boolean;
  /** Why, for whoever reads the log; empty where nothing is absent. */
  readonly reason: string;
}

/** Everything that a step may reach outside itself. */
export interface Ports {
  readonly api: (province: string) => ProvinceApi;
  readonly snapshots: SnapshotStore;
  readonly runs: RunStore;
  readonly revisions: RevisionStore;
  readonly objects: ObjectStore;
  readonly catalogue: Catalogue;
  readonly render: Renderers;
  readonly check: Checks;
  readonly now: () => Date;
  /** Program version. */
  readonly code: string;
  /** Address under which revisions are verified, without the code; null where nothing is on a network. */
  readonly verifyBase: string | null;
  readonly progress: Progress;
  /** Tells whoever runs the service of something that went well in the end but should be looked at. */
  readonly warn: (message: string) => void;
}

/** What the service reaches beside the steps of a report. */
export interface ServicePorts extends Ports, MailPorts {
  readonly links: LinkStore;
  readonly history: RunHistory;
  readonly codes: CodeIndex;
}

/** What the portal reaches: it asks nothing of a province and renders nothing. */
export interface PortalPorts
  extends Pick<
    ServicePorts,
    "snapshots" | "runs" | "revisions" | "objects" | "catalogue" | "links" | "history" | "codes" | "now" | "warn"
  > {
  readonly recipients: Pick<RecipientStore, "subscription" | "unsubscribe">;
  readonly render: Pick<Renderers, "readCsv">;
  readonly executions: Executions & ExecutionControl;
  readonly deliver: Delivery;
}
