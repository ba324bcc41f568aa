import type { AgencyNames } from "../../domain/agency-names.ts";
import { StoreDamaged } from "../../domain/failure.ts";
import type { FigureRow } from "../../domain/figures/figure.ts";
import { figuresOf } from "../../domain/figures/figures.ts";
import { allLists, treeLookingBack } from "../../domain/figures/inputs.ts";
import { precedenceOf } from "../../domain/figures/precedence.ts";
import type { Scores } from "../../domain/figures/scores.ts";
import { isMeasured } from "../../domain/indicator.ts";
import { windowOf, windowOfMonths, yearToDateOf } from "../../domain/period.ts";
import { activityFindings } from "../../domain/quality/activity.ts";
import { carryOverFindings } from "../../domain/quality/carryover.ts";
import { compareFindings, type Finding } from "../../domain/quality/finding.ts";
import { exceptionFindings, measureFindings, taskFindings } from "../../domain/quality/quality.ts";
import { undeliveredFindings } from "../../domain/quality/undelivered.ts";
import { tally } from "../../domain/sums/tally.ts";
import type { ObjectStore, Ports } from "../../ports/ports.ts";
import { compose } from "../../report/compose.ts";
import { compositionOf } from "../../report/composition.ts";
import { type ReportJob, reportJobsOf } from "../../report/job.ts";
import type { Report } from "../../report/report.ts";
import type { SlotTexts } from "../../report/slot.ts";
import { workbooksOf } from "../../report/tables/workbook.ts";
import type { Workbook } from "../../report/workbook.ts";
import { changesOf, inputChanges } from "../../revisions/change.ts";
import {
  type GapRecord,
  Manifest,
  type MissingDocument,
  prefixOf,
  type SeriesPointer,
} from "../../revisions/revision.ts";
import { missingBy } from "./documents.ts";
import { CROSS_CHECK, type Format, formatsOf, nameOf, sha256, stored, type TextName } from "./draft.ts";
import type { Loaded, Material } from "./load.ts";
import { compared } from "./national/compare.ts";

/** Everything that was wrong with the data of a report, in the order of print. */
export function findingsOf({ inputs, tree, findings }: Loaded, gaps: readonly GapRecord[]): Finding[] {
  const window = windowOf(inputs.period, inputs.scheme);
  const { months, scheme, digests } = inputs;
  const toDate = yearToDateOf(inputs.period);
  const carried = { months, scheme, lists: allLists(inputs), tree: treeLookingBack(inputs), digests };
  const asked = new Set(inputs.programmes.flatMap(({ targets }) => targets.map(({ indicator }) => indicator)));
  const measured = [...inputs.indicators.values()].some((one) => asked.has(one.id) && isMeasured(one));
  return [
    ...gaps,
    ...findings,
    ...carryOverFindings(carried),
    ...(measured ? measureFindings(inputs.measures.get(window.to), window.to, tree) : []),
    ...taskFindings(inputs.programmes, inputs.tasks, window.to, tree),
    ...undeliveredFindings(inputs, tree),
    ...activityFindings(
      tree.inForce,
      tally(toDate, scheme, inputs.lists, tree, digests),
      windowOfMonths(toDate, scheme),
    ),
    ...inputs.programmes.flatMap((programme) => exceptionFindings(programme, window, tree)),
  ].sort(compareFindings);
}

/** What was published before a revision: its manifest and the rows of its figures.csv. */
export interface Previous {
  readonly manifest: Manifest;
  readonly rows: readonly FigureRow[];
}

/** Every pointer of a series, the first revision's first. */
export async function pointersOf({ revisions }: Pick<Ports, "revisions">, series: string): Promise<SeriesPointer[]> {
  const current = await revisions.current(series);
  if (current === null) return [];
  // The pointer may have moved on between the two reads.
  const earlier = (await revisions.history(series)).filter(({ revision }) => revision < current.revision);
  return [...earlier, current];
}

