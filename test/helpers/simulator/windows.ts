/** Monthly windows for the tests, written out from the table of periods and not from the simulator's calendar. */

/** Months since 2020-12 in which nobody is reorganised, nor in the month after: 2020-12 … 2024-11. */
export const LAST_QUIET_MONTH = 47;

function day(year: number, monthOfYear: number, dayOfMonth: number): string {
  return new Date(Date.UTC(year, monthOfYear - 1, dayOfMonth)).toISOString().slice(0, 10);
}

/** The window of a month under Nghị định 09/2019, as query parameters. */
export function decreeWindow(month: number): string {
  return `from=${day(2020, 11 + month, 15)}&to=${day(2020, 12 + month, 14)}`;
}

/** The calendar month, as query parameters. */
export function calendarWindow(month: number): string {
  return `from=${day(2020, 12 + month, 1)}&to=${day(2020, 13 + month, 0)}`;
}
