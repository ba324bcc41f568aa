import { COUNT_FIELDS, type CountField, distinctRows, type ProcedureCounts, pending } from "../counts.ts";
import type { Month } from "../period.ts";

/** Elementary sums, by count. */
export type Sums = Record<CountField, number>;

/** Which procedures had any of these counts: the key is the fields' names joined by "+". */
export type ActivityKey = string;

/** What one agency's answer for one month adds up to: all that figures need of its rows. */
export interface MonthDigest {
  readonly sums: Readonly<Sums>;
  readonly active: ReadonlyMap<ActivityKey, readonly string[]>;
  /** Sums of these counts by procedure, as far as they are asked for; procedures that have none are left out. */
  readonly amounts: ReadonlyMap<ActivityKey, ReadonlyMap<string, number>>;
  /** Backlog by procedure on the first morning and on the last evening; procedures without backlog are left out. */
  readonly opening: ReadonlyMap<string, number>;
  readonly pending: ReadonlyMap<string, number>;
  /** The same sums over some of the procedures only, by the name of the part; empty where no parts were asked for. */
  readonly parts: ReadonlyMap<string, Readonly<Sums>>;
}

/** Digests by agency and month; undefined where that month is missing for the agency. */
export type Digests = (agency: string, month: Month) => MonthDigest | undefined;

export const activityKey = (fields: readonly CountField[]): ActivityKey => fields.join("+");

export function noSums(): Sums {
  const zero = 0;
  return {
    openingBacklog: zero,
    onlineRemote: zero,
    onlineAssisted: zero,
    counter: zero,
    postal: zero,
    resolvedEarly: zero,
    resolvedOnTime: zero,
    resolvedLate: zero,
    resolvedOnline: zero,
    withdrawn: zero,
    pendingInTime: zero,
    pendingOverdue: zero,
    returnedCounter: zero,
    returnedPostal: zero,
    returnedElectronic: zero,
    digitisedResults: zero,
    feeDossiers: zero,
    paidOnlineDossiers: zero,
    payments: zero,
    onlinePayments: zero,
  };
}

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
  return parts;
}

/** Sums an answer's rows; a repeated procedure counts once, and the order of rows never matters. */
export function digestOf(
  rows: readonly ProcedureCounts[],
  activities: readonly (readonly CountField[])[],
  partsOf: (procedure: string) => readonly string[] = () => [],
  amounts: readonly (readonly CountField[])[] = [],
): MonthDigest {
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
  const parts = partsIn(distinct, partsOf);
  return { sums, active: new Map(active), amounts: new Map(each), opening, pending: left, parts };
}
