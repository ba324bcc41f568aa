import type { FigureRow } from "../domain/figures/figure.ts";
import type { Indicator } from "../domain/indicator.ts";
import type { SourceMapping } from "../domain/mapping/mapping.ts";
import type { Period, PeriodKind } from "../domain/period.ts";
import type { Programme } from "../domain/programme.ts";
import type { Province } from "../domain/province.ts";
import type { PushMapping } from "../domain/push/mapping.ts";
import type { Finding } from "../domain/quality/finding.ts";
import type { Regime } from "../domain/regime.ts";
import type { Outline } from "../report/outline.ts";
import type { Report } from "../report/report.ts";
import type { Form } from "../report/tables/form.ts";
import type { Workbook } from "../report/workbook.ts";
import type { Change, ChangeRow } from "../revisions/change.ts";
import type { PeriodChanges } from "../revisions/preview.ts";
import type { RenewalSeen } from "../revisions/renewal.ts";
import type { SeriesPointer } from "../revisions/revision.ts";
import type { Entry as TimetableEntry } from "../revisions/timetable.ts";
import type { Checks } from "./checks.ts";
import type { MailPorts, RecipientStore } from "./mail.ts";
import type { CrossCheckRenderer, NationalPortalPorts } from "./national-portal.ts";
import type {
  CodeIndex,
  ExecutionControl,
  FileDelivery,
  FileReception,
  Journal,
  LinkStore,
  RunHistory,
  SessionStore,
} from "./portal.ts";
import type { ProvinceApi } from "./province-api.ts";
import type { PushPorts } from "./push.ts";
import type { ReleasePorts } from "./release.ts";
import type { SignedCopyStore } from "./signed.ts";
import type { SnapshotStore } from "./snapshots.ts";
import type { WorkbookImport } from "./workbooks.ts";

/** What the steps of one run leave for each other, by run and name; JSON values under 350 KB compressed. */
export interface RunStore {
  put(run: string, name: string, value: unknown): Promise<void>;
  /** Throws StoreDamaged when it is not there. */
  get(run: string, name: string): Promise<unknown>;
  /** All values whose name begins with the prefix, by name. */
  list(run: string, prefix: string): Promise<{ readonly name: string; readonly value: unknown }[]>;
}

/** Which revision of a series is current. */
export interface RevisionStore {
  current(series: string): Promise<SeriesPointer | null>;
  /** The pointers that stood before the current one, oldest first. */
  history(series: string): Promise<readonly SeriesPointer[]>;
  /** Names of all series of which something was published, by name. */
  series(): Promise<readonly string[]>;
  /**
   * Moves the pointer by one conditional write: only if the current revision is `pointer.revision - 1`.
   * A repeat of the same move succeeds. Throws RevisionConflict.
   *
   * @param codes what the revision prints of itself, by which it is found from then on
   */
  advance(pointer: SeriesPointer, codes?: readonly string[]): Promise<void>;
  /** What was noted last of a renewed program for a series; null where nothing was. */
  renewalSeen(series: string): Promise<RenewalSeen | null>;
  noteRenewal(series: string, seen: RenewalSeen): Promise<void>;
}

/** Bytes by key, written once. */
export interface ObjectStore {
  /** Writes whole or not at all. The same bytes again are a repeat; other bytes under a known key throw StoreDamaged. */
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>;
  /** Null when there is none. */
  get(key: string): Promise<Uint8Array | null>;
}

