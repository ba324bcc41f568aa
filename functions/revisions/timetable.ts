import { z } from "zod";
import { PeriodKind, type Scheme } from "../domain/period.ts";
import { latestEnded, reportingMonths } from "./cadence.ts";

/** A day that every month has. */
const dayOfMonth = z.int().min(1).max(28);

/** When the reports of one kind of period are made, and until when they have to be there. */
const Entry = z.strictObject({
  kind: PeriodKind,
  /** Days of the month on which runs start: the first after the period has ended, the last when the report is due. */
  days: z.array(dayOfMonth).min(1),
  /** Hours of those days in Asia/Ho_Chi_Minh, 0–23; the later ones are for a province that did not answer earlier. */
  hours: z.array(z.int().min(0).max(23)).min(1),
  /** Minute of the hour, 0–59; another for every kind, so that a province is not asked twice at once. */
  minute: z.int().min(0).max(59),
  /** Day of the month up to which the report is to be handed in. */
  due: dayOfMonth,
  /** Working days before the due day from which on the report must be there. */
  margin: z.int().min(0).max(10),
  /**
   * Days after the due day on which a report with provisional figures is looked at again for the last time, once each day
   * until then; it is issued anew once, when nothing is missing any more or on that last day.
   */
  follow: z.int().min(0).max(90).default(30),
});
export type Entry = z.infer<typeof Entry>;

/** When a province's reports are made by themselves. It says nothing about what they say, so no report depends on it. */
export const Timetable = z.strictObject({
  /** Province, the file's name. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "chỉ gồm chữ thường, chữ số và dấu gạch nối"),
  entries: z.array(Entry).min(1),
});
export type Timetable = z.infer<typeof Timetable>;

/** Minutes over which the provinces' starts are spread. */
const SPREAD = 30;

/**
 * Minutes, 0–29, by which a province's runs start later than its timetable's minute, so that not all begin at once; the
 * same for ever, by its id alone (FNV-1a, 32 bits, of the characters).
 */
export function delayOf(province: string): number {
  let hash = 0x811c9dc5;
  for (const character of province) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % SPREAD;
}

/** When runs start. */
type Times = Pick<Entry, "kind" | "days" | "hours" | "minute">;

/**
 * The schedule of an entry as EventBridge Scheduler writes it. The delay stays within the hour, so that the days and
 * hours are the timetable's and the kinds of periods as far apart as there.
 *
 * @param delay minutes
 */
export function cronOf({ kind, days, hours, minute: earliest }: Times, scheme: Scheme, delay: number): string {
  const months = reportingMonths(kind, scheme);
  const minute = (earliest + delay) % 60;
  return `cron(${minute} ${hours.join(",")} ${days.join(",")} ${months.length === 12 ? "*" : months.join(",")} ? *)`;
}

/** Days on which a period of the kind that ends in their own month has not ended yet: a run would report the one before. */
export const daysTooEarly = ({ kind, days }: Pick<Entry, "kind" | "days">, scheme: Scheme): number[] =>
  days.filter((day) => {
    const month = String(reportingMonths(kind, scheme)[0]).padStart(2, "0");
    const onDay = latestEnded(kind, `2023-${month}-${String(day).padStart(2, "0")}`, scheme);
    return onDay !== latestEnded(kind, `2023-${month}-28`, scheme);
  });
