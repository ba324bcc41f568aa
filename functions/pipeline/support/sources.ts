import {
  type Month,
  Period,
  type Scheme,
  type Window,
  windowOf,
  windowOfMonth,
  yearToDateOf,
} from "../../domain/period.ts";
import type { Ports } from "../../ports/ports.ts";
import { type Manifest, refsNamed, type SnapshotKey, type SnapshotRef } from "../../revisions/revision.ts";
import { earlierCounts } from "./counts/earlier.ts";
import { type AgencyMonth, type MonthRef, monthKey, withMonths } from "./counts/month-refs.ts";
import { gatherImports } from "./imports/gather.ts";
import type { Collected, Plan } from "./notes.ts";

/** Every snapshot that a revision is made from, sorted by what it serves. */
export interface Sources {
  readonly period: Period;
  readonly scheme: Scheme;
  /** Months of the year basis, and earlier months that had been collected, first to last. */
  readonly months: readonly Month[];
  readonly earlier: readonly Month[];
  readonly lists: readonly SnapshotRef[];
  readonly earlierLists: readonly SnapshotRef[];
  /** Of all months, earlier ones included. */
  readonly catalogues: readonly SnapshotRef[];
  readonly measures: readonly SnapshotRef[];
  /** Of the last day of the report's window, a programme each. */
  readonly tasks: readonly SnapshotRef[];
  /** Answers of the API or of an agency's systems, and imports that stand in for them: of two systems one each. */
  readonly counts: readonly MonthRef[];
  readonly earlierCounts: readonly MonthRef[];
  /** Imports of months that the API gives, held against its answers. */
  readonly compared: readonly MonthRef[];
  /** Months of which one system of the agency alone was imported: they are missing. */
  readonly incomplete: readonly AgencyMonth[];
  /** What people have written for the reports of the period. */
  readonly texts: readonly SnapshotRef[];
  /** Answers of the national portal, each once, and those that are stored of the period before. */
  readonly portal: readonly SnapshotRef[];
  readonly earlierPortal: readonly SnapshotRef[];
}

/** People's texts are their own, whether the figures beside them are made up or not. */
export const textsKey = (province: string, window: Window): Omit<SnapshotKey, "agency"> => ({
  province,
  synthetic: false,
  kind: "texts",
  ...window,
});

export const windowsOf = (months: readonly Month[], scheme: Scheme): ReadonlyMap<Month, Window> =>
  new Map(months.map((month) => [month, windowOfMonth(month, scheme)]));

/** The counts among the sources, whatever they are used for. */
export const monthRefsOf = ({ counts, earlierCounts, compared }: Sources): MonthRef[] => [
  ...counts,
  ...earlierCounts,
  ...compared,
];

/** Every snapshot of the sources. */
export const refsOf = (sources: Sources): SnapshotRef[] => [
  ...sources.lists,
  ...sources.earlierLists,
  ...sources.catalogues,
  ...sources.measures,
  ...sources.tasks,
  ...monthRefsOf(sources).map(({ ref }) => ref),
  ...sources.texts,
  ...sources.portal,
  ...sources.earlierPortal,
];

/** What earlier runs have stored of the months that a run is compared with. */
async function gatherEarlier(ports: Ports, plan: Plan, windows: ReadonlyMap<Month, Window>) {
  const source = { province: plan.request.province, synthetic: plan.synthetic };
  const catalogues: SnapshotRef[] = [];
  const measures: SnapshotRef[] = [];
  const counts: SnapshotRef[] = [];
  for (const window of windows.values()) {
    counts.push(...(await earlierCounts(ports, source, window)));
    const day = { agency: "", from: window.to, to: window.to };
    const catalogue = await ports.snapshots.latest({ ...source, kind: "procedures", ...day });
    const measured = await ports.snapshots.latest({ ...source, kind: "measures", ...day });
    if (catalogue !== null) catalogues.push(catalogue);
    if (measured !== null && plan.measured) measures.push(measured);
  }
  return { catalogues, measures, counts };
}

/**
 * What a run has collected, what people have imported, and what earlier runs stored of the periods it is compared with;
 * nothing is asked for.
 */
export async function gather(ports: Ports, plan: Plan, collected: readonly Collected[]): Promise<Sources> {
  const { province, period } = plan.request;
  const { scheme } = ports.catalogue.province(province).regime;
  const [windows, earlierWindows] = [windowsOf(plan.months, scheme), windowsOf(plan.earlier, scheme)];
  const before = await gatherEarlier(ports, plan, earlierWindows);
  const counts = withMonths(
    collected.flatMap(({ refs }) => refs),
    windows,
  );
  const countsBefore = withMonths(before.counts, earlierWindows);
  const imports = await gatherImports(ports, plan, {
    ...{ scheme, windows, earlierWindows, counts },
    earlierCounts: countsBefore,
  });
  return {
    period: Period.parse(period),
    scheme,
    months: plan.months,
    earlier: plan.earlier,
    lists: plan.lists,
    earlierLists: plan.earlierLists,
    catalogues: [...plan.catalogues, ...before.catalogues],
    measures: [...plan.measures, ...before.measures],
    tasks: plan.tasks,
    counts: [...counts, ...withMonths(imports.standingIn, windows)],
    earlierCounts: [...countsBefore, ...withMonths(imports.standingInEarlier, earlierWindows)],
    compared: withMonths(imports.compared, windows),
    incomplete: imports.incomplete,
    texts: await ports.snapshots.latestOfWindow(textsKey(province, windowOf(Period.parse(period), scheme))),
    portal: plan.nationalPortal?.refs ?? [],
    earlierPortal: plan.nationalPortal?.earlier ?? [],
  };
}

/** The sources that a published revision names. */
export function sourcesOf(manifest: Manifest, scheme: Scheme): Sources {
  const period = Period.parse(manifest.period);
  const months = yearToDateOf(period);
  const windows = windowsOf(months, scheme);
  const earlierWindows = windowsOf(manifest.earlier, scheme);
  const refs = refsNamed(manifest);
  const of = (kind: SnapshotRef["kind"]) => refs.filter((ref) => ref.kind === kind);
  const answers = [...of("counts"), ...of("source-counts")];
  const answered = withMonths(answers, windows);
  const given = new Set(answered.map(monthKey));
  const imported = withMonths(of("import"), windows);
  const portal = of("national-portal");
  const portalDay = windowOf(period, "calendar").to;
  const days = new Set([...windows.values()].flatMap(({ from, to }) => [from, to]));
  return {
    period,
    scheme,
    months,
    earlier: manifest.earlier,
    lists: of("agencies").filter((ref) => days.has(ref.to)),
    earlierLists: of("agencies").filter((ref) => !days.has(ref.to)),
    catalogues: of("procedures"),
    measures: of("measures"),
    tasks: of("tasks"),
    counts: [...answered, ...imported.filter((one) => !given.has(monthKey(one)))],
    earlierCounts: withMonths([...answers, ...of("import")], earlierWindows),
    compared: imported.filter((one) => given.has(monthKey(one))),
    incomplete: [],
    texts: of("texts"),
    portal: portal.filter(({ to }) => to === portalDay),
    earlierPortal: portal.filter(({ to }) => to !== portalDay),
  };
}
