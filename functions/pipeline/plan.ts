import { type AgencyLists, AgencyTree, agenciesOfWindow } from "../domain/agency.ts";
import { isMeasured } from "../domain/indicator.ts";
import {
  type Day,
  type Month,
  monthBefore,
  monthsOf,
  type Period,
  previousOf,
  type Scheme,
  twelveMonthsTo,
  windowOf,
  windowOfMonth,
  yearEarlierOf,
  yearToDateOf,
} from "../domain/period.ts";
import type { Programme } from "../domain/programme.ts";
import { type Province, specialBefore } from "../domain/province.ts";
import { boundAgencies } from "../domain/task.ts";
import type { Ports, TemplateCatalogue } from "../ports/ports.ts";
import { reportJobsOf } from "../report/job.ts";
import { dayText } from "../report/wording.ts";
import { agencyTexts, decisionTexts } from "./support/decisions/texts.ts";
import { askAgencies, askCatalogue, askMeasures, askTasks, requireRows, type Source } from "./support/lists.ts";
import { materialOf } from "./support/material.ts";
import { askPortal } from "./support/national/ask.ts";
import { checkFedPeriod, isFedByPortal, withPortalProvince } from "./support/national/province.ts";
import type { Plan } from "./support/notes.ts";
import { type Checked, check, Request } from "./support/request.ts";

/** Months of the comparisons and of the twelve-month trends, and the one before the first, that are not among the report's own. */
function earlierMonths(period: Period, regime: Province["regime"], own: readonly Month[]): Month[] {
  const compared = [specialBefore(period, regime) ?? previousOf(period), yearEarlierOf(period)];
  const wanted = [
    ...own.slice(0, 1).flatMap((month) => monthBefore(month) ?? []),
    ...compared.flatMap((one) => (one === null ? [] : monthsOf(one))),
    ...twelveMonthsTo(period),
  ];
  return [...new Set(wanted)].filter((month) => !own.includes(month)).sort();
}

const daysOf = (months: readonly Month[], scheme: Scheme): Day[] =>
  months.flatMap((month) => {
    const window = windowOfMonth(month, scheme);
    return [window.from, window.to];
  });

function needsMeasures(programmes: readonly Programme[], catalogue: TemplateCatalogue): boolean {
  const indicators = programmes.flatMap((programme) => programme.targets.map((target) => target.indicator));
  return indicators.some((id) => isMeasured(catalogue.indicator(id)));
}

/** Programmes of whose tasks at least one agency in force must report. */
function withTasks(programmes: readonly Programme[], { inForce }: AgencyTree): Programme[] {
  return programmes.filter(({ tasks, exceptions }) =>
    tasks.some((task) => boundAgencies(task, inForce, exceptions).length > 0),
  );
}

/** The months in which each agency is booked. */
function monthsByAgencyOf(lists: AgencyLists, months: readonly Month[], scheme: Scheme): Record<string, Month[]> {
  // Codes are the province's: one may be the name of a property that every object has.
  const monthsByAgency = new Map<string, Month[]>();
  for (const month of months) {
    for (const agency of agenciesOfWindow(lists, windowOfMonth(month, scheme))) {
      monthsByAgency.set(agency, [...(monthsByAgency.get(agency) ?? []), month]);
    }
  }
  return Object.fromEntries(monthsByAgency);
}

/**
 * Tells of exceptions and levels that are nobody's. Throws AnswerInvalid where there is no agency at all, RequestInvalid for a report that
 * nobody makes: before every agency of the province has been asked.
 */
function lookAtAgencies(
  { catalogue, warn }: Ports,
  { reports }: Request,
  checked: Checked,
  tree: AgencyTree,
  lastDay: Day,
): void {
  const { province, period, programmes, programmesBefore } = checked;
  requireRows(`danh sách cơ quan ngày ${dayText(lastDay)}`, tree.inForce);
  for (const sentence of agencyTexts(checked, tree)) warn(sentence);
  const [ids, before] = [programmes, programmesBefore].map((all) => all.map(({ id }) => id));
  reportJobsOf(materialOf(catalogue, province.id, ids ?? [], before ?? [], period), tree, reports);
}

