/** Portal users and web sites of the agencies: SYNTHETIC. */

import type { Day, Level, Measures } from "../contract.ts";
import type { Province } from "../province/agencies.ts";
import { recordsOn } from "../province/agencies.ts";
import { type Month, monthOf } from "../province/calendar.ts";
import { sizeOn } from "../province/sizes.ts";
import { draw, wholeNear } from "../random.ts";
import { type Curve, valueAt } from "./growth.ts";
import { type Habits, habitsOf } from "./habits.ts";

// People and enterprises with an account at an average agency of the level, at the end of 2023.
const USERS: Readonly<Record<Level, number>> = { so: 5200, huyen: 3600, xa: 640 };
const GROWTH: Curve = [
  [0, 0.15],
  [12, 0.35],
  [24, 0.7],
  [36, 1],
  [60, 1.4],
];
const IDENTIFIED: Curve = [
  [0, 0.05],
  [12, 0.15],
  [24, 0.34],
  [36, 0.6],
  [60, 0.85],
];
const SECTIONS: Curve = [
  [0, 0.3],
  [12, 0.6],
  [24, 0.85],
  [36, 0.97],
  [48, 1],
];
const QUESTION = { users: 51, identified: 52, websites: 53, section: 54 };

function websitesOf(level: Level, habits: Habits): number {
  const chance = draw(habits.seed, QUESTION.websites);
  if (level === "xa") return chance < 0.6 ? 1 : 0;
  return level === "so" && chance < 0.2 ? 2 : 1;
}

function measuresIn(level: Level, code: string, habits: Habits, month: Month): Measures {
  const chance = (question: number): number => draw(habits.seed, question);
  const portalUsers = wholeNear(USERS[level] * habits.size * valueAt(GROWTH, month), chance(QUESTION.users));
  const identified = Math.min(1, valueAt(IDENTIFIED, month) * (0.6 + 0.8 * habits.digital));
  const websites = websitesOf(level, habits);
  const hasSections = chance(QUESTION.section) < valueAt(SECTIONS, month);
  return {
    agency: code,
    portalUsers,
    identifiedUsers: wholeNear(portalUsers * identified, chance(QUESTION.identified), portalUsers),
    websites,
    websitesWithSection: hasSections ? websites : 0,
  };
}

/** The measures of every agency in force on a day, in the order of the agencies; they change month by month. */
export function measuresOn(province: Province, day: Day): readonly Measures[] {
  const month = Math.max(0, monthOf(day));
  return recordsOn(province, day).map(({ agency: { code, level }, sizes }) =>
    measuresIn(level, code, habitsOf(province, { code, level, size: sizeOn(sizes, day) }), month),
  );
}
