/**
 * Reorganisations of a province: agencies that end, are formed, renamed, moved or enlarged on a day. Which units changed
 * is real, as data/changes-*.json says; their days, and successors that no source names, are SYNTHETIC and marked there.
 */

import { z } from "zod";
import type { Day } from "../contract.ts";
import { addDays } from "./calendar.ts";
import type { AgencyRecord } from "./record.ts";
import { sizeOn } from "./sizes.ts";

const synthetic = z.string().optional();

/** Changes in the order of their days. */
export const changesFile = z.object({
  note: z.string(),
  changes: z.array(
    z.object({
      day: z.string(),
      reason: z.string(),
      synthetic: z.string(),
      ended: z.union([
        z.literal("all"),
        z.array(z.object({ code: z.string(), successors: z.array(z.string()), synthetic })),
      ]),
      formed: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          level: z.enum(["so", "huyen", "xa"]),
          parentCode: z.string().nullable(),
          size: z.number().optional(),
          synthetic,
        }),
      ),
    }),
  ),
});

export type Change = z.infer<typeof changesFile>["changes"][number];
type Formed = Change["formed"][number];

/** What one day does to the agencies in force on the evening before it. */
interface Turn {
  day: Day;
  standing: ReadonlyMap<string, AgencyRecord>;
  /** Successors of every agency that ends, by its code. */
  ended: ReadonlyMap<string, readonly string[]>;
  /** Sizes that pass to an agency from those that end; one that is divided gives equal parts. */
  gained: ReadonlyMap<string, number>;
}

function turnOf(records: readonly AgencyRecord[], { day, ended }: Change): Turn {
  const standing = new Map(
    records.filter(({ agency }) => agency.validTo === null).map((record) => [record.agency.code, record]),
  );
  const list = ended === "all" ? [...standing.keys()].map((code) => ({ code, successors: [] })) : ended;
  const gained = new Map<string, number>();
  for (const { code, successors } of list) {
    const record = standing.get(code);
    if (record === undefined) throw new Error(`${code} cannot end on ${day}: it is not in force.`);
    for (const successor of successors) {
      gained.set(successor, (gained.get(successor) ?? 0) + sizeOn(record.sizes, day) / successors.length);
    }
  }
  return { day, standing, ended: new Map(list.map(({ code, successors }) => [code, successors])), gained };
}

function formedIn({ day, standing, ended, gained }: Turn, formed: Formed): AgencyRecord {
  const { code, name, level, parentCode } = formed;
  const previous = standing.get(code);
  const kept = previous === undefined || ended.has(code) ? 0 : sizeOn(previous.sizes, day);
  const size = level === "so" ? 1 : (formed.size ?? kept + (gained.get(code) ?? 0));
  const agency = { code, name, level, parentCode, validFrom: day, validTo: null, successors: [] };
  return { agency, roles: previous?.roles ?? [], sizes: [{ from: day, size }] };
}

/** What an agency in force becomes: ended, replaced by a new version of itself, enlarged, or what it was. */
function after(record: AgencyRecord, turn: Turn, versions: ReadonlyMap<string, AgencyRecord>): AgencyRecord[] {
  const { agency, sizes } = record;
  if (turn.standing.get(agency.code) !== record) return [record];
  const successors = turn.ended.get(agency.code);
  const version = versions.get(agency.code);
  if (successors !== undefined || version !== undefined) {
    const validTo = addDays(turn.day, -1);
    const closed = { ...record, agency: { ...agency, validTo, successors: successors ?? [agency.code] } };
    return version === undefined ? [closed] : [closed, version];
  }
  const gained = turn.gained.get(agency.code);
  if (gained === undefined || agency.level === "so") return [record];
  return [{ ...record, sizes: [...sizes, { from: turn.day, size: sizeOn(sizes, turn.day) + gained }] }];
}

/** The records of a province after a change; a new version of an agency is beside the old one, new codes at the end. */
function changed(records: readonly AgencyRecord[], change: Change): AgencyRecord[] {
  const turn = turnOf(records, change);
  const versions = new Map(change.formed.map((each) => [each.code, formedIn(turn, each)]));
  const brandNew = [...versions].filter(([code]) => !turn.standing.has(code)).map(([, record]) => record);
  return [...records.flatMap((record) => after(record, turn, versions)), ...brandNew];
}

/** All records of a province over the years, from those of its beginning. */
export function reorganised(records: readonly AgencyRecord[], changes: readonly Change[]): readonly AgencyRecord[] {
  return changes.reduce<readonly AgencyRecord[]>(changed, records);
}
