/** Days and monthly windows of the simulated province. Days are texts, months are numbers: no host zone comes in. */

import type { Day } from "../contract.ts";

/** Months are counted from December 2020, the first one with figures: 2020-12 is 0, 2021-01 is 1. */
export type Month = number;

const FIRST_YEAR = 2020;
const FIRST_MONTH_OF_YEAR = 12;
const HOURS_AHEAD_OF_UTC = 7;
const MILLISECONDS_PER_HOUR = 3_600_000;
const MILLISECONDS_PER_DAY = 24 * MILLISECONDS_PER_HOUR;

/** The first day of the first window (2020-12 under scheme nd09): nothing older can be asked for. */
export const FIRST_DAY: Day = "2020-11-15";

function written(instant: number): Day {
  return new Date(instant).toISOString().slice(0, 10);
}

function midnight(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** Whether a text is a day of the calendar, written YYYY-MM-DD; 2023-02-29 is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = midnight(text);
  return !Number.isNaN(instant) && written(instant) === text;
}

/** The day `days` days later (earlier when negative). */
export function addDays(day: Day, days: number): Day {
  return written(midnight(day) + days * MILLISECONDS_PER_DAY);
}

/** The number of days from one day to another, negative when `to` is the earlier one. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((midnight(to) - midnight(from)) / MILLISECONDS_PER_DAY);
}

/** The day in Viet Nam at an instant; Viet Nam has kept UTC+7 without summer time since 1975. */
export function dayInVietnam(instant: Date): Day {
  return written(instant.getTime() + HOURS_AHEAD_OF_UTC * MILLISECONDS_PER_HOUR);
}

/** The calendar month of a day, counted from 2020-12 (negative before it). */
export function monthOf(day: Day): Month {
  const [year = 0, monthOfYear = 0] = day.split("-").map(Number);
  return (year - FIRST_YEAR) * 12 + monthOfYear - FIRST_MONTH_OF_YEAR;
}

/** January is 1, December is 12. */
export function monthOfYear(month: Month): number {
  return ((((month + FIRST_MONTH_OF_YEAR - 1) % 12) + 12) % 12) + 1;
}

/** The first calendar day of a month. */
export function monthStart(month: Month): Day {
  return written(Date.UTC(FIRST_YEAR, FIRST_MONTH_OF_YEAR - 1 + month, 1));
}

/**
 * How a reporting month is cut: from the 15th of the month before to the 14th (Nghị định 09/2019/NĐ-CP, Điều 12), or as
 * the calendar has it.
 */
export type Scheme = "nd09" | "calendar";

/** The days of a reporting month, both ends included. */
export interface Window {
  month: Month;
  scheme: Scheme;
  from: Day;
  to: Day;
  /** The first of the months that it covers: the month itself, an earlier one where the window is longer. */
  first: Month;
  /** How many months it is long: 1, more where the window is no month's. */
  length: number;
}

/** The window of a reporting month. */
export function windowIn(month: Month, scheme: Scheme): Window {
  const whole = { month, scheme, first: month, length: 1 };
  return scheme === "nd09"
    ? { ...whole, from: addDays(monthStart(month - 1), 14), to: addDays(monthStart(month), 13) }
    : { ...whole, from: monthStart(month), to: addDays(monthStart(month + 1), -1) };
}

/** A window shorter than this can only be a month that is wrongly cut. */
const SHORTEST_SPECIAL = 100;
const DAYS_A_MONTH = 30.4;

/**
 * The reporting month with these days, or a special period of some months. Undefined for every other pair:
 * figures are booked by these windows only.
 */
export function reportingWindow(from: Day, to: Day): Window | undefined {
  const month = monthOf(to);
  const usual = [windowIn(month, "nd09"), windowIn(month, "calendar")];
  const days = daysBetween(from, to) + 1;
  const special: Window = { month, scheme: "nd09", from, to, first: monthOf(from), length: days / DAYS_A_MONTH };
  return usual.find((each) => each.from === from && each.to === to) ?? (days > SHORTEST_SPECIAL ? special : undefined);
}
