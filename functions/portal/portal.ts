import type { Agency } from "../domain/agency.ts";
import type { FigureRow } from "../domain/figures/figure.ts";
import type { Late } from "../pipeline/support/delivery/late.ts";
import type { PersonDelivery } from "../pipeline/support/delivery/people.ts";
import type { KeptUnit, Withdrawal, WithdrawalRequest } from "../pipeline/support/imports/keep.ts";
import type { ListedImport } from "../pipeline/support/imports/list.ts";
import type { ImportReading, WorkbookFile } from "../pipeline/support/imports/read.ts";
import type { ListedPerson } from "../pipeline/support/recipients/keep.ts";
import type { Decided, Held } from "../pipeline/support/release/decide.ts";
import type { ShownFile } from "../pipeline/support/release/shown.ts";
import type { Signing, SigningRequest } from "../pipeline/support/signing/register.ts";
import type { TextsPlace } from "../pipeline/support/texts.ts";
import type { PortalPorts } from "../ports/ports.ts";
import type { SlotText } from "../report/slot.ts";
import type { Overview } from "../report/tables/targets/overview.ts";
import type { ChangeRow } from "../revisions/change.ts";
import type { JournalAction } from "../revisions/console/journal.ts";
import type { Link } from "../revisions/link.ts";
import type { PreviewedChange } from "../revisions/preview.ts";
import type { LinkedFile, PublishedRevision, PublishedRevisions } from "../revisions/published.ts";
import type { Decision } from "../revisions/release/approval.ts";
import type { RunRecord, RunView } from "../revisions/run.ts";
import type { SignedCopy } from "../revisions/signed-copy.ts";
import type { Comparison } from "./actions/changes.ts";
import type { AgainRequest } from "./actions/deliveries.ts";
import type { FigureBook } from "./actions/figures.ts";
import type { ImportPlace, WaitingFile } from "./actions/imports.ts";
import type { Addressee, LinkUse } from "./actions/links.ts";
import type { PeriodStatus } from "./actions/periods.ts";
import type { KeepRequest, KeptRecipient } from "./actions/recipients.ts";
import type { ReportTexts } from "./actions/texts.ts";
import type { FigureTrace } from "./actions/trace.ts";
import type { Differences } from "./actions/what-if.ts";
import type { Visitor } from "./sign-in/authorization.ts";

/** A run that was asked for; `repeated` where it was there already, `reused` where its key named something else. */
interface Requested {
  readonly record: RunRecord;
  readonly outcome: "started" | "repeated" | "reused";
}

interface Cancelled {
  readonly record: RunRecord;
  readonly outcome: "cancelling" | "over" | "elsewhere";
}

