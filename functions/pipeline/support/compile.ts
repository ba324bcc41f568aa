import { z } from "zod";
import type { AgencyNames } from "../../domain/agency-names.ts";
import { StoreDamaged } from "../../domain/failure.ts";
import type { FigureRow } from "../../domain/figures/figure.ts";
import { figuresOf } from "../../domain/figures/figures.ts";
import { allLists, treeLookingBack } from "../../domain/figures/inputs.ts";
import type { Scores } from "../../domain/figures/scores.ts";
import { tally } from "../../domain/figures/tally.ts";
import { ALWAYS_PRINTED, Indicator, isMeasured } from "../../domain/indicator.ts";
import { type Period, windowOf, windowOfMonths, yearToDateOf } from "../../domain/period.ts";
import { Programme } from "../../domain/programme.ts";
import { Province, provinceNameOn } from "../../domain/province.ts";
import { activityFindings } from "../../domain/quality/activity.ts";
import { carryOverFindings } from "../../domain/quality/carryover.ts";
import { compareFindings, type Finding } from "../../domain/quality/finding.ts";
import { exceptionFindings, measureFindings, taskFindings } from "../../domain/quality/quality.ts";
import { outlinesNamed, Regime, regimesFor, regimesOn } from "../../domain/regime.ts";
import type { ObjectStore, Ports, TemplateCatalogue } from "../../ports/ports.ts";
import { compose } from "../../report/compose.ts";
import { compositionOf } from "../../report/composition.ts";
import { type ReportJob, reportJobsOf } from "../../report/job.ts";
import { Outline } from "../../report/outline.ts";
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
import { type Format, formatsOf, nameOf, sha256, stored, storedAs, type TextName } from "./draft.ts";
import { withFormerNames, withFormerYears } from "./former-names.ts";
import type { Loaded, Material } from "./load.ts";

// Version 0.2 called the corrections of a scanned text "mended".
const StoredProgrammes = z.array(withFormerNames(withFormerYears(Programme), { mended: "ocrCorrections" }));

/** The templates of a revision as they were: kept with it, so that it can be made again when they have changed. */
const StoredMaterial = z.object({
  province: Province,
  programmes: StoredProgrammes,
  // Version 0.2 did not look at how agencies stood in the period before.
  programmesBefore: StoredProgrammes.default([]),
  indicators: z.array(Indicator),
  regimes: z.array(Regime),
  // One of another version may name parts that are gone; only a revision of this version is made again from them.
  outlines: z.array(Outline).catch([]),
});

/**
 * The templates that a report of these programmes is made from, and nothing of those that it does not need; the province
 * by its name of the window's last day, its reports as they are made on that day.
 *
 * @param before the programmes that the period before is reported by
 */
export function materialOf(
  catalogue: TemplateCatalogue,
  province: string,
  programmes: readonly string[],
  before: readonly string[],
  period: Period,
): Material {
  const templates = catalogue.province(province);
  const day = windowOf(period, templates.regime.scheme).to;
  const known = catalogue.programmes(province);
  const chosen = known.filter(({ id }) => programmes.includes(id));
  const programmesBefore = known.filter(({ id }) => before.includes(id));
  const ids = [...chosen, ...programmesBefore].flatMap((programme) =>
    programme.targets.map((target) => target.indicator),
  );
  const indicators = new Map([...ids, ...ALWAYS_PRINTED].map((id) => [id, catalogue.indicator(id)]));
  const regimes = regimesFor(regimesOn(catalogue.regimes(province), day), chosen);
  const outlines = outlinesNamed(regimes).map((id) => catalogue.outline(id));
  return {
    province: { ...templates, name: provinceNameOn(templates, day) },
    programmes: chosen,
    programmesBefore,
    indicators,
    regimes,
    outlines,
  };
}

export const materialJson = ({ indicators, ...material }: Material): unknown => ({
  ...material,
  indicators: [...indicators.values()],
});

/** The templates that a published revision was made with. Throws StoreDamaged. */
export async function storedMaterial(objects: ObjectStore, prefix: string): Promise<Material> {
  const { indicators, ...material } = await storedAs(objects, `${prefix}/templates.json`, StoredMaterial);
  return { ...material, indicators: new Map(indicators.map((indicator) => [indicator.id, indicator])) };
}

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

/**
 * The revision that a pointer names, as the one before. Throws StoreDamaged where its figures.csv has another hash than
 * the manifest's or cannot be read.
 */
export async function previousOf(ports: Ports, pointer: SeriesPointer): Promise<Previous> {
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
  const composition = compositionOf({ province, inputs, tree, figures, findings, ...changed, head });
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
  ]);
  const { names, scores } = composition;
  return { figures: figures.rows, scores, texts, reports, missing, names };
}
