/**
 * How many dossiers came in and how many waited at the end of a month: SYNTHETIC, and in closed form. What is
 * pending at the end of a month is a part of what came in during it, so that any month can be told without the
 * months before it and still takes over exactly what the month before left.
 */

import { type Month, monthOfYear } from "../province/calendar.ts";
import type { Entry } from "../province/catalogue.ts";
import { draw, mix, wholeNear } from "../random.ts";
import { type Curve, valueAt } from "./growth.ts";
import type { Habits } from "./habits.ts";

/** One procedure at one agency. */
export interface Desk {
  habits: Habits;
  entry: Entry;
  /** Mean number of dossiers a month at an agency of size 1. */
  volume: number;
}

/** What waits at the end of a month. */
export interface Pending {
  inTime: number;
  overdue: number;
}

// January to December: few people file around Tết, most in the middle of the year.
const SEASON: Curve = [0.86, 0.72, 1, 1.02, 1.1, 1.13, 1.14, 1.1, 1.01, 0.98, 0.98, 0.96].map((share, i) => [
  i + 1,
  share,
]);
const MONTHLY_GROWTH = 0.0045;
const WAITING = { so: 0.2, huyen: 0.14, xa: 0.05 };
const QUESTION = { quiet: 11, affinity: 12, noise: 13, received: 14, waiting: 15, pending: 16, overdue: 17 };

/** The seed of one desk in one month. */
export function deskSeed({ habits, entry }: Pick<Desk, "habits" | "entry">, month: Month): number {
  return mix(mix(habits.seed, entry.seed), month);
}

function isQuiet(habits: Habits, month: Month): boolean {
  return habits.quiet > 0 && draw(mix(habits.seed, month), QUESTION.quiet) < habits.quiet;
}

/** Dossiers received in a month; 0 before December 2020. */
export function receivedIn(desk: Desk, month: Month): number {
  const { habits, entry, volume } = desk;
  if (month < 0 || isQuiet(habits, month)) return 0;
  const seed = deskSeed(desk, month);
  const affinity = 0.5 + draw(mix(habits.seed, entry.seed), QUESTION.affinity);
  const noise = 0.8 + 0.4 * draw(seed, QUESTION.noise);
  const trend = valueAt(SEASON, monthOfYear(month)) * (1 + MONTHLY_GROWTH * month);
  return wholeNear(volume * habits.size * affinity * noise * trend, draw(seed, QUESTION.received));
}

/** Dossiers pending on the last evening of a month, never more than were received in it; none before December 2020. */
export function pendingAfter(desk: Desk, month: Month): Pending {
  const received = receivedIn(desk, month);
  // Whoever closes next month clears the table first.
  if (received === 0 || isQuiet(desk.habits, month + 1)) return { inTime: 0, overdue: 0 };
  const seed = deskSeed(desk, month);
  const share = WAITING[desk.entry.level] * (0.5 + draw(seed, QUESTION.waiting));
  const pending = wholeNear(received * share, draw(seed, QUESTION.pending), received);
  const lateness = 0.2 * (1 - desk.habits.punctual) ** 2;
  const overdue = wholeNear(pending * lateness, draw(seed, QUESTION.overdue), pending);
  return { inTime: pending - overdue, overdue };
}
