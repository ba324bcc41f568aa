import { addDays } from "date-fns/addDays";
import { format } from "date-fns/format";
import { getDaysInMonth } from "date-fns/getDaysInMonth";
import { z } from "zod";

/** A calendar day in Asia/Ho_Chi_Minh, `yyyy-mm-dd`. It has no hour and no zone, so no clock can shift it. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

const toDate = (day: Day): Date => new Date(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)));

/** The day so many days later; earlier where the number is negative. */
export const daysLater = (day: Day, days: number): Day => format(addDays(toDate(day), days), "yyyy-MM-dd");

/** 0 for Sunday to 6 for Saturday. */
export const weekdayOf = (day: Day): number => toDate(day).getDay();

/** A reporting month, `yyyy-mm` (tháng báo cáo). Which days it covers depends on the scheme. */
export type Month = string;

const PARTS_OF_YEAR = /^20\d{2}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]|9M))?$/;
const SPECIAL = /^(20\d{2}-\d{2}-\d{2})--(20\d{2}-\d{2}-\d{2})$/;

/** The days of a special period; null for every other text. */
function specialWindow(text: string): Window | null {
  const [, from, to] = SPECIAL.exec(text) ?? [];
  if (from === undefined || to === undefined || from > to) return null;
  return [from, to].every((day) => Day.safeParse(day).success) ? { from, to } : null;
}

/**
 * A reporting period (kỳ báo cáo): `2023-06`, `2023-Q2`, `2023-H1`, `2023-H2`, `2023-9M` or `2023`; or a special one
 * that a province's regime names, by its first and last day: `2025-06-27--2025-12-14`. A special period is one window under
 * every scheme: its counts are asked for and stored as one "month", which is its own and no other's.
 */
export const Period = z
  .string()
  .refine((text) => PARTS_OF_YEAR.test(text) || specialWindow(text) !== null, "kỳ báo cáo không hợp lệ");
export type Period = z.infer<typeof Period>;

/** A special period by its days, as it is written. */
export const specialPeriod = ({ from, to }: Window): Period => `${from}--${to}`;

export const PeriodKind = z.enum(["month", "quarter", "half", "nine-months", "year"]);
export type PeriodKind = z.infer<typeof PeriodKind>;

/**
 * How a reporting month is cut: `nd09` from the 15th of the month before to the 14th
 * (Nghị định 09/2019/NĐ-CP Điều 12), `calendar` from the first day to the last.
 */
export const Scheme = z.enum(["nd09", "calendar"]);
export type Scheme = z.infer<typeof Scheme>;

/** Days counted, both ends included. */
export interface Window {
  readonly from: Day;
  readonly to: Day;
}

/** The year of a period, of a special one that of its last day. */
const yearOf = (period: Period): number => Number((SPECIAL.test(period) ? lastDayOf(period) : period).slice(0, 4));

const monthAt = (year: number, index: number): Month => {
  const months = year * 12 + index - 1;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
};

export function kindOf(period: Period): PeriodKind | "special" {
  if (SPECIAL.test(period)) return "special";
  const part = period.slice(5);
  if (part === "") return "year";
  if (part === "9M") return "nine-months";
  if (part.startsWith("Q")) return "quarter";
  return part.startsWith("H") ? "half" : "month";
}

/** First and last month number (1–12) of a period within its year. */
function span(period: Period): readonly [number, number] {
  const part = period.slice(5);
  const number = Number(part.slice(1));
  switch (kindOf(period)) {
    case "year":
      return [1, 12];
    case "nine-months":
      return [1, 9];
    case "quarter":
      return [number * 3 - 2, number * 3];
    case "half":
      return [number * 6 - 5, number * 6];
    case "month":
      return [Number(part), Number(part)];
    case "special":
      return [Number(lastDayOf(period).slice(5, 7)), Number(lastDayOf(period).slice(5, 7))];
  }
}

/** The last day that a special period's text names. */
const lastDayOf = (period: Period): Day => period.slice(-10);

function monthsBetween(year: number, first: number, last: number): Month[] {
  return Array.from({ length: last - first + 1 }, (_, index) => monthAt(year, first + index));
}

/** The months of a period, first to last. Every period is exactly its months. */
export function monthsOf(period: Period): Month[] {
  if (kindOf(period) === "special") return [period];
  const [first, last] = span(period);
  return monthsBetween(yearOf(period), first, last);
}

