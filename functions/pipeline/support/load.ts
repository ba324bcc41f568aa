import { z } from "zod";
import { Agency, type AgencyLists, AgencyTree, agenciesOfWindow } from "../../domain/agency.ts";
import { type CountField, type CountRows, coarseRows, Measures, procedureRows } from "../../domain/counts.ts";
import { type PartsOf, partOfField, partsBy } from "../../domain/figures/breakdown.ts";
import type { Inputs } from "../../domain/figures/inputs.ts";
import { judgedIndicator } from "../../domain/figures/per-procedure.ts";
import { precedenceOf } from "../../domain/figures/precedence.ts";
import type { ImportedCounts } from "../../domain/imports/stored.ts";
import { countsByProcedure, type Indicator } from "../../domain/indicator.ts";
import type { PortalAnswers } from "../../domain/national/kept.ts";
import { type Day, monthsOf, type Window, windowOf } from "../../domain/period.ts";
import { Procedure, ProcedureCatalogue } from "../../domain/procedure.ts";
import type { Programme } from "../../domain/programme.ts";
import { type Province, specialBefore } from "../../domain/province.ts";
import { coarseFindings } from "../../domain/quality/coarse.ts";
import type { Finding } from "../../domain/quality/finding.ts";
import { answerFindings } from "../../domain/quality/quality.ts";
import { earlyFindings, putBackFindings } from "../../domain/quality/readings.ts";
import { activityKey, coarseDigestOf, digestOf, joinedDigests, type MonthDigest } from "../../domain/sums/digest.ts";
import { TaskProgress } from "../../domain/task.ts";
import type { Ports } from "../../ports/ports.ts";
import type { ReportJobMaterial } from "../../report/job.ts";
import { SlotText, type SlotTexts } from "../../report/slot.ts";
import type { Form } from "../../report/tables/form.ts";
import type { SnapshotRef } from "../../revisions/revision.ts";
import { countsIn, differencesOf, importedIn } from "./imports/counts.ts";
import { type MonthRef, monthKey } from "./imports/month-refs.ts";
import { portalAnswersIn } from "./national/answers.ts";
import { type Sources, windowsOf } from "./sources.ts";

/** Snapshots of one period, read and summed: what figures and findings are made from. */
export interface Loaded {
  readonly inputs: Inputs;
  /** The agencies of the report. */
  readonly tree: AgencyTree;
  /** What is wrong within single answers. */
  readonly findings: readonly Finding[];
  /** (agency, month) pairs of the year basis: with counts, and all. */
  readonly present: number;
  readonly expected: number;
  /** What people have written, by report ("cntt") and slot. */
  readonly texts: ReadonlyMap<string, SlotTexts>;
  /** Months of the year basis for which a workbook stands in. */
  readonly imported: readonly ImportedCounts[];
  /** What the national portal has answered, of the period and of the one before; nothing where it was not asked. */
  readonly portal: PortalAnswers;
  readonly earlierPortal: PortalAnswers;
}

/** The rows of these snapshots by their day, or by the key that is asked for. Throws StoreDamaged. */
export async function listsOf<Row>(
  ports: Ports,
  refs: readonly SnapshotRef[],
  schema: z.ZodType<Row>,
  keyOf = (ref: SnapshotRef): string => ref.to,
) {
  const read = async (ref: SnapshotRef): Promise<[string, Row[]]> => [
    keyOf(ref),
    z.array(schema).parse(await ports.snapshots.read(ref)),
  ];
  return new Map(await Promise.all(refs.map(read)));
}

/** The indicators that are loaded, and those that their targets make of them. */
function judgedBy({ indicators, programmes, programmesBefore }: Material): Indicator[] {
  const targets = [...programmes, ...programmesBefore].flatMap((programme) => programme.targets);
  const made = targets.flatMap((target) => {
    const indicator = indicators.get(target.indicator);
    return indicator === undefined ? [] : [judgedIndicator(target, indicator)];
  });
  return [...indicators.values(), ...made];
}

const distinctFields = (all: readonly (readonly CountField[])[]): (readonly CountField[])[] => [
  ...new Map(all.map((fields) => [activityKey(fields), fields])).values(),
];

/** Counts of which it is asked which procedures had any, and of which how many each had. */
interface Asked {
  readonly activities: readonly (readonly CountField[])[];
  readonly amounts: readonly (readonly CountField[])[];
}

function askedOf(indicators: readonly Indicator[]): Asked {
  const terms = indicators.flatMap(({ numerator, denominator }) => [numerator, denominator]);
  const active = terms.flatMap((term) => ("active" in term && term.active !== undefined ? [term.active] : []));
  return { activities: distinctFields(active), amounts: distinctFields(indicators.flatMap(countsByProcedure)) };
}

async function textsOf(ports: Ports, refs: readonly SnapshotRef[]): Promise<ReadonlyMap<string, SlotTexts>> {
  const read = async (ref: SnapshotRef): Promise<[string, SlotTexts]> => {
    const rows = z.array(SlotText).parse(await ports.snapshots.read(ref));
    return [ref.agency, new Map(rows.map(({ slot, text }) => [slot, text]))];
  };
  return new Map(await Promise.all(refs.map(read)));
}

/** Beside what an answer of the report's own months is checked; parts are summed for the months of the period. */
interface Checked {
  readonly catalogue: ProcedureCatalogue;
  readonly tree: AgencyTree;
  readonly partsOf?: PartsOf;
}

