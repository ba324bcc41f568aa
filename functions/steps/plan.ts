import { agenciesOfWindow } from "../domain/agency.ts";
import { isMeasured } from "../domain/indicator.ts";
import {
  type Day,
  type Month,
  monthBefore,
  monthsOf,
  type Period,
  previousOf,
  type Scheme,
  windowOfMonth,
  yearEarlierOf,
  yearToDateOf,
} from "../domain/period.ts";
import type { Programme } from "../domain/programme.ts";
import type { Catalogue, Ports } from "../ports.ts";
import { askAgencies, askCatalogue, askMeasures } from "./lists.ts";
import type { Plan } from "./notes.ts";
import { check, Request } from "./request.ts";

/** Months of the comparisons, and the one before the first, that are not among the report's own. */
function earlierMonths(period: Period, own: readonly Month[]): Month[] {
  const previous = previousOf(period);
  const wanted = [
    ...own.slice(0, 1).map(monthBefore),
    ...(previous === null ? [] : monthsOf(previous)),
    ...monthsOf(yearEarlierOf(period)),
  ];
  return [...new Set(wanted)].filter((month) => !own.includes(month)).sort();
}

const daysOf = (months: readonly Month[], scheme: Scheme): Day[] =>
  months.flatMap((month) => {
    const window = windowOfMonth(month, scheme);
    return [window.from, window.to];
  });

function needsMeasures(programmes: readonly Programme[], catalogue: Catalogue): boolean {
  const indicators = programmes.flatMap((programme) => programme.targets.map((target) => target.indicator));
  return indicators.some((id) => isMeasured(catalogue.indicator(id)));
}

/**
 * Checks the request, asks the province for its agencies on the first and last day of every month, its catalogues and
 * measures, keeps them as snapshots, and lists the agencies to collect. A list that cannot be had fails the run.
 */
export async function plan(ports: Ports, input: unknown): Promise<{ agencies: string[] }> {
  const request = Request.parse(input);
  const { province, period, programmes, series } = check(request, ports.catalogue, ports.now());
  const { scheme } = province.regime;
  const months = yearToDateOf(period);
  const asked = await askAgencies(ports, province.id, daysOf(months, scheme));
  const { synthetic } = asked;
  const collected = await ports.snapshots.collected(province.id, synthetic, earlierMonths(period, months), scheme);
  const earlier = [...collected].sort();
  const earlierLists = await askAgencies(ports, province.id, daysOf(earlier, scheme));
  const lastDays = months.map((month) => windowOfMonth(month, scheme).to);
  const source = { province: province.id, synthetic, refresh: request.refresh };
  const catalogues = await Promise.all(lastDays.map((day) => askCatalogue(ports, source, day)));
  const measured = needsMeasures(programmes, ports.catalogue);
  const measures = await Promise.all(measured ? lastDays.map((day) => askMeasures(ports, source, day)) : []);
  const bookings: Record<string, Month[]> = {};
  for (const month of months) {
    for (const agency of agenciesOfWindow(asked.lists, windowOfMonth(month, scheme))) {
      bookings[agency] = [...(bookings[agency] ?? []), month];
    }
  }
  const made: Plan = {
    request,
    series,
    programmes: programmes.map((programme) => programme.id),
    synthetic,
    months,
    earlier,
    lists: asked.refs,
    earlierLists: earlierLists.refs,
    catalogues,
    measured,
    measures: measures.filter((ref) => ref !== null),
    bookings,
  };
  await ports.runs.put(request.run, "plan", made);
  return { agencies: Object.keys(bookings) };
}