/** The manifest that a pointer names, held against its hash. Throws StoreDamaged. */
export async function manifestOf(objects: ObjectStore, pointer: SeriesPointer): Promise<Manifest> {
  const bytes = await stored(objects, pointer.manifestKey);
  if (sha256(bytes) !== pointer.manifestSha256) throw new StoreDamaged(`tệp ${pointer.manifestKey} sai mã băm`);
  return Manifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** What a revision is read from. */
export interface RevisionPorts extends Pick<Ports, "objects"> {
  readonly render: Pick<Ports["render"], "readFigures">;
}

/**
 * The revision that a pointer names, as the one before. Throws StoreDamaged where its figures.csv has another hash than
 * the manifest's or cannot be read.
 */
export async function previousOf(ports: RevisionPorts, pointer: SeriesPointer): Promise<Previous> {
  const manifest = await manifestOf(ports.objects, pointer);
  const key = `${prefixOf(pointer)}/figures.csv`;
  const bytes = await stored(ports.objects, key);
  const known = manifest.files.find((file) => file.name === "figures.csv");
  if (sha256(bytes) !== known?.sha256) throw new StoreDamaged(`tệp đã phát hành ${key} sai mã băm`);
  return { manifest, rows: await ports.render.readFigures(new TextDecoder().decode(bytes), key) };
}

export type Head = Pick<
  Manifest,
  | "revision"
  | "state"
  | "synthetic"
  | "dataAsOf"
  | "window"
  | "snapshots"
  | "templates"
  | "code"
  | "verification"
  | "supplied"
  | "nationalPortal"
>;

/** A report and the name of its files without ending. */
export interface CompiledReport {
  readonly job: ReportJob;
  readonly report: Report;
  /** Composed when it is asked for: those of all agencies at once would be large. */
  readonly workbook: () => Workbook;
}

/**
 * The figures and texts of a revision and the reports that its documents are rendered from; `quality.csv` is made when
 * these are rendered (`draftQuality`).
 */
export interface Compiled {
  readonly figures: readonly FigureRow[];
  readonly scores: Scores;
  readonly texts: ReadonlyMap<TextName, string>;
  readonly reports: readonly CompiledReport[];
  /** Documents of agencies whose report could not be written. */
  readonly missing: readonly MissingDocument[];
  /** How the agencies are named in print. */
  readonly names: AgencyNames;
}

/** What a revision is compiled from. */
export interface CompileInput {
  readonly loaded: Loaded;
  readonly material: Material;
  readonly findings: readonly Finding[];
  readonly previous: Previous | null;
}

const NO_TEXTS: SlotTexts = new Map();

/** What is missing where a report, or its workbook alone, could not be written; throws what `missingBy` throws. */
export function unwritten(
  { agency, stem }: ReportJob,
  names: AgencyNames,
  formats: readonly Format[],
  error: unknown,
): MissingDocument[] {
  const about = agency === null ? null : { code: agency.code, name: names.of(agency) };
  return formats.map((format) => missingBy(error, nameOf({ stem, format }), about));
}

/**
 * Computes the figures, what they change, and the reports. The same input gives the same texts and reports.
 *
 * @param named reports to write; null for those that are published
 */
export async function compile(
  ports: Ports,
  { loaded, material, findings, previous }: CompileInput,
  head: Head,
  named: readonly string[] | null,
): Promise<Compiled> {
  const { inputs, tree } = loaded;
  const jobs = reportJobsOf(material, tree, named);
  const figures = figuresOf(inputs, tree);
  const figuresText = await ports.render.figuresCsv(figures.rows);
  const caused = previous === null ? [] : inputChanges(previous.manifest, head);
  const changes = previous === null ? null : changesOf(previous.rows, figures.rows, caused, treeLookingBack(inputs));
  const { province } = material;
  const changed = { changes, inputChanges: caused };
  const pack = precedenceOf(material.programmes);
  const crossCheck = compared(loaded, material, figures.evidence, head);
  const composition = compositionOf({
    province,
    forms: material.forms,
    inputs,
    pack,
    tree,
    figures,
    findings,
    ...changed,
    crossCheck,
    imported: loaded.imported,
    mapped: loaded.mapped,
    sources: material.sources,
    head,
  });
  const workbookOf = workbooksOf(composition);
  const kept = { figuresSha256: sha256(figuresText), verifyAddress: head.verification.address };
  const missing: MissingDocument[] = [];
  const reports = jobs.flatMap((job): CompiledReport[] => {
    try {
      const report = compose(composition, job, loaded.texts.get(job.key) ?? NO_TEXTS, kept);
      return [{ job, report, workbook: () => workbookOf(job, report) }];
    } catch (error) {
      missing.push(...unwritten(job, composition.names, formatsOf(job), error));
      return [];
    }
  });
  const texts = new Map([
    ["figures.csv" as const, figuresText],
    ...(changes === null ? [] : [["changes.csv" as const, await ports.render.changesCsv(changes)] as const]),
    ...(crossCheck === null ? [] : [[CROSS_CHECK, await ports.render.crossCheckCsv(crossCheck)] as const]),
  ]);
  const { names, scores } = composition;
  return { figures: figures.rows, scores, texts, reports, missing, names };
}
