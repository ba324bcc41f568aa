import { byCode } from "../agency.ts";
import {
  COUNT_FIELDS,
  type CoarseCounts,
  type CountField,
  distinctRows,
  type Grain,
  noSums,
  type ProcedureCounts,
  pending,
  type Sums,
} from "../counts.ts";
import type { Month } from "../period.ts";
import { addedCounts, closedCounts, type KnownCounts, knownOf } from "./known-counts.ts";

/** Which procedures had any of these counts: the key is the fields' names joined by "+". */
export type ActivityKey = string;

/** What only rows of single procedures tell. */
export interface ProcedureDigest {
  readonly active: ReadonlyMap<ActivityKey, readonly string[]>;
  /** Sums of these counts by procedure, as far as they are asked for; procedures that have none are left out. */
  readonly amounts: ReadonlyMap<ActivityKey, ReadonlyMap<string, number>>;
  /** Backlog by procedure on the first morning and on the last evening; procedures without backlog are left out. */
  readonly opening: ReadonlyMap<string, number>;
  readonly pending: ReadonlyMap<string, number>;
}

/** What one agency's answer for one month adds up to: all that figures need of its rows. */
export interface MonthDigest {
  /** Of the coarsest of the agency's sources. */
  readonly grain: Grain;
  readonly counts: KnownCounts;
  /** Null where a source of the agency has no row for each procedure. */
  readonly procedures: ProcedureDigest | null;
  /** The same sums over some of the procedures only, by the name of the part; empty where no parts were asked for. */
  readonly parts: ReadonlyMap<string, KnownCounts>;
}

/** Digests by agency and month; undefined where that month is missing for the agency. */
export type Digests = (agency: string, month: Month) => MonthDigest | undefined;

export const activityKey = (fields: readonly CountField[]): ActivityKey => fields.join("+");

function add(into: Sums, row: ProcedureCounts): void {
  for (const field of COUNT_FIELDS) into[field] += row[field];
}

function partsIn(rows: readonly ProcedureCounts[], partsOf: (procedure: string) => readonly string[]) {
  const parts = new Map<string, Sums>();
  for (const row of rows) {
    for (const part of partsOf(row.procedure)) {
      const sums = parts.get(part) ?? noSums();
      add(sums, row);
      parts.set(part, sums);
    }
  }
  return new Map([...parts].map(([part, sums]) => [part, knownOf(sums)]));
}

/** Sums an answer's rows; a repeated procedure counts once, and the order of rows never matters. */
export function digestOf(
  rows: readonly ProcedureCounts[],
  activities: readonly (readonly CountField[])[],
  partsOf: (procedure: string) => readonly string[] = () => [],
  amounts: readonly (readonly CountField[])[] = [],
): MonthDigest & { readonly procedures: ProcedureDigest } {
  const distinct = distinctRows(rows);
  const sums = noSums();
  for (const row of distinct) add(sums, row);
  const active = activities.map((fields) => {
    const codes = distinct.filter((row) => fields.some((field) => row[field] > 0)).map((row) => row.procedure);
    return [activityKey(fields), codes] as const;
  });
  const byProcedure = (of: (row: ProcedureCounts) => number): Map<string, number> =>
    new Map(distinct.filter((row) => of(row) > 0).map((row) => [row.procedure, of(row)]));
  const opening = byProcedure((row) => row.openingBacklog);
  const left = byProcedure(pending);
  const each = amounts.map(
    (fields) =>
      [activityKey(fields), byProcedure((row) => fields.reduce((total, field) => total + row[field], 0))] as const,
  );
  const procedures = { active: new Map(active), amounts: new Map(each), opening, pending: left };
  return { grain: "procedure", counts: knownOf(sums), procedures, parts: partsIn(distinct, partsOf) };
}

/**
 * Sums the rows of an answer of grain field or unit: what one of them does not know is not known of the agency.
 *
 * @param partOf the part of a field; null where parts are not asked for
 */
export function coarseDigestOf(
  rows: readonly CoarseCounts[],
  partOf: ((field: string) => string) | null = null,
): MonthDigest {
  const known = rows.map(({ field, ...given }) => ({ field, counts: closedCounts(given).known }));
  const fields = partOf === null ? [] : known.filter(({ field }) => field !== "");
  const parts = fields.map(({ field, counts }) => [partOf?.(field) ?? field, counts] as const);
  const grain = rows.some(({ field }) => field === "") ? "unit" : "field";
  return { grain, counts: addedCounts(known.map(({ counts }) => counts)), procedures: null, parts: new Map(parts) };
}

function joinedMaps<Value>(
  all: readonly ReadonlyMap<string, Value>[],
  join: (left: Value, right: Value) => Value,
): ReadonlyMap<string, Value> {
  const joined = new Map<string, Value>();
  for (const [key, value] of all.flatMap((map) => [...map])) {
    const known = joined.get(key);
    joined.set(key, known === undefined ? value : join(known, value));
  }
  return joined;
}

const COARSEST_FIRST: readonly Grain[] = ["unit", "field", "procedure"];

const plus = (left: number, right: number): number => left + right;

/** What the answers of several systems of one agency come to together. */
export function joinedDigests(all: readonly MonthDigest[]): MonthDigest {
  const counts = addedCounts(all.map((one) => one.counts));
  // A system that gives nothing but sums of the agency has none of the parts: those of the others would not add up.
  const parts = joinedMaps(all.some((one) => one.grain === "unit") ? [] : all.map((one) => one.parts), (left, right) =>
    addedCounts([left, right]),
  );
  const each = all.flatMap(({ procedures }) => procedures ?? []);
  const grain = COARSEST_FIRST.find((one) => all.some((digest) => digest.grain === one)) ?? "procedure";
  if (each.length < all.length) return { grain, counts, procedures: null, parts };
  const procedures = {
    active: joinedMaps(
      each.map(({ active }) => active),
      (left, right) => [...new Set([...left, ...right])].sort(byCode),
    ),
    amounts: joinedMaps(
      each.map(({ amounts }) => amounts),
      (left, right) => joinedMaps([left, right], plus),
    ),
    opening: joinedMaps(
      each.map(({ opening }) => opening),
      plus,
    ),
    pending: joinedMaps(
      each.map((one) => one.pending),
      plus,
    ),
  };
  return { grain, counts, procedures, parts };
}
