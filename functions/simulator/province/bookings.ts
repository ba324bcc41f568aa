/**
 * Who is booked in which window, and who takes over from whom: an agency is booked in every window on whose first or
 * last day it is in force, and what waits when it ends goes to its only successor.
 */

import type { Day, Level } from "../contract.ts";
import { type Province, recordOn } from "./agencies.ts";
import { addDays, daysBetween, type Window, windowIn } from "./calendar.ts";
import type { AgencyRecord } from "./record.ts";
import { sizeOn } from "./sizes.ts";

/** An agency in one window. */
export interface Booking {
  code: string;
  /** Whose counts the window's are: where two agencies of the code have a day in it, the newer one's. */
  record: AgencyRecord;
  level: Level;
  window: Window;
  /** Its last day in force within the window: the catalogue of that day is the one it works with. */
  lastDay: Day;
  /** Mean size over the days of the window, those on which it is not in force counting 0. */
  size: number;
}

function meanSize(record: AgencyRecord, { from, to }: Window): number {
  const { validFrom, validTo } = record.agency;
  const first = validFrom > from ? validFrom : from;
  const last = validTo !== null && validTo < to ? validTo : to;
  let sum = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) sum += sizeOn(record.sizes, day);
  return sum / (daysBetween(from, to) + 1);
}

// Nothing changes in most windows: no mean then, so that a size stays the number that it is.
function sizeIn(versions: readonly AgencyRecord[], window: Window): number {
  const [only, ...others] = versions;
  const isWhole =
    only !== undefined &&
    others.length === 0 &&
    only.agency.validFrom <= window.from &&
    (only.agency.validTo === null || only.agency.validTo >= window.to);
  if (isWhole && sizeOn(only.sizes, window.from) === sizeOn(only.sizes, window.to))
    return sizeOn(only.sizes, window.to);
  return versions.reduce((total, record) => total + meanSize(record, window), 0);
}

/** How an agency is booked in a window, or undefined where it is not. */
export function bookingOf(province: Province, code: string, window: Window): Booking | undefined {
  const first = recordOn(province, code, window.from);
  const last = recordOn(province, code, window.to);
  const newest = last ?? first;
  if (newest === undefined) return undefined;
  const { level, validTo } = newest.agency;
  const lastDay = validTo !== null && validTo < window.to ? validTo : window.to;
  const versions = first === undefined || first === newest ? [newest] : [first, newest];
  return { code, record: newest, level, window, lastDay, size: sizeIn(versions, window) };
}

/**
 * Who opens the next month with what is pending: the agency itself, or its only successor once it has ended; nobody
 * after one that was divided, though one of its parts has its code.
 */
export function nextHolder(province: Province, { code, record, window }: Booking): Booking | undefined {
  const next = windowIn(window.month + 1, window.scheme);
  const own = bookingOf(province, code, next);
  if (own?.record === record) return own;
  const [successor, ...others] = record.agency.successors;
  return successor === undefined || others.length > 0 ? undefined : bookingOf(province, successor, next);
}

/** Those whose pending dossiers of the month before an agency opens with: itself, and whoever ended into it. */
export function previousHolders(province: Province, { code, window }: Booking): readonly Booking[] {
  const before = windowIn(window.first - 1, window.scheme);
  return [code, ...(province.predecessors.get(code) ?? [])]
    .flatMap((each) => bookingOf(province, each, before) ?? [])
    .filter((holder) => nextHolder(province, holder)?.code === code);
}
