/**
 * The agencies of the simulated provinces. Units and names are real (GSO list of 15/04/2023, and the changes up to
 * 07/2025); the departments' codes, days of validity and all that says how busy an agency is are SYNTHETIC.
 */

import { z } from "zod";
import type { Agency, Day, Level } from "../contract.ts";
import baRiaVungTau from "../data/agencies-ba-ria-vung-tau.json" with { type: "json" };
import dongNai from "../data/agencies-dong-nai.json" with { type: "json" };
import made from "../data/agencies-made.json" with { type: "json" };
import quangTri from "../data/agencies-quang-tri.json" with { type: "json" };
import tpHoChiMinh from "../data/agencies-tp-ho-chi-minh.json" with { type: "json" };
import baRiaVungTauChanges from "../data/changes-ba-ria-vung-tau.json" with { type: "json" };
import dongNaiChanges from "../data/changes-dong-nai.json" with { type: "json" };
import quangTriChanges from "../data/changes-quang-tri.json" with { type: "json" };
import { type CitySince, inCity, namedInCity } from "./city.ts";
import type { AgencyRecord } from "./record.ts";
import { changesFile, reorganised } from "./reorganisation.ts";
import { drawnSize } from "./sizes.ts";

/** The provinces whose real units the simulator knows. */
export type ProvinceId = "ba-ria-vung-tau" | "dong-nai" | "quang-tri" | "tp-ho-chi-minh";

export interface Province {
  id: string;
  /** In the order of the lists: sở, huyện, xã. A code that is used again has several records, one after the other. */
  records: readonly AgencyRecord[];
  byCode: ReadonlyMap<string, readonly AgencyRecord[]>;
  /** Codes of agencies that ended with this one, another one, as their only successor. */
  predecessors: ReadonlyMap<string, readonly string[]>;
  /** Factor on the catalogue's mean numbers of dossiers, which are those of Bà Rịa - Vũng Tàu for level xa. */
  volumeScale: Readonly<Record<Level, number>>;
}

const FILES = {
  "ba-ria-vung-tau": baRiaVungTau,
  "dong-nai": dongNai,
  "quang-tri": quangTri,
  "tp-ho-chi-minh": tpHoChiMinh,
};
const CHANGES = new Map<string, unknown>([
  ["ba-ria-vung-tau", baRiaVungTauChanges],
  ["dong-nai", dongNaiChanges],
  ["quang-tri", quangTriChanges],
]);
const NO_CHANGES = { note: "", changes: [] };
const LEVELS: readonly Level[] = ["so", "huyen", "xa"];

/** Whether the units of a province are real ones; those of every other are made up, too. */
export const hasRealUnits = (id: string): id is ProvinceId => Object.hasOwn(FILES, id);

/** Every province that can be simulated on its real units. */
export const SIMULATED: readonly ProvinceId[] = Object.keys(FILES).filter(hasRealUnits);

const provinceFile = z.object({
  validFrom: z.string(),
  volumeScale: z.object({ so: z.number(), huyen: z.number(), xa: z.number() }),
  agencies: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      level: z.enum(["so", "huyen", "xa"]),
      parentCode: z.string().nullable(),
      roles: z.array(z.string()).default([]),
      size: z.number().optional(),
    }),
  ),
});

type ProvinceFile = z.infer<typeof provinceFile>;

function firstRecords(id: string, { validFrom, agencies }: ProvinceFile): readonly AgencyRecord[] {
  return agencies.map(({ roles, size = undefined, ...unit }) => ({
    agency: { ...unit, validFrom, validTo: null, successors: [] },
    roles,
    sizes: [{ from: validFrom, size: size ?? drawnSize(id, unit.code, unit.level) }],
  }));
}

/** Codes of agencies that ended with another one as their only successor, by its code. */
export function predecessorsIn(records: readonly AgencyRecord[]): ReadonlyMap<string, readonly string[]> {
  const predecessors = new Map<string, string[]>();
  for (const { agency } of records) {
    const [successor, ...others] = agency.successors;
    if (successor === undefined || others.length > 0 || successor === agency.code) continue;
    predecessors.set(successor, [...(predecessors.get(successor) ?? []), agency.code]);
  }
  return predecessors;
}

/** A made-up province is of the type that it has on a day; of the real ones the changes tell it. */
function madeUp(id: string, file: ProvinceFile, citySince: CitySince | undefined): readonly AgencyRecord[] {
  const first = firstRecords(id, file);
  if (citySince === undefined) return first;
  if (citySince !== null && citySince > file.validFrom) return reorganised(first, [namedInCity(first, citySince)]);
  return first.map((record) => ({ ...record, agency: { ...record.agency, name: inCity(record.agency.name) } }));
}

/**
 * Reads a province from the project's own data; of one whose units are not there, the agencies are made up.
 *
 * @param citySince since when a province whose agencies are made up is a city under the central government; none where it is none
 */
export function loadProvince(id: string, citySince?: CitySince): Province {
  const file = provinceFile.parse(hasRealUnits(id) ? FILES[id] : made);
  const all = hasRealUnits(id)
    ? reorganised(firstRecords(id, file), changesFile.parse(CHANGES.get(id) ?? NO_CHANGES).changes)
    : madeUp(id, file, citySince);
  const records = LEVELS.flatMap((level) => all.filter(({ agency }) => agency.level === level));
  const byCode = Map.groupBy(records, ({ agency }) => agency.code);
  return { id, records, byCode, predecessors: predecessorsIn(records), volumeScale: file.volumeScale };
}

// The last day of an agency counts.
function isInForce(agency: Agency, day: Day): boolean {
  return agency.validFrom <= day && (agency.validTo === null || day <= agency.validTo);
}

/** The agencies in force on a day, in the order of the lists. */
export function recordsOn(province: Province, day: Day): readonly AgencyRecord[] {
  return province.records.filter((record) => isInForce(record.agency, day));
}

/** The version of an agency that is in force on a day. */
export function recordOn(province: Province, code: string, day: Day): AgencyRecord | undefined {
  return province.byCode.get(code)?.find(({ agency }) => isInForce(agency, day));
}

/** The department that looked after a part of the catalogue at first. */
export function firstHolder(province: Province, role: string): string | undefined {
  return province.records.find(({ roles }) => roles.includes(role))?.agency.code;
}

/** Who is in force on a day of an agency and those that took its work over, one after the other. */
function heirOn(province: Province, first: string | undefined, day: Day): string | undefined {
  const seen = new Set<string>();
  let code = first;
  while (code !== undefined && !seen.has(code)) {
    if (recordOn(province, code, day) !== undefined) return code;
    seen.add(code);
    const successors: readonly string[] = province.byCode.get(code)?.at(-1)?.agency.successors ?? [];
    code = successors.length === 1 ? successors[0] : undefined;
  }
  return undefined;
}

/** The department that looks after a part of the catalogue on a day: the first holder, or who took its work over. */
export function holderOn(province: Province, role: string, day: Day): string | undefined {
  return heirOn(province, firstHolder(province, role), day);
}

/** The agency of that name, or who has taken its work over, on a day. */
export function namedOn(province: Province, name: string, day: Day): string | undefined {
  const first = province.records.find(({ agency }) => agency.name === name);
  return heirOn(province, first?.agency.code, day);
}
