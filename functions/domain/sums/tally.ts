import { type AgencyLists, type AgencyTree, agenciesOfWindow } from "../agency.ts";
import type { MeasureField, Measures } from "../counts.ts";
import type { Day, Month, Scheme } from "../period.ts";
import { windowOfMonth } from "../period.ts";
import { scopesFed } from "../scope.ts";
import type { ActivityKey, Digests, MonthDigest, ProcedureDigest } from "./digest.ts";
import { type Need, PairSums, type Place } from "./pair-sums.ts";

/** What the counts of one scope on one basis add up to. */
export class Tally {
  readonly sums = new PairSums();
  readonly active = new Map<ActivityKey, Set<string>>();
  readonly amounts = new Map<ActivityKey, Map<string, number>>();
  /** (agency, month) pairs: all of them. */
  expected = 0;

  /** (agency, month) pairs without an answer. */
  get missing(): number {
    return this.missingFor([]);
  }

  get isEmpty(): boolean {
    return this.sums.pairs === 0;
  }

  /** (agency, month) pairs of which not all of this is known. */
  missingFor(needs: readonly Need[]): number {
    return this.expected - this.sums.pairsWith(needs);
  }

  /** Adds one month; backlogs are those of the basis' first and last month, the other counts add up. */
  add(digest: MonthDigest | undefined, place: Place): void {
    this.expected += 1;
    if (digest === undefined) return;
    this.sums.add(digest.counts, digest.procedures !== null, place);
    if (digest.procedures === null) return;
    this.#activate(digest.procedures.active);
    this.#amount(digest.procedures.amounts);
  }

  /** Adds what other agencies' counts add up to on the same basis. */
  join(other: Tally): void {
    this.expected += other.expected;
    this.sums.join(other.sums);
    this.#activate(other.active);
    this.#amount(other.amounts);
  }

  #amount(amounts: ProcedureDigest["amounts"]): void {
    for (const [key, byProcedure] of amounts) {
      const known = this.amounts.get(key) ?? new Map<string, number>();
      for (const [code, amount] of byProcedure) known.set(code, (known.get(code) ?? 0) + amount);
      this.amounts.set(key, known);
    }
  }

  #activate(active: ReadonlyMap<ActivityKey, Iterable<string>>): void {
    for (const [key, codes] of active) {
      const known = this.active.get(key) ?? new Set();
      for (const code of codes) known.add(code);
      this.active.set(key, known);
    }
  }
}

export type Tallies = ReadonlyMap<string, Tally>;

/** Sums every scope over these months, on the given tree: predecessors' counts enter their heirs' scopes. */
export function tally(
  months: readonly Month[],
  scheme: Scheme,
  lists: AgencyLists,
  tree: AgencyTree,
  digests: Digests,
): Tallies {
  const tallies = new Map<string, Tally>();
  for (const [index, month] of months.entries()) {
    const place = { month, first: index === 0, last: index === months.length - 1 };
    const window = windowOfMonth(month, scheme);
    for (const agency of agenciesOfWindow(lists, window)) {
      const digest = digests(agency, month);
      for (const id of scopesFed(tree, agency, window.to)) {
        const scopeTally = tallies.get(id) ?? new Tally();
        scopeTally.add(digest, place);
        tallies.set(id, scopeTally);
      }
    }
  }
  return tallies;
}

/** What the measures of one scope add up to on one day; agencies without a row are counted as missing. */
export interface MeasureTally {
  readonly sums: Record<MeasureField, number>;
  expected: number;
  missing: number;
}

export type MeasureTallies = ReadonlyMap<string, MeasureTally>;

/** Sums the measures of the agencies in force on a day into the scopes of the tree. */
export function tallyMeasures(
  day: Day,
  rows: readonly Measures[],
  lists: AgencyLists,
  tree: AgencyTree,
): MeasureTallies {
  const byAgency = new Map(rows.map((row) => [row.agency, row]));
  const tallies = new Map<string, MeasureTally>();
  for (const agency of lists.get(day) ?? []) {
    const row = byAgency.get(agency.code);
    for (const id of scopesFed(tree, agency.code, day)) {
      const sums = { portalUsers: 0, identifiedUsers: 0, websites: 0, websitesWithSection: 0 };
      const scopeTally = tallies.get(id) ?? { sums, expected: 0, missing: 0 };
      scopeTally.expected += 1;
      if (row === undefined) scopeTally.missing += 1;
      scopeTally.sums.portalUsers += row?.portalUsers ?? 0;
      scopeTally.sums.identifiedUsers += row?.identifiedUsers ?? 0;
      scopeTally.sums.websites += row?.websites ?? 0;
      scopeTally.sums.websitesWithSection += row?.websitesWithSection ?? 0;
      tallies.set(id, scopeTally);
    }
  }
  return tallies;
}
