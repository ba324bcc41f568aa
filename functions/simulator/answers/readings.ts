/** When the figures of a window were read, and whether they are final. */

import type { Day, Reading } from "../contract.ts";
import { Refusal } from "../problems.ts";
import { addDays, dayInVietnam, FIRST_DAY } from "../province/calendar.ts";

// A window that runs today ends within a month; its last day may be asked for already.
const LONGEST_LOOK_AHEAD = 31;

/** Six in the morning; before that, the midnight that has passed: nothing is read in the future. */
function morningOf(day: Day, now: Date): string {
  const six = `${day}T06:00:00+07:00`;
  return Date.parse(six) <= now.getTime() ? six : `${day}T00:00:00+07:00`;
}

/**
 * The reading of a window on the day (Asia/Ho_Chi_Minh) of `now`. Final when its last day is over, read on the morning
 * after it; provisional otherwise, read this morning. Refused with 404: a window that has not begun, or one before
 * the first figures.
 */
export function readingOf(first: Day, last: Day, now: Date): Reading {
  const today = dayInVietnam(now);
  if (last < FIRST_DAY) throw new Refusal(404, "Hệ thống chỉ có số liệu từ kỳ báo cáo tháng 12/2020.");
  if (first > today) throw new Refusal(404, "Kỳ số liệu chưa bắt đầu, chưa có số liệu gửi về.");
  if (last < today) return { dataAsOf: morningOf(addDays(last, 1), now), status: "final" };
  return { dataAsOf: morningOf(today, now), status: "provisional" };
}

/**
 * The reading of a list as of a day. A day that is still to come (at most 31 days ahead, the rest of a window that
 * runs) is answered with what is known today.
 */
export function readingOn(asOf: Day, now: Date): Reading {
  const today = dayInVietnam(now);
  const isNear = asOf > today && asOf <= addDays(today, LONGEST_LOOK_AHEAD);
  return readingOf(isNear ? today : asOf, asOf, now);
}
