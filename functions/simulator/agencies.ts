/**
 * The agencies of the simulated provinces. Units and names are real (GSO list of 15/04/2023); the departments'
 * codes, the days of validity and all that says how busy an agency is are SYNTHETIC.
 */

import { z } from "zod";
import type { Agency, Day, Level } from "./contract.ts";
import baRiaVungTau from "./data/agencies-ba-ria-vung-tau.json" with { type: "json" };
import dongNai from "./data/agencies-dong-nai.json" with { type: "json" };
import quangTri from "./data/agencies-quang-tri.json" with { type: "json" };

/** The provinces that the simulator knows. */
export type ProvinceId = "ba-ria-vung-tau" | "dong-nai" | "quang-tri";

/** An agency with what the simulator needs beyond the contract. */
export interface AgencyRecord {
  agency: Agency;
  /** The parts of the catalogue that a department looks after; empty for People's Committees. */
  roles: readonly string[];
  /** Factor on the dossiers of a usual agency of its level; undefined: drawn by chance. */
  size: number | undefined;
}

export interface Province {
  id: ProvinceId;
  /** In the order of the lists: sở, huyện, xã. */
  records: readonly AgencyRecord[];
  /** Factor on the catalogue's mean numbers of dossiers, which are those of Bà Rịa - Vũng Tàu for level xa. */
  volumeScale: Readonly<Record<Level, number>>;
}

const FILES = { "ba-ria-vung-tau": baRiaVungTau, "dong-nai": dongNai, "quang-tri": quangTri };

/** Whether there is made-up data for a province. */
export const isSimulated = (id: string): id is ProvinceId => Object.hasOwn(FILES, id);

const level = z.enum(["so", "huyen", "xa"]);
const provinceFile = z.object({
  validFrom: z.string(),
  volumeScale: z.object({ so: z.number(), huyen: z.number(), xa: z.number() }),
  agencies: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      level,
      parentCode: z.string().nullable(),
      validFrom: z.string().optional(),
      validTo: z.string().nullable().default(null),
      successors: z.array(z.string()).default([]),
      roles: z.array(z.string()).default([]),
      size: z.number().optional(),
    }),
  ),
});

/** Reads a province from the project's own data. */
export function loadProvince(id: ProvinceId): Province {
  const file = provinceFile.parse(FILES[id]);
  const records = file.agencies.map(({ roles, size, validFrom, ...agency }) => ({
    agency: { ...agency, validFrom: validFrom ?? file.validFrom },
    roles,
    size,
  }));
  return { id, records, volumeScale: file.volumeScale };
}

// The last day of an agency counts.
function isInForce(agency: Agency, day: Day): boolean {
  return agency.validFrom <= day && (agency.validTo === null || day <= agency.validTo);
}

/** The agencies in force on a day, in the order of the lists. */
export function recordsOn(province: Province, day: Day): readonly AgencyRecord[] {
  return province.records.filter((record) => isInForce(record.agency, day));
}

/** The agency with this code that is in force on one of the days; codes may be used again over time. */
export function findRecord(province: Province, code: string, days: readonly Day[]): AgencyRecord | undefined {
  return province.records.find(
    ({ agency }) => agency.code === code && days.some((eachDay) => isInForce(agency, eachDay)),
  );
}
