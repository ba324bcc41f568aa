import { z } from "zod";
import { Day, type Window } from "./period.ts";
import { Code, Name } from "./quality/bounds.ts";

/** Level of an agency: `so` sở, ban, ngành; `huyen` UBND cấp huyện; `xa` UBND cấp xã. */
export const Level = z.enum(["so", "huyen", "xa"]);
export type Level = z.infer<typeof Level>;

/** The levels in the order in which reports print them. */
export const LEVELS: readonly Level[] = Level.options;

/** One agency (cơ quan, đơn vị) as the province's API gives it. Codes are reused over the years. */
export const Agency = z
  .object({
    code: Code,
    name: Name,
    level: Level,
    /** The district of a commune; null otherwise. */
    parentCode: Code.nullable(),
    validFrom: Day,
    /** Last day in force. */
    validTo: Day.nullable(),
    /** Agencies that took its work over after `validTo`. */
    successors: z.array(Code).max(1_000),
  })
  .refine(({ validFrom, validTo }) => validTo === null || validFrom <= validTo, {
    path: ["validTo"],
    message: "day not before validFrom",
  });
export type Agency = z.infer<typeof Agency>;

/** The agencies in force on each day asked for, by day. */
export type AgencyLists = ReadonlyMap<Day, readonly Agency[]>;

const SURROGATE = /[\ud800-\udfff]/;

/** Order by code point, as `figures.csv` sorts codes; never by the host's locale. */
export function byCode(left: string, right: string): number {
  // Code units and code points order alike unless there are surrogates.
  if (!SURROGATE.test(left) && !SURROGATE.test(right)) return left < right ? -1 : Number(left > right);
  const a = [...left];
  const b = [...right];
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

const endsBefore = ({ validTo }: Agency, day: Day): boolean => validTo !== null && validTo < day;

/** Records of one code are of one agency where their days overlap. */
const isSame = (left: Agency, right: Agency): boolean =>
  left.validFrom === right.validFrom || (!endsBefore(left, right.validFrom) && !endsBefore(right, left.validFrom));

/** The lists in the order of the days they were asked for with. */
export const inOrderOfDays = (lists: AgencyLists): [Day, readonly Agency[]][] =>
  [...lists].sort(([left], [right]) => byCode(left, right));

/** The newest record of each agency by its code; a code that was used again has several, the older first. */
function generationsIn(lists: AgencyLists): Map<string, readonly Agency[]> {
  const generations = new Map<string, readonly Agency[]>();
  for (const [, list] of inOrderOfDays(lists)) {
    for (const agency of list) {
      const others = (generations.get(agency.code) ?? []).filter((known) => !isSame(known, agency));
      const all = [...others, agency].sort((left, right) => byCode(left.validFrom, right.validFrom));
      generations.set(agency.code, all);
    }
  }
  return generations;
}

/**
 * The agencies a report knows, by their newest records, and who inherits whose counts.
 *
 * The newest record is the one asked for with the latest day, because a merger is often known only later. Two records
 * of one code whose days do not overlap are two agencies, an older and a newer one: a code alone does not tell which,
 * a code and a day do. Of the two in a window, the counts are the newer one's, that of the window's last day.
 */
export class AgencyTree {
  /** Agencies in force on the report's last day, by code (cơ quan của báo cáo). */
  readonly inForce: readonly Agency[];
  /** Every agency of the lists, by code, the older of one code first. */
  readonly agencies: readonly Agency[];
  readonly #generations: ReadonlyMap<string, readonly Agency[]>;
  readonly #inForce: ReadonlySet<Agency>;

  constructor(lists: AgencyLists, lastDay: Day) {
    this.#generations = generationsIn(lists);
    const codes = [...this.#generations.keys()].sort(byCode);
    this.agencies = codes.flatMap((code) => this.#generations.get(code) ?? []);
    this.#inForce = new Set(listOf(lists, lastDay).flatMap(({ code }) => this.on(code, lastDay) ?? []));
    this.inForce = this.agencies.filter((agency) => this.#inForce.has(agency));
  }

  /** The agency that has a code on a day, or had it last before, or else was the first to have it. */
  on(code: string, day: Day): Agency | undefined {
    const all = this.#generations.get(code);
    return all?.findLast(({ validFrom }) => validFrom <= day) ?? all?.[0];
  }

  /** The last agency that had a code: the one in force, where there is one. */
  newest(code: string): Agency | undefined {
    return this.#generations.get(code)?.at(-1);
  }

  /** Whether an agency of this code is in force on the report's last day. */
  isInForce(code: string): boolean {
    const newest = this.newest(code);
    return newest !== undefined && this.#inForce.has(newest);
  }

  /** Whom a code among an agency's successors means: the newer one of its own code, else the one that is there after it. */
  successor(agency: Agency, code: string): Agency | undefined {
    const all = this.#generations.get(code) ?? [];
    if (code === agency.code) return all[all.indexOf(agency) + 1];
    const { validTo } = agency;
    const after = validTo === null ? undefined : all.find((one) => one.validTo === null || one.validTo > validTo);
    return after ?? all.at(-1);
  }

  /** The one agency that takes an ended one's work over; where none is named, the newer one of its code. */
  onlySuccessor(agency: Agency): Agency | undefined {
    const [code = agency.code, ...others] = agency.successors;
    return others.length > 0 ? undefined : this.successor(agency, code);
  }

  /**
   * The agency in force that answers for the counts of one of the tree's agencies, or null.
   *
   * One in force is its own heir. One that ended hands on along single successors; a split, no successor, an unknown
   * successor or a cycle ends the chain without an heir, and its counts stay in province and level only.
   */
  heirOf(agency: Agency): Agency | null {
    const seen = new Set<Agency>();
    let current: Agency | undefined = agency;
    while (current !== undefined && !seen.has(current)) {
      if (this.#inForce.has(current)) return current;
      seen.add(current);
      current = this.onlySuccessor(current);
    }
    return null;
  }

  /** The heir of the agency that has a code on a day; null where the code is not known. */
  successorOf(code: string, day: Day): Agency | null {
    const agency = this.on(code, day);
    return agency === undefined ? null : this.heirOf(agency);
  }
}
