/** The five lists of the contract: which items a query asks for, and when they were read. */

import type { Agency, Day, Measures, Procedure, ProcedureCounts, Reading, TaskProgress } from "../contract.ts";
import { Refusal } from "../problems.ts";
import { type Province, recordsOn } from "../province/agencies.ts";
import { bookingOf } from "../province/bookings.ts";
import { dayInVietnam, monthOf, reportingWindow } from "../province/calendar.ts";
import type { Catalogue } from "../province/procedures.ts";
import { countsOf } from "./counts.ts";
import { measuresOn } from "./measures.ts";
import { readingOf, readingOn } from "./readings.ts";
import { tasksOn } from "./tasks.ts";

/** A whole list, before it is cut into pages. */
export interface List<Item> {
  items: readonly Item[];
  reading: Reading;
}

/** What the lists are made of: one province, at an instant. */
export interface Source {
  province: Province;
  catalogue: Catalogue;
  now: Date;
}

const earlierOf = (day: Day, other: Day): Day => (day < other ? day : other);

/** Agencies in force on a day. */
export function agencyList({ province, now }: Source, asOf: Day): List<Agency> {
  const reading = readingOn(asOf, now);
  return { items: recordsOn(province, asOf).map((record) => record.agency), reading };
}

/** The catalogue of a day. */
export function procedureList({ catalogue, now }: Source, asOf: Day): List<Procedure> {
  const reading = readingOn(asOf, now);
  return { items: catalogue.inMonth(monthOf(asOf)).map(({ procedure }) => procedure), reading };
}

/** Measures as of a day; of a day to come, those of today. */
export function measuresList({ province, now }: Source, asOf: Day): List<Measures> {
  const reading = readingOn(asOf, now);
  return { items: measuresOn(province, earlierOf(asOf, dayInVietnam(now))), reading };
}

/** Progress on a programme as of a day; of a day to come, that of today. */
export function taskList({ province, now }: Source, programme: string, asOf: Day): List<TaskProgress> {
  const reading = readingOn(asOf, now);
  return { items: tasksOn(province, programme, earlierOf(asOf, dayInVietnam(now))), reading };
}

/** Counts of an agency in the window of one reporting month. */
export function countsList(source: Source, code: string, from: Day, to: Day): List<ProcedureCounts> {
  const window = reportingWindow(from, to);
  if (window === undefined) {
    throw new Refusal(400, `Kỳ số liệu ${from} … ${to} không phải là kỳ của một tháng báo cáo.`);
  }
  if (window.month < 0) throw new Refusal(404, "Hệ thống chỉ có số liệu từ kỳ báo cáo tháng 12/2020.");
  const booking = bookingOf(source.province, code, window);
  if (booking === undefined) throw new Refusal(404, `Không có đơn vị "${code}" trong kỳ ${from} … ${to}.`);
  const reading = readingOf(from, to, source.now);
  return { items: countsOf(source.province, source.catalogue, booking), reading };
}
