import { TZDate } from "@date-fns/tz";
import { format } from "date-fns/format";
import { type Day, daysLater, type Period, PeriodKind, previousOf, type Scheme, windowOf } from "../domain/period.ts";
import type { Province } from "../domain/province.ts";
import { isWorkingDay, type WorkingDays } from "./working-days.ts";

/** What a schedule and the watchdog say of a period that ends while no directing document is in force: nothing is owed. */
export const NONE_IN_FORCE = "không có văn bản giao chỉ tiêu nào có hiệu lực vào ngày cuối kỳ";

/** The calendar day of an instant in Asia/Ho_Chi_Minh. */
export const dayAt = (instant: Date): Day => format(new TZDate(instant, "Asia/Ho_Chi_Minh"), "yyyy-MM-dd");

/** The parts of a year that make its periods of one kind. */
const PARTS: Readonly<Record<PeriodKind, readonly string[]>> = {
  month: Array.from({ length: 12 }, (_, index) => `-${String(index + 1).padStart(2, "0")}`),
  quarter: ["-Q1", "-Q2", "-Q3", "-Q4"],
  half: ["-H1", "-H2"],
  "nine-months": ["-9M"],
  year: [""],
};

/**
 * The newest period of a kind whose last day lies before a day: what a run that was scheduled on that day reports,
 * however late it starts.
 *
 * `latestEnded("month", "2023-06-15", "nd09")` is 2023-06, and 2023-05 one day earlier.
 */
export function latestEnded(kind: PeriodKind, day: Day, scheme: Scheme): Period {
  const year = Number(day.slice(0, 4));
  const periods = [year - 2, year - 1, year].flatMap((one) => PARTS[kind].map((part) => `${one}${part}`));
  const ended = periods.findLast((period) => windowOf(period, scheme).to < day);
  if (ended === undefined) throw new RangeError(`no ${kind} has ended before ${day}`);
  return ended;
}

/** The newest period of a kind that has ended under a province's scheme; the last one of a province that has ended. */
export function newestEnded(
  kind: PeriodKind,
  { regime: { scheme }, ended }: Pick<Province, "regime" | "ended">,
  now: Date,
): Period {
  const days = [dayAt(now), ...(ended === undefined ? [] : [daysLater(ended.lastDay, 1)])];
  return latestEnded(kind, days.sort()[0] ?? dayAt(now), scheme);
}

/** The first day of a month that is this one's number, after the period's last day: on it the report is due. */
export function dueDay(period: Period, scheme: Scheme, dayOfMonth: number): Day {
  let day = daysLater(windowOf(period, scheme).to, 1);
  while (Number(day.slice(8)) !== dayOfMonth) day = daysLater(day, 1);
  return day;
}

/**
 * The day from which on a period's report must be there: the last working day up to its due day, and so many working
 * days before that one.
 *
 * With due day 25 and a margin of 1, June 2023 (the 25th is a Sunday) is looked for from Thursday, 22/6/2023.
 */
export function watchedFrom(
  period: Period,
  { scheme, due, margin }: { readonly scheme: Scheme; readonly due: number; readonly margin: number },
  workingDays: WorkingDays,
): Day {
  let day = dueDay(period, scheme, due);
  for (let left = margin; ; day = daysLater(day, -1)) {
    if (!isWorkingDay(day, workingDays)) continue;
    if (left === 0) return day;
    left -= 1;
  }
}

/**
 * The periods of a kind whose reports are looked at again on a day, as long as they are provisional, the newest first; and
 * whether it is the last day on which one is.
 *
 * @param rules `due`, day of the month up to which a report is to be handed in; `follow`, days after that one
 */
export function followedOn(
  kind: PeriodKind,
  day: Day,
  { scheme, due, follow }: { readonly scheme: Scheme; readonly due: number; readonly follow: number },
): { readonly period: Period; readonly isLastDay: boolean }[] {
  const found: { readonly period: Period; readonly isLastDay: boolean }[] = [];
  let period: Period | null = latestEnded(kind, day, scheme);
  while (period !== null) {
    const last = daysLater(dueDay(period, scheme, due), follow);
    if (last < day) break;
    found.push({ period, isLastDay: last === day });
    period = previousOf(period);
  }
  return found;
}

/** The months of a year in which periods of a kind end and are reported, 1–12. */
export function reportingMonths(kind: PeriodKind, scheme: Scheme): number[] {
  const ends = PARTS[PeriodKind.parse(kind)].map((part) => {
    const { to } = windowOf(`2023${part}`, scheme);
    // A calendar month ends with its last day, so its report is made in the next one.
    return Number(daysLater(to, 1).slice(5, 7));
  });
  return [...new Set(ends)].sort((left, right) => left - right);
}

/** Letters and figures, so short that two of them and a period fit an execution's name. */
const NAME_LIMIT = 80;

/**
 * The name of a run, unique for 90 days: province, period, and what started it (a scheduled instant, a request's id).
 * Step Functions takes 80 letters, figures, "-" and "_"; other signs become "-".
 *
 * Throws RangeError where it would be longer: a shortened name could be another run's.
 */
export function runName(province: string, period: Period, cause: string): string {
  const name = [province, period, cause].map((part) => part.replace(/[^A-Za-z0-9_-]+/g, "-")).join("_");
  if (name.length > NAME_LIMIT) throw new RangeError(`the name of a run is longer than ${NAME_LIMIT}: ${name}`);
  return name;
}
