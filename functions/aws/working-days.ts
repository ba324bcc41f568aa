import Calendar from "date-holidays";
import { loadHolidays } from "../catalogue/holidays.ts";
import { type Day, daysLater } from "../domain/period.ts";
import { expectedYear, listedYear, type WorkingDays } from "../revisions/working-days.ts";

const DAY_MS = 86_400_000;

/** Public holidays of Việt Nam by date, Tết by the moon: one entry, which begins with giao thừa, has all its days. */
function holidaysOf(year: number): Day[] {
  const entries = new Calendar("VN", { languages: "vi" }).getHolidays(year).filter(({ type }) => type === "public");
  return entries.flatMap(({ date, start, end }) => {
    const days = Math.round((end.getTime() - start.getTime()) / DAY_MS);
    return Array.from({ length: days }, (_, index) => daysLater(date.slice(0, 10), index));
  });
}

/** The working days of offices: by the lists in `templates/holidays/`, and by the calendar where a year has none. */
export function workingDaysOf(templates: URL): WorkingDays {
  const lists = new Map(loadHolidays(templates).map((list) => [Number(list.id), listedYear(list)]));
  return (year) => lists.get(year) ?? expectedYear(year, holidaysOf(year));
}