type Lists = Pick<Plan, "catalogues" | "measured" | "measures" | "tasks">;

/** Of a province that the portal alone tells of. */
const NO_LISTS: Lists = { catalogues: [], measured: false, measures: [], tasks: [] };

/** The lists beside that of agencies, on the last days of the months; progress on tasks on the report's own. */
async function askLists(ports: Ports, source: Source, checked: Checked, tree: AgencyTree): Promise<Lists> {
  const { province, period, programmes, programmesBefore } = checked;
  const { scheme } = province.regime;
  const lastDays = yearToDateOf(period).map((month) => windowOfMonth(month, scheme).to);
  const catalogues = await Promise.all(lastDays.map((day) => askCatalogue(ports, source, day)));
  const measured = needsMeasures([...programmes, ...programmesBefore], ports.catalogue);
  const measures = await Promise.all(measured ? lastDays.map((day) => askMeasures(ports, source, day)) : []);
  const { to } = windowOf(period, scheme);
  const tasks = await Promise.all(withTasks(programmes, tree).map(({ id }) => askTasks(ports, source, id, to)));
  return {
    catalogues,
    measured,
    measures: measures.filter((ref) => ref !== null),
    tasks: tasks.filter((ref) => ref !== null),
  };
}

/**
 * Checks the request, asks the province for its agencies on the first and last day of every month, its catalogues and
 * measures and the progress on its tasks, keeps them as snapshots, and lists the agencies to collect. A list of
 * agencies or a catalogue that cannot be had fails the run.
 */
export async function plan(given: Ports, input: unknown): Promise<{ agencies: string[] }> {
  const request = Request.parse(input);
  const checked = check(request, given.catalogue, given.now());
  const { province, period, programmes, programmesBefore, series } = checked;
  const isFed = isFedByPortal(province);
  if (isFed) checkFedPeriod(given, province, period);
  const fed = isFed ? await askPortal(given, province, period) : null;
  const ports = await withPortalProvince(given, province, period, fed);
  const told = decisionTexts(ports.catalogue, checked, request.programmes !== null);
  for (const sentence of told) ports.warn(sentence);
  const { scheme } = province.regime;
  const months = yearToDateOf(period);
  const { synthetic, ...asked } = await askAgencies(ports, province.id, daysOf(months, scheme));
  const lastDay = windowOf(period, scheme).to;
  const tree = new AgencyTree(asked.lists, lastDay);
  lookAtAgencies(ports, request, checked, tree, lastDay);
  const looked = earlierMonths(period, province.regime, months);
  const earlier = [...(await ports.snapshots.collected(province.id, synthetic, looked, scheme))].sort();
  const { refs: earlierLists } = await askAgencies(ports, province.id, daysOf(earlier, scheme));
  const source = { province: province.id, synthetic, refresh: request.refresh };
  const lists = isFed ? NO_LISTS : await askLists(ports, source, checked, tree);
  const monthsByAgency = monthsByAgencyOf(asked.lists, isFed ? monthsOf(period) : months, scheme);
  const made: Plan = {
    request: { ...request, period },
    series,
    programmes: programmes.map((programme) => programme.id),
    programmesBefore: programmesBefore.map((programme) => programme.id),
    synthetic,
    months,
    earlier,
    lists: asked.refs,
    earlierLists,
    ...lists,
    // After all that can fail a run: the portal is not asked in vain.
    nationalPortal: isFed ? fed : await askPortal(ports, province, period),
    monthsByAgency,
  };
  await ports.runs.put(request.run, "plan", made);
  return { agencies: Object.keys(monthsByAgency) };
}
