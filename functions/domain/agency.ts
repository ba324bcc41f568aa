import { z } from "zod";
import { Day, type Window } from "./period.ts";

/** Level of an agency: `so` sở, ban, ngành; `huyen` UBND cấp huyện; `xa` UBND cấp xã. */
export const Level = z.enum(["so", "huyen", "xa"]);
export type Level = z.infer<typeof Level>;

/** The levels in the order in which reports print them. */
export const LEVELS: readonly Level[] = Level.options;

/** One agency (cơ quan, đơn vị) as the province's API gives it. Codes are reused over the years. */
export const Agency = z.object({
  code: z.string().min(1),
  name: z.string().min(1),
  level: Level,
  /** The district of a commune; null otherwise. */
  parentCode: z.string().nullable(),
  validFrom: Day,
  /** Last day in force. */
  validTo: Day.nullable(),
  /** Agencies that took its work over after `validTo`. */
  successors: z.array(z.string()),
});
export type Agency = z.infer<typeof Agency>;

/** The agencies in force on each day asked for, by day. */
export type AgencyLists = ReadonlyMap<Day, readonly Agency[]>;

const SURROGATE = /[\ud800-\udfff]/;

/** Order by code point, as `figures.csv` sorts codes; never by the host's locale. */
export function byCode(left: string, right: string): number {
  // Code units and code points order alike unless there are surrogates.
  if (!SURROGATE.test(left) && !SURROGATE.test(right)) return left < right ? -1 : Number(left > right);
  const [a, b] = [[...left], [...right]];
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = (a[index]?.codePointAt(0) ?? 0) - (b[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function listOf(lists: AgencyLists, day: Day): readonly Agency[] {
  const list = lists.get(day);
  if (list === undefined) throw new RangeError(`no list of agencies for ${day}`);
  return list;
}

/** Codes of the agencies of a window: those in force on its first or on its last day, by code. */
export function agenciesOfWindow(lists: AgencyLists, window: Window): string[] {
  const codes = new Set([...listOf(lists, window.from), ...listOf(lists, window.to)].map((agency) => agency.code));
  return [...codes].sort(byCode);
}

/**
 * The agencies a report knows: the newest record of each code, and who inherits whose counts.
 *
 * The newest record is the one asked for with the latest day, because a merger is often known only later.
 */
export class AgencyTree {
  /** Agencies in force on the report's last day, by code (cơ quan của báo cáo). */
  readonly inForce: readonly Agency[];
  readonly #newest = new Map<string, Agency>();
  readonly #inForceCodes: ReadonlySet<string>;

  constructor(lists: AgencyLists, lastDay: Day) {
    for (const [, list] of [...lists].sort(([left], [right]) => byCode(left, right))) {
      for (const agency of list) this.#newest.set(agency.code, agency);
    }
    this.#inForceCodes = new Set(listOf(lists, lastDay).map((agency) => agency.code));
    this.inForce = [...this.#inForceCodes].sort(byCode).flatMap((code) => this.#newest.get(code) ?? []);
  }

  newest(code: string): Agency | undefined {
    return this.#newest.get(code);
  }

  isInForce(code: string): boolean {
    return this.#inForceCodes.has(code);
  }

  /**
   * The agency in force that answers for this code's counts, or null.
   *
   * A code in force is its own heir. One that ended hands on along single successors; a split, no successor, an
   * unknown successor or a cycle ends the chain without an heir, and its counts stay in province and level only.
   */
  heirOf(code: string): Agency | null {
    const seen = new Set<string>();
    let current = code;
    while (!seen.has(current)) {
      const record = this.#newest.get(current);
      if (record === undefined) return null;
      if (this.#inForceCodes.has(current)) return record;
      seen.add(current);
      const [successor, ...others] = record.successors;
      if (successor === undefined || others.length > 0) return null;
      current = successor;
    }
    return null;
  }

  /** Every code of the lists that is not in force on the report's last day, by code. */
  ended(): Agency[] {
    return [...this.#newest.values()]
      .filter((agency) => !this.#inForceCodes.has(agency.code))
      .sort((left, right) => byCode(left.code, right.code));
  }
}
