import { z } from "zod";
import { Day, daysLater, weekdayOf } from "../domain/period.ts";

const text = z.string().trim().min(1, "không được để trống");

/**
 * The days off (ngày nghỉ lễ, Tết) of a year as the notices of the Government name them, for civil servants
 * (Bộ luật Lao động năm 2019, Điều 111 và Điều 112).
 */
export const HolidayList = z.strictObject({
  /** The year, the file's name. */
  id: z.string().regex(/^20\d{2}$/, "phải là năm, ví dụ 2026"),
  /** Whether somebody has held the list against the notices themselves. */
  confirmed: z.boolean(),
  /** The notices it was taken from. */
  sources: z.array(text).min(1),
  /** Days on which offices are closed, both ends included; the weekend need not be among them. */
  off: z.array(z.strictObject({ from: Day, to: Day, name: text })).min(1),
  /** Days of a weekend that are worked for a working day that was swapped (hoán đổi ngày làm việc, làm bù). */
  working: z.array(z.strictObject({ day: Day, name: text })),
  /** Days off that nobody has confirmed: they count as working days. */
  proposed: z.array(z.strictObject({ day: Day, name: text, source: text })),
});
export type HolidayList = z.infer<typeof HolidayList>;

/** What makes the working days of a year differ from Monday to Friday. */
export interface WorkingYear {
  readonly off: ReadonlySet<Day>;
  /** Days of a weekend that are worked. */
  readonly working: ReadonlySet<Day>;
  /** False where the days are not those of a confirmed list of the Government. */
  readonly confirmed: boolean;
}

/** The working days by year. */
export type WorkingDays = (year: number) => WorkingYear;

/** The days from one to another, both included; none where the first is the later. */
function daysFromTo(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = daysLater(day, 1)) days.push(day);
  return days;
}

export const daysOff = ({ off }: Pick<HolidayList, "off">): Day[] =>
  off.flatMap(({ from, to }) => daysFromTo(from, to));

/** A year by its list. */
export const listedYear = (list: HolidayList): WorkingYear => ({
  off: new Set(daysOff(list)),
  working: new Set(list.working.map(({ day }) => day)),
  confirmed: list.confirmed,
});

export const isWeekend = (day: Day): boolean => weekdayOf(day) === 0 || weekdayOf(day) === 6;

/** Quốc khánh has two days: 2/9 and the one before or after it, whichever makes the longer rest (Điều 112 khoản 1 điểm đ). */
function nationalDays(year: number): Day[] {
  const day = `${year}-09-02`;
  const after = [0, 1, 4].includes(weekdayOf(day));
  return [day, daysLater(day, after ? 1 : -1)];
}

/** The first working day after a holiday on a weekend (nghỉ bù, Điều 111 khoản 3). */
function dayInLieu(day: Day, off: ReadonlySet<Day>): Day {
  let next = day;
  while (isWeekend(next) || off.has(next)) next = daysLater(next, 1);
  return next;
}

/**
 * A year without a list, by what the Labour Code says: its holidays, the second day of Quốc khánh, and a day in lieu for
 * each that falls on a weekend. Which days the Government will choose around Tết, and which it will swap, nobody knows.
 *
 * @param holidays the year's holidays by date, all five days of Tết among them
 */
export function expectedYear(year: number, holidays: readonly Day[]): WorkingYear {
  const named = [...new Set([...holidays, ...nationalDays(year)])].sort();
  const off = new Set(named);
  for (const day of named.filter(isWeekend)) off.add(dayInLieu(day, off));
  return { off, working: new Set(), confirmed: false };
}

/** Whether offices work on a day. */
export function isWorkingDay(day: Day, workingDays: WorkingDays): boolean {
  const { off, working } = workingDays(Number(day.slice(0, 4)));
  return working.has(day) || !(isWeekend(day) || off.has(day));
}