/** What the routes ask for; `actions/portal.ts` gives it. */
export interface Portal
  extends Pick<PortalPorts, "catalogue" | "history" | "recipients" | "sessions" | "journal" | "now" | "warn"> {
  /** Null for a link that is unknown, expired or revoked, in whatever way. */
  openLink(token: string): Promise<Link | null>;
  linkedRevisions(link: Link, series: string): Promise<PublishedRevisions | null>;
  linkedFile(link: Link, published: PublishedRevision, name: string): Promise<LinkedFile | null>;
  serveFile(handover: {
    readonly link: Link;
    readonly published: PublishedRevision;
    readonly file: LinkedFile;
    readonly address: string;
    readonly disposition: string;
  }): ReturnType<PortalPorts["deliver"]>;
  /** Bytes of a PNG picture. */
  pictureOf(file: LinkedFile): Promise<Uint8Array>;
  /** Null where none is kept with the revision. @param stem name of the report's files without ending */
  overviewOf(published: PublishedRevision, stem: string): Promise<Overview | null>;
  revisionsOf(series: string): Promise<PublishedRevisions | null>;
  currentRevisions(province: string): Promise<readonly PublishedRevision[]>;
  figureBook(published: PublishedRevision): Promise<FigureBook>;
  /** What a figure was made of. */
  figureTrace(book: FigureBook, row: FigureRow): Promise<FigureTrace>;
  changesIn(published: PublishedRevision): Promise<readonly ChangeRow[]>;
  figuresIn(published: PublishedRevision): Promise<readonly FigureRow[]>;
  /** Two revisions of a series, the current one and the one before unless others are named; null where there is only one. */
  comparisonOf(series: string, after: number | null, before: number | null): Promise<Comparison | null>;
  foundByCode(
    code: string,
  ): Promise<readonly { readonly published: PublishedRevision; readonly current: PublishedRevision }[]>;
  signedCopies(series: string): Promise<readonly SignedCopy[]>;
  registerSigned(
    request: SigningRequest,
    file: SignedCopy["file"],
  ): Promise<{ readonly signing: Signing } | { readonly upload: Awaited<ReturnType<PortalPorts["receive"]>> }>;
  keepUpload(sha256: string, bytes: Uint8Array): Promise<void>;
  /** Everybody who is told of a revision, with what became of the mail and of its links. */
  deliveriesOf(series: string, revision: number): Promise<readonly PersonDelivery[]>;
  /** The agencies of which a revision lacks months, who answers for them, and what became of the reminders. */
  lateAgencies(series: string, revision: number): Promise<Late>;
  /** Has mails about the current revision be sent again, by a run that does nothing else; `created` unless it was there. */
  tellAgain(asked: AgainRequest): Promise<{ readonly record: RunRecord; readonly created: boolean }>;
  /** Decides on the draft of a run that waits for its release. */
  decideRelease(run: string, decision: Omit<Decision, "at">): Promise<Decided>;
  /** How the drafts of these runs stand that wait or waited for their release, by run. */
  heldOf(records: readonly RunRecord[]): Promise<ReadonlyMap<string, Held>>;
  /** Every draft that waits or waited for its release, by run. */
  heldDrafts(): Promise<ReadonlyMap<string, Held>>;
  /** What a draft gives differently from the current revision; null where it would be the first. */
  draftChanges(run: string, province: string): Promise<readonly PreviewedChange[] | null>;
  /** Null for a run that has no such draft. */
  draftFiles(run: string): Promise<readonly ShownFile[] | null>;
  serveDraft(
    run: string,
    name: string,
    disposition: string,
  ): Promise<{ readonly mediaType: string; readonly given: Awaited<ReturnType<PortalPorts["deliver"]>> } | null>;
  requestRun(
    request: Pick<
      RunRecord,
      "province" | "period" | "programmes" | "refresh" | "provisional" | "reissue" | "preview" | "reason" | "by"
    > & {
      readonly key: string;
    },
  ): Promise<Requested>;
  cancelRun(id: string, by: string): Promise<Cancelled | null>;
  reconcile(record: RunRecord): Promise<RunRecord>;
  viewOf(record: RunRecord): Promise<RunView>;
  /** Null where the run did not only look, or has not come to that. */
  previewedChanges(run: string): Promise<readonly PreviewedChange[] | null>;
  placesOf(records: readonly RunRecord[]): Promise<ReadonlyMap<string, number>>;
  /** What would differ in what was published, by the templates as they are or with another text of one document. */
  differencesIn(province: string, document: string | null, only: string | null): Promise<Differences>;
  periodsOf(province: string): Promise<readonly PeriodStatus[]>;
  publishedProvinces(): Promise<readonly string[]>;
  linksFrom(from: number, most: number): Promise<{ readonly uses: readonly LinkUse[]; readonly of: number }>;
  linkUse(id: string): Promise<LinkUse | null>;
  revokeLink(id: string): Promise<Link | null>;
  addresseesOf(province: string): Promise<readonly Addressee[]>;
  /** Null where no run has asked for them. */
  knownAgencies(province: string): Promise<readonly Agency[] | null>;
  storeRecipient(province: string, request: KeepRequest): Promise<KeptRecipient>;
  /** Null where there is nobody of this id. */
  dropRecipient(province: string, id: string): Promise<number | null>;
  previewList(
    province: string,
    text: string,
    name: string,
  ): Promise<{ readonly people: readonly ListedPerson[]; readonly notes: readonly string[] }>;
  storeList(
    province: string,
    text: string,
    name: string,
  ): Promise<{ readonly stored: number; readonly notes: readonly string[] }>;
  importsOf(place: ImportPlace): Promise<readonly ListedImport[]>;
  previewImport(
    place: ImportPlace,
    files: readonly WorkbookFile[],
  ): Promise<{ readonly reading: ImportReading; readonly waiting: readonly WaitingFile[] }>;
  /** Our own template with the agencies of a month (.xlsx). */
  importTemplate(place: ImportPlace): Promise<Uint8Array>;
  withdraw(request: WithdrawalRequest): Promise<Withdrawal>;
  storeImport(place: ImportPlace, waiting: readonly WaitingFile[], by: string): Promise<readonly KeptUnit[]>;
  noteDone(who: Pick<Visitor, "name" | "label">, action: JournalAction, about: string): Promise<void>;
  reportTexts(place: TextsPlace): Promise<ReportTexts>;
  /** False where somebody else has changed them since that version. */
  keepTexts(place: TextsPlace, texts: readonly SlotText[], version: string): Promise<boolean>;
}
