/** A pair of days, both included. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

const pad = (value: number, width: number): string => String(value).padStart(width, "0");
const month = (index: number): string => `${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1, 2)}`;
const indexOf = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;

/** The month so many months later (or, negative, earlier). */
export const monthsLater = (text: string, count: number): string => month(indexOf(text) + count);

function lengthOf(text: string): number {
  const [year, number] = [Number(text.slice(0, 4)), Number(text.slice(5, 7))];
  if (number === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(number) ? 30 : 31;
}

/** The calendar end of a month: the nominal last day of figures.md 6. */
export const endOfMonth = (text: string): string => `${text}-${lengthOf(text)}`;

/** The window of a month (figures.md 1). */
export function windowOfMonth(text: string, scheme: "nd09" | "calendar"): Span {
  if (scheme === "calendar") return { from: `${text}-01`, to: endOfMonth(text) };
  return { from: `${monthsLater(text, -1)}-15`, to: `${text}-14` };
}

const range = (year: string, first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, step) => `${year}-${pad(first + step, 2)}`);

/** The months of a period (figures.md 1). */
export function monthsOfPeriod(period: string): string[] {
  const [year, part] = [period.slice(0, 4), period.slice(5)];
  if (part === "") return range(year, 1, 12);
  if (part === "H1") return range(year, 1, 6);
  if (part === "H2") return range(year, 7, 12);
  if (part === "9M") return range(year, 1, 9);
  if (part.startsWith("Q")) return range(year, Number(part[1]) * 3 - 2, Number(part[1]) * 3);
  return [period];
}

/** The last month of a period. */
export const lastMonthOf = (period: string): string => monthsOfPeriod(period).at(-1) ?? period;

/** January of the period's year up to the period's last month (figures.md 1, basis `year`). */
export const monthsOfYearUpTo = (period: string): string[] =>
  range(period.slice(0, 4), 1, Number(lastMonthOf(period).slice(5)));

/** The window of a run of months. */
export function spanOf(months: readonly string[], scheme: "nd09" | "calendar"): Span {
  const [first, last] = [months[0] ?? "", months.at(-1) ?? ""];
  return { from: windowOfMonth(first, scheme).from, to: windowOfMonth(last, scheme).to };
}

/** The same period a year earlier. */
export const yearEarlier = (period: string): string => pad(Number(period.slice(0, 4)) - 1, 4) + period.slice(4);

/** The period before, or null: nine months have none (figures.md 6). */
export function periodBefore(period: string): string | null {
  const [year, part] = [period.slice(0, 4), period.slice(5)];
  if (part === "9M") return null;
  if (part === "") return yearEarlier(period);
  if (part === "H1") return `${pad(Number(year) - 1, 4)}-H2`;
  if (part === "H2") return `${year}-H1`;
  if (!part.startsWith("Q")) return monthsLater(period, -1);
  return part === "Q1" ? `${pad(Number(year) - 1, 4)}-Q4` : `${year}-Q${Number(part[1]) - 1}`;
}