/** The data under templates/, checked. */
export interface TemplateCatalogue {
  province(id: string): Province;
  /** Ids of all provinces, those that have ended behind the others. */
  provinces(): readonly string[];
  /** When the reports of a province are made by themselves; empty for one that has ended. */
  timetable(province: string): readonly TimetableEntry[];
  /** Its own decisions. */
  programmes(province: string): readonly Programme[];
  /** The national pack: documents that bind every province. */
  national(): readonly Programme[];
  /** Every report regime of a province, by id. */
  regimes(province: string): readonly Regime[];
  outline(id: string): Outline;
  indicator(id: string): Indicator;
  /** How sources of counts beside the contract are asked, by id. */
  mappings(): readonly SourceMapping[];
  /** How figures are sent to report systems, by id. */
  pushes(): readonly PushMapping[];
  /** Every form (biểu mẫu) that tables are printed by. */
  forms(): readonly Form[];
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
export interface Renderers extends CrossCheckRenderer {
  figuresCsv(rows: readonly FigureRow[]): Promise<string>;
  qualityCsv(findings: readonly Finding[]): Promise<string>;
  changesCsv(changes: readonly Change[]): Promise<string>;
  whatIfCsv(periods: readonly PeriodChanges[]): Promise<string>;
  /** The rows of a published figures.csv, a file of this name. Throws StoreDamaged. */
  readFigures(text: string, file: string): Promise<readonly FigureRow[]>;
  /** The lines of a published changes.csv, a file of this name. Throws StoreDamaged. */
  readChanges(text: string, file: string): Promise<readonly ChangeRow[]>;
  pdf(report: Report, attachments: readonly Attachment[]): Promise<Uint8Array>;
  /** A Word file, called a draft on every page. */
  docx(report: Report): Promise<Uint8Array>;
  xlsx(workbook: Workbook): Promise<Uint8Array>;
  /** The first page of a PDF document as a picture in grey (PNG); throws where it cannot be drawn. */
  firstPage(pdf: Uint8Array): Promise<Uint8Array>;
  /** Several PDF documents as one, with a bookmark for each; `instant` (RFC 3339) is its date. */
  merged(
    parts: readonly { readonly title: string; readonly bytes: Uint8Array }[],
    about: { readonly title: string; readonly instant: string },
  ): Promise<Uint8Array>;
}

/** Where a run tells how far it is; never part of a result. */
export type Progress = (event: {
  readonly stage: "collect" | "render" | "push";
  /** How many items the stage has. */
  readonly of: number;
  /** The item just done: an agency's code, a document's name, a figure's codes. */
  readonly item: string;
}) => void;

/** Runs of the state machine. */
export interface Executions {
  /**
   * Has a run begin with this input, as soon as it is its turn. Safe to repeat: a run of this name begins once. False
   * where it is known to have begun already: in AWS within 90 days, on a laptop while it is at work.
   */
  start(run: string, input: unknown): Promise<boolean>;
}

/** What the watchdog tells of one province's reports of one kind. */
export interface ReportStatus {
  readonly province: string;
  readonly kind: PeriodKind;
  readonly period: Period;
  /** Due and not there, or not readable. */
  readonly absent: boolean;
  /** Why, for whoever reads the log; empty where nothing is absent. */
  readonly reason: string;
  /** There where it is drafted, and only nobody has agreed to its release yet. */
  readonly awaiting?: true;
  /** Years by whose days off the due day was reckoned although no list of the Government is confirmed for them. */
  readonly unconfirmedYears: readonly number[];
}

/** Everything that a step may reach outside itself. */
export interface Ports extends NationalPortalPorts, ReleasePorts {
  readonly api: (province: string) => ProvinceApi;
  readonly snapshots: SnapshotStore;
  readonly runs: RunStore;
  readonly revisions: RevisionStore;
  readonly objects: ObjectStore;
  readonly catalogue: TemplateCatalogue;
  readonly render: Renderers;
  readonly check: Checks;
  readonly now: () => Date;
  /** Agencies in a row of which the province answers nothing, before a run ends. */
  readonly unansweredAgencies: number;
  /** Program version. */
  readonly code: string;
  /** Address under which revisions are verified, without the code; null where nothing is on a network. */
  readonly verifyBase: string | null;
  readonly progress: Progress;
  /** Tells whoever runs the service of something that went well in the end but should be looked at. */
  readonly warn: (message: string) => void;
}

/** What the service reaches beside the steps of a report. */
export interface ServicePorts extends Ports, MailPorts, PushPorts {
  readonly links: LinkStore;
  readonly history: RunHistory;
  readonly codes: CodeIndex;
  readonly signed: SignedCopyStore;
}

/** What the portal reaches: it asks nothing of a province and renders nothing. */
export interface PortalPorts
  extends Pick<
    ServicePorts,
    | "snapshots"
    | "runs"
    | "revisions"
    | "objects"
    | "catalogue"
    | "links"
    | "history"
    | "codes"
    | "signed"
    | "releases"
    | "mailboxes"
    | "outbox"
    | "now"
    | "warn"
  > {
  readonly recipients: Pick<RecipientStore, "list" | "put" | "remove" | "subscription" | "unsubscribe">;
  readonly sessions: SessionStore;
  readonly journal: Journal;
  /** Program version. */
  readonly code: string;
  /** The templates with another text of one directing document. Throws TemplateInvalid. */
  readonly templatesWith: (document: string) => TemplateCatalogue;
  /** Read when somebody first gives or wants a workbook. */
  readonly workbooks: () => Promise<WorkbookImport>;
  readonly render: Pick<Renderers, "readFigures" | "readChanges">;
  readonly executions: Executions & ExecutionControl;
  readonly deliver: FileDelivery;
  readonly receive: FileReception;
}
