/** Offices that bear the type of their province in their names: "Thanh tra tỉnh" is "Thanh tra thành phố" in a city. */

import type { Day } from "../contract.ts";
import type { AgencyRecord } from "./record.ts";
import type { Change } from "./reorganisation.ts";

/** Since when a province is a city under the central government; null where it has always been one. */
export type CitySince = Day | null;

const OF_PROVINCE = / tỉnh$/u;

/** The name of an office as it is in a city. */
export const inCity = (name: string): string => name.replace(OF_PROVINCE, " thành phố");

/** What the day does to the names of offices on which their province becomes a city. SYNTHETIC: all on that day. */
export function namedInCity(records: readonly AgencyRecord[], day: Day): Change {
  const formed = records.flatMap(({ agency: { code, name, level, parentCode } }) =>
    level === "so" && OF_PROVINCE.test(name) ? [{ code, name: inCity(name), level, parentCode }] : [],
  );
  return {
    day,
    reason: "The province became a city",
    synthetic: "that offices are renamed on that day",
    ended: [],
    formed,
  };
}
