/** The five lists of the contract: which items a query asks for, and when they were read. */

import { type Province, recordsOn } from "./agencies.ts";
import { bookingOf } from "./bookings.ts";
import { monthOf, reportingWindow } from "./calendar.ts";
import type { Agency, Day, Measures, Procedure, ProcedureCounts, Reading, TaskProgress } from "./contract.ts";
import { countsOf } from "./counts.ts";
import { measuresOn } from "./measures.ts";
import { Refusal } from "./problems.ts";
import type { Catalogue } from "./procedures.ts";
import { readingOf, readingOn } from "./readings.ts";
import { tasksOn } from "./tasks.ts";

/** A whole list, before it is cut into pages. */
export interface List<Item> {
  items: readonly Item[];
  reading: Reading;
}

/** What the lists are made of: one province, on the day `today` in Asia/Ho_Chi_Minh. */
export interface Source {
  province: Province;
  catalogue: Catalogue;
  today: Day;
}

/** Agencies in force on a day. */
export function agencyList({ province, today }: Source, asOf: Day): List<Agency> {
  const reading = readingOn(asOf, today);
  return { items: recordsOn(province, asOf).map((record) => record.agency), reading };
}

/** The catalogue of a day. */
export function procedureList({ catalogue, today }: Source, asOf: Day): List<Procedure> {
  const reading = readingOn(asOf, today);
  return { items: catalogue.inMonth(monthOf(asOf)).map(({ procedure }) => procedure), reading };
}

/** Measures as of a day; of a day to come, those of today. */
export function measuresList({ province, today }: Source, asOf: Day): List<Measures> {
  const reading = readingOn(asOf, today);
  return { items: measuresOn(province, asOf < today ? asOf : today), reading };
}

/** Progress on a programme as of a day; of a day to come, that of today. */
export function taskList({ province, today }: Source, programme: string, asOf: Day): List<TaskProgress> {
  const reading = readingOn(asOf, today);
  return { items: tasksOn(province, programme, asOf < today ? asOf : today), reading };
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
  const reading = readingOf(from, to, source.today);
  return { items: countsOf(source.province, source.catalogue, booking), reading };
}
