/** Who handles a procedure in a month: departments change in 03/2025, districts end in 07/2025. */

import type { Day, Level } from "../contract.ts";
import { holderOn, type Province, recordsOn } from "./agencies.ts";
import { type Month, monthStart } from "./calendar.ts";
import type { Entry } from "./catalogue.ts";

/** The level whose agencies handle a procedure, and for level so which one of them. */
export interface Placement {
  level: Level;
  owner: string | null;
  /** Mean number of dossiers a month at an agency of size 1. */
  volume: number;
}

/** The first day without districts: nothing is left at level huyen (real day; where each procedure goes is SYNTHETIC). */
const DISTRICTS_END: Day = "2025-07-01";

// What came in at one district comes in at its communes together, or at one department for all districts: rough means.
const COMMUNES_A_DISTRICT = 12.5;
const DISTRICTS_A_PROVINCE = 10;

function placed(entry: Entry, day: Day): { level: Level; role: string | null; volume: number } {
  const { level, role, thenRole, volume } = entry;
  if (level !== "huyen" || day < DISTRICTS_END) return { level, role, volume };
  return thenRole === null
    ? { level: "xa", role: null, volume: volume / COMMUNES_A_DISTRICT }
    : { level: "so", role: thenRole, volume: volume * DISTRICTS_A_PROVINCE };
}

/**
 * Where every procedure is on the first of a month, in the order given. One that no agency in force handles is in no
 * catalogue: a province that has ended has none.
 */
export function placementsIn(province: Province, entries: readonly Entry[], month: Month): Map<Entry, Placement> {
  const day = monthStart(month);
  const levels = new Set(recordsOn(province, day).map(({ agency }) => agency.level));
  const roles = new Map<string, string | undefined>();
  const holderOf = (role: string): string | undefined => {
    if (!roles.has(role)) roles.set(role, holderOn(province, role, day));
    return roles.get(role);
  };
  const placements = new Map<Entry, Placement>();
  for (const entry of entries) {
    const { level, role, volume } = placed(entry, day);
    const owner = role === null ? null : holderOf(role);
    if (owner !== undefined && levels.has(level)) placements.set(entry, { level, owner, volume });
  }
  return placements;
}
