import { z } from "zod";
import { Agency, type AgencyLists, AgencyTree, agenciesOfWindow } from "../domain/agency.ts";
import { type CountField, Measures, ProcedureCounts } from "../domain/counts.ts";
import { activityKey, digestOf, type MonthDigest } from "../domain/digest.ts";
import type { Finding } from "../domain/finding.ts";
import type { Indicator } from "../domain/indicator.ts";
import type { Inputs } from "../domain/inputs.ts";
import { type Day, type Month, Period, type Window, windowOf, windowOfMonth } from "../domain/period.ts";
import { Catalogue, Procedure } from "../domain/procedure.ts";
import type { Programme } from "../domain/programme.ts";
import { answerFindings } from "../domain/quality.ts";
import type { SnapshotRef } from "../domain/revision.ts";
import type { Ports } from "../ports.ts";
import type { Collected, Plan } from "./notes.ts";

/** Snapshots of one period, read and summed: what figures and findings are made from. */
export interface Loaded {
  readonly inputs: Inputs;
  /** The agencies of the report. */
  readonly tree: AgencyTree;
  /** What is wrong within single answers. */
  readonly findings: readonly Finding[];
  /** Every snapshot used, comparisons' included. */
  readonly refs: readonly SnapshotRef[];
  /** (agency, month) pairs of the year basis: with counts, and all. */
  readonly present: number;
  readonly expected: number;
}

type Activities = readonly (readonly CountField[])[];

async function listsOf<Row>(ports: Ports, refs: readonly SnapshotRef[], schema: z.ZodType<Row>) {
  const read = async (ref: SnapshotRef): Promise<[Day, Row[]]> => [
    ref.to,
    z.array(schema).parse(await ports.snapshots.read(ref)),
  ];
  return new Map(await Promise.all(refs.map(read)));
}

/** The indicators of the programmes, by id. */
export function indicatorsOf(ports: Ports, programmes: readonly Programme[]): Map<string, Indicator> {
  const ids = programmes.flatMap((programme) => programme.targets.map((target) => target.indicator));
  return new Map(ids.map((id) => [id, ports.catalogue.indicator(id)]));
}

function activitiesOf(indicators: Iterable<Indicator>): Activities {
  const known = new Map<string, readonly CountField[]>();
  for (const { numerator, denominator } of indicators) {
    for (const term of [numerator, denominator]) {
      if ("active" in term && term.active !== undefined) known.set(activityKey(term.active), term.active);
    }
  }
  return [...known.values()];
}

const digestKey = (agency: string, month: Month): string => `${month} ${agency}`;

/** Counts of one snapshot, digested; the rows are let go at once, so a run never holds more than one month's. */
class Digester {
  readonly digests = new Map<string, MonthDigest>();
  readonly findings: Finding[] = [];
  readonly #ports: Ports;
  readonly #activities: Activities;

  constructor(ports: Ports, activities: Activities) {
    this.#ports = ports;
    this.#activities = activities;
  }

  async add(ref: SnapshotRef, month: Month, checked: { catalogue: Catalogue; tree: AgencyTree } | null): Promise<void> {
    const rows = z.array(ProcedureCounts).parse(await this.#ports.snapshots.read(ref));
    this.digests.set(digestKey(ref.agency, month), digestOf(rows, this.#activities));
    if (checked === null) return;
    const window: Window = { from: ref.from, to: ref.to };
    this.findings.push(...answerFindings(rows, ref.status, { agency: ref.agency, window, ...checked }));
  }
}

interface EarlierAnswers {
  readonly counts: { readonly ref: SnapshotRef; readonly month: Month }[];
  readonly catalogues: SnapshotRef[];
  readonly measures: SnapshotRef[];
}

/** What is stored of the earlier months; nothing is asked for. */
async function earlierAnswers(ports: Ports, plan: Plan, windows: ReadonlyMap<Month, Window>): Promise<EarlierAnswers> {
  const source = { province: plan.request.province, synthetic: plan.synthetic };
  const found: EarlierAnswers = { counts: [], catalogues: [], measures: [] };
  for (const [month, window] of windows) {
    const counts = await ports.snapshots.latestOfWindow({ ...source, kind: "counts", ...window });
    found.counts.push(...counts.map((ref) => ({ ref, month })));
    const day = { agency: "", from: window.to, to: window.to };
    const catalogue = await ports.snapshots.latest({ ...source, kind: "procedures", ...day });
    const measures = await ports.snapshots.latest({ ...source, kind: "measures", ...day });
    if (catalogue !== null) found.catalogues.push(catalogue);
    if (measures !== null && plan.measures.length > 0) found.measures.push(measures);
  }
  return found;
}

const pairsOf = (lists: AgencyLists, windows: readonly Window[]): number =>
  windows.reduce((total, window) => total + agenciesOfWindow(lists, window).length, 0);

/** Digests the counts of the report's own months, month after month, and those stored of the earlier ones. */
async function digestAll(
  digester: Digester,
  own: { windows: ReadonlyMap<Month, Window>; counts: readonly SnapshotRef[]; tree: AgencyTree },
  catalogues: ReadonlyMap<Day, readonly Procedure[]>,
  earlier: EarlierAnswers,
): Promise<void> {
  for (const [month, window] of own.windows) {
    const checked = { catalogue: new Catalogue(catalogues.get(window.to) ?? [], own.tree), tree: own.tree };
    const counts = own.counts.filter((ref) => ref.from === window.from);
    await Promise.all(counts.map((ref) => digester.add(ref, month, checked)));
  }
  await Promise.all(earlier.counts.map(({ ref, month }) => digester.add(ref, month, null)));
}

/** Reads everything a run has collected, and what earlier runs stored of the periods it is compared with. */
export async function load(
  ports: Ports,
  plan: Plan,
  programmes: readonly Programme[],
  collected: readonly Collected[],
): Promise<Loaded> {
  const { scheme } = ports.catalogue.province(plan.request.province).regime;
  const period = Period.parse(plan.request.period);
  const windowsOf = (months: readonly Month[]) => new Map(months.map((month) => [month, windowOfMonth(month, scheme)]));
  const [windows, earlierWindows] = [windowsOf(plan.months), windowsOf(plan.earlier)];
  const earlier = await earlierAnswers(ports, plan, earlierWindows);
  const lists = await listsOf(ports, plan.lists, Agency);
  const catalogues = await listsOf(ports, [...plan.catalogues, ...earlier.catalogues], Procedure);
  const tree = new AgencyTree(lists, windowOf(period, scheme).to);
  const indicators = indicatorsOf(ports, programmes);
  const digester = new Digester(ports, activitiesOf(indicators.values()));
  const counts = collected.flatMap(({ refs }) => refs);
  await digestAll(digester, { windows, counts, tree }, catalogues, earlier);
  const inputs: Inputs = {
    province: plan.request.province,
    period,
    scheme,
    programmes,
    indicators,
    lists,
    earlierLists: await listsOf(ports, plan.earlierLists, Agency),
    catalogues,
    measures: await listsOf(ports, [...plan.measures, ...earlier.measures], Measures),
    digests: (agency, month) => digester.digests.get(digestKey(agency, month)),
    collected: new Set([...plan.months, ...plan.earlier]),
  };
  const used = [...plan.lists, ...plan.earlierLists, ...plan.catalogues, ...earlier.catalogues];
  const refs = [...used, ...plan.measures, ...earlier.measures, ...counts, ...earlier.counts.map(({ ref }) => ref)];
  const expected = pairsOf(lists, [...windows.values()]);
  return { inputs, tree, findings: digester.findings, refs, present: counts.length, expected };
}
