import { TZDate } from "@date-fns/tz";
import { addDays } from "date-fns/addDays";
import { format } from "date-fns/format";
import { type Day, type Period, PeriodKind, type Scheme, windowOf } from "./period.ts";

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

const toDate = (day: Day): Date => new Date(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)));

const shifted = (day: Day, days: number): Day => format(addDays(toDate(day), days), "yyyy-MM-dd");

/** The first day of a month that is this one's number, after the period's last day: on it the report is due. */
function dueDay(period: Period, scheme: Scheme, dayOfMonth: number): Day {
  let day = shifted(windowOf(period, scheme).to, 1);
  while (Number(day.slice(8)) !== dayOfMonth) day = shifted(day, 1);
  return day;
}

const isWorkingDay = (day: Day, holidays: ReadonlySet<Day>): boolean =>
  ![0, 6].includes(toDate(day).getDay()) && !holidays.has(day);

/**
 * The day from which on a period's report must be there: the last working day up to its due day, and so many working
 * days before that one.
 *
 * With due day 25 and a margin of 1, June 2023 (the 25th is a Sunday) is looked for from Thursday, 22/6/2023.
 */
export function watchedFrom(
  period: Period,
  { scheme, due, margin }: { readonly scheme: Scheme; readonly due: number; readonly margin: number },
  holidays: ReadonlySet<Day>,
): Day {
  let day = dueDay(period, scheme, due);
  for (let left = margin; ; day = shifted(day, -1)) {
    if (!isWorkingDay(day, holidays)) continue;
    if (left === 0) return day;
    left -= 1;
  }
}

/** The months of a year in which periods of a kind end and are reported, 1–12. */
export function reportingMonths(kind: PeriodKind, scheme: Scheme): number[] {
  const ends = PARTS[PeriodKind.parse(kind)].map((part) => {
    const { to } = windowOf(`2023${part}`, scheme);
    // A calendar month ends with its last day, so its report is made in the next one.
    return Number(shifted(to, 1).slice(5, 7));
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
