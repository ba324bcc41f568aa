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
import type { Collected, Plan } from "./notes.ts";

/** One vintage of one agency's counts, and the month it is of. */
interface MonthRef {
  readonly ref: SnapshotRef;
  readonly month: Month;
}

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
  readonly counts: readonly MonthRef[];
  readonly earlierCounts: readonly MonthRef[];
  /** What people have written for the reports of the period. */
  readonly texts: readonly SnapshotRef[];
  /** Answers of the national portal, each once. */
  readonly portal: readonly SnapshotRef[];
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

/** Every snapshot of the sources. */
export const refsOf = (sources: Sources): SnapshotRef[] => [
  ...sources.lists,
  ...sources.earlierLists,
  ...sources.catalogues,
  ...sources.measures,
  ...sources.tasks,
  ...[...sources.counts, ...sources.earlierCounts].map(({ ref }) => ref),
  ...sources.texts,
  ...sources.portal,
];

function withMonths(refs: readonly SnapshotRef[], windows: ReadonlyMap<Month, Window>): MonthRef[] {
  const byStart = new Map([...windows].map(([month, window]) => [window.from, month]));
  return refs.flatMap((ref) => {
    const month = byStart.get(ref.from);
    return month === undefined ? [] : [{ ref, month }];
  });
}

/** What a run has collected, and what earlier runs stored of the periods it is compared with; nothing is asked for. */
export async function gather(ports: Ports, plan: Plan, collected: readonly Collected[]): Promise<Sources> {
  const { province, period } = plan.request;
  const { scheme } = ports.catalogue.province(province).regime;
  const source = { province, synthetic: plan.synthetic };
  const earlierWindows = windowsOf(plan.earlier, scheme);
  const catalogues = [...plan.catalogues];
  const measures = [...plan.measures];
  const earlierCounts: SnapshotRef[] = [];
  for (const window of earlierWindows.values()) {
    earlierCounts.push(...(await ports.snapshots.latestOfWindow({ ...source, kind: "counts", ...window })));
    const day = { agency: "", from: window.to, to: window.to };
    const catalogue = await ports.snapshots.latest({ ...source, kind: "procedures", ...day });
    const measured = await ports.snapshots.latest({ ...source, kind: "measures", ...day });
    if (catalogue !== null) catalogues.push(catalogue);
    if (measured !== null && plan.measured) measures.push(measured);
  }
  const counts = collected.flatMap(({ refs }) => refs);
  return {
    period: Period.parse(period),
    scheme,
    months: plan.months,
    earlier: plan.earlier,
    lists: plan.lists,
    earlierLists: plan.earlierLists,
    catalogues,
    measures,
    tasks: plan.tasks,
    counts: withMonths(counts, windowsOf(plan.months, scheme)),
    earlierCounts: withMonths(earlierCounts, earlierWindows),
    texts: await ports.snapshots.latestOfWindow(textsKey(province, windowOf(Period.parse(period), scheme))),
    portal: plan.nationalPortal?.refs ?? [],
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
    counts: withMonths(of("counts"), windows),
    earlierCounts: withMonths(of("counts"), earlierWindows),
    texts: of("texts"),
    portal: of("national-portal"),
  };
}