/** January of the period's year up to the period's last month (lũy kế từ đầu năm); of a special period itself alone. */
export function yearToDateOf(period: Period): Month[] {
  if (kindOf(period) === "special") return [period];
  return monthsBetween(yearOf(period), 1, span(period)[1]);
}

/**
 * The twelve months that end with the period's last month, first to last; most of them may lie in the year before. Of a
 * special period itself alone.
 */
export function twelveMonthsTo(period: Period): Month[] {
  if (kindOf(period) === "special") return [period];
  const [, last] = span(period);
  return monthsBetween(yearOf(period), last - 11, last);
}

/**
 * The days of one month under a scheme.
 *
 * `windowOfMonth("2023-01", "nd09")` is 2022-12-15 … 2023-01-14.
 */
export function windowOfMonth(month: Month, scheme: Scheme): Window {
  const special = specialWindow(month);
  if (special !== null) return special;
  if (scheme === "nd09") return { from: `${monthAt(yearOf(month), Number(month.slice(5)) - 1)}-15`, to: `${month}-14` };
  return { from: `${month}-01`, to: lastCalendarDay(month) };
}

/** The days from the first month's first to the last month's last; the months must be in order and not empty. */
export function windowOfMonths(months: readonly Month[], scheme: Scheme): Window {
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) throw new RangeError("a window needs at least one month");
  return { from: windowOfMonth(first, scheme).from, to: windowOfMonth(last, scheme).to };
}

export function windowOf(period: Period, scheme: Scheme): Window {
  return windowOfMonths(monthsOf(period), scheme);
}

/** The month before; null before a special period, which follows none. */
export function monthBefore(month: Month): Month | null {
  if (kindOf(month) === "special") return null;
  return monthAt(yearOf(month), Number(month.slice(5)) - 1);
}

/** The last day of a calendar month, whatever the scheme. */
function lastCalendarDay(month: Month): Day {
  const days = getDaysInMonth(new Date(yearOf(month), Number(month.slice(5)) - 1, 1));
  return `${month}-${String(days).padStart(2, "0")}`;
}

/** The calendar end of the period's last month under every scheme: what a target's deadline is held against. */
export function nominalLastDayOf(period: Period): Day {
  return lastCalendarDay(monthAt(yearOf(period), span(period)[1]));
}

/** The period before of the same kind (kỳ trước); nine months and a special period have none. */
export function previousOf(period: Period): Period | null {
  const year = yearOf(period);
  const [first] = span(period);
  switch (kindOf(period)) {
    case "month":
      return monthBefore(period);
    case "quarter":
      return first === 1 ? `${year - 1}-Q4` : `${year}-Q${(first - 1) / 3}`;
    case "half":
      return first === 1 ? `${year - 1}-H2` : `${year}-H1`;
    case "year":
      return String(year - 1);
    case "nine-months":
    case "special":
      return null;
  }
}

/** The period before of the same year; null for a year's first, and where there is none. */
export function previousInYear(period: Period): Period | null {
  const previous = previousOf(period);
  return previous !== null && yearOf(previous) === yearOf(period) ? previous : null;
}

/** The period after, of the same kind (kỳ tới); that of the first nine months is the whole year, of a special one the month after. */
export function nextOf(period: Period): Period {
  const year = yearOf(period);
  const [, last] = span(period);
  switch (kindOf(period)) {
    case "month":
    case "special":
      return monthAt(year, last + 1);
    case "quarter":
      return last === 12 ? `${year + 1}-Q1` : `${year}-Q${last / 3 + 1}`;
    case "half":
      return last === 12 ? `${year + 1}-H1` : `${year}-H2`;
    case "nine-months":
      return String(year);
    case "year":
      return String(year + 1);
  }
}

/** The same period a year earlier (cùng kỳ năm trước); a special period has none. */
export function yearEarlierOf(period: Period): Period | null {
  if (kindOf(period) === "special") return null;
  return `${yearOf(period) - 1}${period.slice(4)}`;
}

/**
 * Months after the period up to and including the deadline's month; 0 when the deadline's month is not later.
 *
 * `monthsLeft("2023-06", "2023-11-30")` is 5.
 */
export function monthsLeft(period: Period, deadline: Day): number {
  const last = yearOf(period) * 12 + span(period)[1];
  return Math.max(0, yearOf(deadline) * 12 + Number(deadline.slice(5, 7)) - last);
}