/** Counts of one snapshot, digested; the rows are let go at once, so a run never holds more than one month's. */
class Digester {
  readonly digests = new Map<string, MonthDigest>();
  readonly findings: Finding[] = [];
  readonly #ports: Ports;
  readonly #asked: Asked;

  constructor(ports: Ports, asked: Asked) {
    this.#ports = ports;
    this.#asked = asked;
  }

  async add(counts: MonthRef, checked: Checked | null): Promise<void> {
    const { ref, agency } = counts;
    const rows = await countsIn(this.#ports, ref);
    const key = monthKey(counts);
    const known = this.digests.get(key);
    const digest = this.#digest(rows, checked);
    // Another system of the same agency: their counts add up.
    this.digests.set(key, known === undefined ? digest : joinedDigests([known, digest]));
    if (checked === null) return;
    const window: Window = { from: ref.from, to: ref.to };
    const about = { agency, window, catalogue: checked.catalogue, tree: checked.tree };
    const procedures = procedureRows(rows);
    this.findings.push(
      ...(procedures === null
        ? coarseFindings(coarseRows(rows), ref.status, about)
        : answerFindings(procedures, ref.status, about)),
    );
  }

  #digest(rows: CountRows, checked: Checked | null): MonthDigest {
    const { activities, amounts } = this.#asked;
    const procedures = procedureRows(rows);
    if (procedures !== null) return digestOf(procedures, activities, checked?.partsOf, amounts);
    return coarseDigestOf(coarseRows(rows), checked?.partsOf === undefined ? null : partOfField);
  }
}

const pairsOf = (lists: AgencyLists, windows: readonly Window[]): number =>
  windows.reduce((total, window) => total + agenciesOfWindow(lists, window).length, 0);

/** Digests the counts of the report's own months, month after month, and those stored of the earlier ones. */
async function digestAll(
  digester: Digester,
  sources: Sources,
  catalogues: ReadonlyMap<Day, readonly Procedure[]>,
  tree: AgencyTree,
): Promise<void> {
  const lastDay = windowOf(sources.period, sources.scheme).to;
  const partsOf = partsBy(catalogues.get(lastDay) ?? []);
  const own = monthsOf(sources.period);
  for (const [month, window] of windowsOf(sources.months, sources.scheme)) {
    const catalogue = new ProcedureCatalogue(catalogues.get(window.to) ?? [], tree, window.to);
    const checked: Checked = { catalogue, tree, ...(own.includes(month) ? { partsOf } : {}) };
    const counts = sources.counts.filter((one) => one.month === month);
    await Promise.all(counts.map((one) => digester.add(one, checked)));
  }
  await Promise.all(sources.earlierCounts.map((one) => digester.add(one, null)));
}

/** What a report is reckoned by: who reports to whom, what is demanded, how rates are made. */
export interface Material extends ReportJobMaterial {
  readonly province: Province;
  /** What the period before is reported by. */
  readonly programmesBefore: readonly Programme[];
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly forms: readonly Form[];
}

/** Reads every snapshot of the sources and sums it. Throws StoreDamaged where one is missing or its hash differs. */
export async function load(ports: Ports, sources: Sources, material: Material): Promise<Loaded> {
  const { period, scheme } = sources;
  const { province, programmes, programmesBefore, indicators } = material;
  const before = specialBefore(period, province.regime);
  const lists = await listsOf(ports, sources.lists, Agency);
  const catalogues = await listsOf(ports, sources.catalogues, Procedure);
  const tree = new AgencyTree(lists, windowOf(period, scheme).to);
  const digester = new Digester(ports, askedOf(judgedBy(material)));
  await digestAll(digester, sources, catalogues, tree);
  const inputs: Inputs = {
    province: province.id,
    period,
    ...(before === undefined ? {} : { before }),
    scheme,
    months: sources.months,
    programmes: precedenceOf(programmes).programmes,
    programmesBefore: precedenceOf(programmesBefore).programmes,
    indicators,
    lists,
    earlierLists: await listsOf(ports, sources.earlierLists, Agency),
    catalogues,
    measures: await listsOf(ports, sources.measures, Measures),
    tasks: await listsOf(ports, sources.tasks, TaskProgress, ({ agency }) => agency),
    digests: (agency, month) => digester.digests.get(monthKey({ agency, month })),
    collected: new Set([...sources.months, ...sources.earlier]),
  };
  const expected = pairsOf(lists, [...windowsOf(sources.months, scheme).values()]);
  const texts = await textsOf(ports, sources.texts);
  const readings = sources.counts.map(({ agency, ref: { from, to, ...ref } }) => ({
    ...{ ...ref, agency },
    window: { from, to },
  }));
  const findings = [
    ...digester.findings,
    ...earlyFindings(readings, tree),
    ...putBackFindings(readings),
    ...(await differencesOf(ports, sources.compared, digester.digests)),
  ];
  const portal = await portalAnswersIn(ports, sources.portal);
  const earlierPortal = await portalAnswersIn(ports, sources.earlierPortal);
  const present = new Set(sources.counts.map(monthKey)).size;
  const imported = await importedIn(ports, sources.counts);
  return { inputs, tree, findings, present, expected, texts, imported, portal, earlierPortal };
}
