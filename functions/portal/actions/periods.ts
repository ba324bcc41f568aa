import { kindOf, Period, windowOf } from "../../domain/period.ts";
import { daysInForce, isCovered } from "../../domain/programme.ts";
import type { Province } from "../../domain/province.ts";
import { type Held, heldDrafts } from "../../pipeline/support/release/decide.ts";
import { programmesOf, seriesOf } from "../../pipeline/support/request.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import { dayAt, dueDay, latestEnded } from "../../revisions/cadence.ts";
import type { PublishedRevision } from "../../revisions/published.ts";
import type { HeldState } from "../../revisions/release/release.ts";
import type { RunRecord } from "../../revisions/run.ts";
import { inForceOf } from "../../revisions/signed-copy.ts";
import { currentRevisions, type RevisionReader } from "./published.ts";

/** How the report of a period stands. */
export interface PeriodStatus {
  readonly period: Period;
  readonly series: string;
  /** The current revision; null where nothing was published. */
  readonly published: PublishedRevision | null;
  /** Whether the current revision is signed. */
  readonly isSigned: boolean;
  /** The day up to which the report is to be handed in, by the timetable; null where there is none for the period. */
  readonly due: string | null;
  /** The last run of the period among the newest runs of all provinces. */
  readonly run: RunRecord | null;
  /** The newest draft that waits for its release or was returned, where no revision has come since; null for none. */
  readonly held: Held | null;
}

/** Of drafts about which somebody has still to do something. */
const OPEN: ReadonlySet<HeldState> = new Set(["waiting", "returned"]);

/** So many of the newest runs are looked through. */
const RUNS = 100;

type OverviewPorts = RevisionReader & Pick<PortalPorts, "catalogue" | "history" | "signed" | "releases" | "now">;

/** The periods that ended last and for which a report is owed. */
function owedPeriods({ catalogue, now }: OverviewPorts, { id, regime }: Province): Period[] {
  const today = dayAt(now());
  const inForce = programmesOf(id, catalogue).map(daysInForce);
  return catalogue
    .timetable(id)
    .map(({ kind }) => latestEnded(kind, today, regime.scheme))
    .filter((period) => isCovered(inForce, period));
}

function dueOf({ catalogue }: OverviewPorts, { id, regime }: Province, period: Period): string | null {
  const entry = catalogue.timetable(id).find(({ kind }) => kind === kindOf(period));
  return entry === undefined ? null : dueDay(period, regime.scheme, entry.due);
}

/** How every period of a province stands for which something was published, is drafted or is owed now, the newest first. */
export async function periodsOf(ports: OverviewPorts, id: string): Promise<PeriodStatus[]> {
  const province = ports.catalogue.province(id);
  const [all, runs, drafts] = await Promise.all([
    currentRevisions(ports, id),
    ports.history.recent(RUNS, null),
    heldDrafts(ports),
  ]);
  const heldOf = (series: string): Held | null =>
    [...drafts.values()].findLast(({ draft, state }) => draft.series === series && OPEN.has(state)) ?? null;
  const known = new Set(all.map(({ series }) => series));
  const owed = owedPeriods(ports, province)
    .map((period) => ({ period, series: seriesOf(id, period, null), published: null }))
    .filter(({ series }) => !known.has(series));
  for (const { series } of owed) known.add(series);
  const drafted = [...drafts.values()].flatMap(({ draft, state }) => {
    const period = Period.safeParse(draft.period).data;
    if (draft.province !== id || !OPEN.has(state) || known.has(draft.series) || period === undefined) return [];
    known.add(draft.series);
    return [{ period, series: draft.series, published: null }];
  });
  const shown = [
    ...all.map((published) => ({ period: published.period, series: published.series, published })),
    ...owed,
    ...drafted,
  ];
  const endOf = (period: Period): string => windowOf(period, province.regime.scheme).to;
  shown.sort((one, other) => (endOf(one.period) < endOf(other.period) ? 1 : -1));
  return Promise.all(
    shown.map(async ({ period, series, published }) => {
      const signed = published === null ? [] : inForceOf(await ports.signed.list(series));
      const isSigned = signed.some(({ revision }) => revision === published?.revision);
      const run = runs.find((one) => one.province === id && one.period === period) ?? null;
      return { period, series, published, isSigned, due: dueOf(ports, province, period), run, held: heldOf(series) };
    }),
  );
}

/** Ids of the provinces of which something was published. */
export async function publishedProvinces({ revisions }: Pick<RevisionReader, "revisions">): Promise<string[]> {
  const names = await revisions.series();
  return [...new Set(names.map((name) => name.slice(0, name.indexOf("/"))))];
}
