import { fileURLToPath } from "node:url";
import { daysOff, HolidayList, isWeekend } from "../revisions/working-days.ts";
import { nameFaults } from "./faults/programmes.ts";
import { readTemplates, refuse } from "./files.ts";
import type { Fault } from "./reasons.ts";

/** Days that are holidays by their date every year, as `-mm-dd`. */
const FIXED = ["-01-01", "-04-30", "-05-01", "-09-02"] as const;

/** Of Tết; the list of a year names them in a row. */
const TET_DAYS = 5;

const written = (day: string): string => day.split("-").reverse().join("/");

/** Mistakes of a year's list that its schema cannot see: one that lacks holidays makes deadlines wrong. */
function* listFaults(list: HolidayList): Generator<Fault> {
  const { id, off, working, proposed } = list;
  const all = [
    ...off.flatMap(({ from, to }, index) => [
      { path: ["off", index, "from"], day: from },
      { path: ["off", index, "to"], day: to },
    ]),
    ...working.map(({ day }, index) => ({ path: ["working", index, "day"], day })),
    ...proposed.map(({ day }, index) => ({ path: ["proposed", index, "day"], day })),
  ];
  for (const { path, day } of all) {
    if (!day.startsWith(`${id}-`)) yield { path, reason: `ngày ${written(day)} không thuộc năm ${id}` };
  }
  for (const [index, { from, to }] of off.entries()) {
    if (to < from) yield { path: ["off", index, "to"], reason: `ngày cuối phải từ ngày đầu ${written(from)} trở đi` };
  }
  const days = new Set(daysOff(list));
  for (const [index, { day }] of working.entries()) {
    const path = ["working", index, "day"];
    if (!isWeekend(day)) yield { path, reason: `ngày làm bù ${written(day)} phải là thứ Bảy hoặc Chủ nhật` };
    if (days.has(day)) yield { path, reason: `ngày ${written(day)} vừa là ngày nghỉ vừa là ngày làm bù` };
  }
  for (const fixed of FIXED) {
    if (!days.has(`${id}${fixed}`)) yield { path: ["off"], reason: `thiếu ngày ${written(`${id}${fixed}`)}` };
  }
  const tet = off.some(
    ({ from, to }) => from < `${id}-03` && daysOff({ off: [{ from, to, name: "" }] }).length >= TET_DAYS,
  );
  if (!tet) yield { path: ["off"], reason: `thiếu đủ ${TET_DAYS} ngày Tết Âm lịch liền nhau` };
}

/**
 * The days off of each year that has a list in `templates/holidays/`, by year.
 *
 * @throws TemplateInvalid at the first mistake, with its file, line, column, field and reason.
 */
export function loadHolidays(templates: URL): HolidayList[] {
  const lists = readTemplates(fileURLToPath(templates), "holidays", HolidayList);
  for (const [source, fault] of nameFaults(lists)) refuse(source, [fault]);
  for (const { source, value } of lists) refuse(source, listFaults(value));
  return lists.map(({ value }) => value);
}
