import { CoarseField, type CountField, noSums } from "../counts.ts";
import type { Month } from "../period.ts";
import { type KnownCounts, knownOf, sumKnown, widestOf } from "./known-counts.ts";

/** What must be known of an (agency, month) pair for a figure to hold it: counts and sums, or its rows by procedure. */
export type Need = CoarseField | "procedure";

/** Where a month stands in its basis. */
export interface Place {
  readonly month: Month;
  readonly first: boolean;
  readonly last: boolean;
}

/** Pairs of which the same counts are known. */
interface Group {
  readonly known: ReadonlySet<Need>;
  readonly sums: Record<CoarseField, number>;
  readonly months: Set<Month>;
  pairs: number;
}

const FIELDS: readonly CoarseField[] = CoarseField.options;
const OF_LAST: ReadonlySet<CoarseField> = new Set(["pendingInTime", "pendingOverdue", "pending"]);

/** Backlogs are those of the basis' first and last month, the other counts add up. */
const isOf = (field: CoarseField, { first, last }: Place): boolean =>
  field === "openingBacklog" ? first : last || !OF_LAST.has(field);

const emptyGroup = (known: ReadonlySet<Need>): Group => ({
  known,
  sums: knownOf(noSums()),
  months: new Set(),
  pairs: 0,
});

/**
 * What counts of many (agency, month) pairs add up to, kept apart by what is known of each: a figure adds those alone of
 * which all that it needs is known, numerator and denominator over the same ones (spec sources.md 1).
 */
export class PairSums {
  readonly #groups = new Map<string, Group>();

  /** Pairs of which there is an answer, whatever it holds. */
  get pairs(): number {
    return this.pairsWith([]);
  }

  /** @param isByProcedure whether there is a row for each procedure behind these counts */
  add(counts: KnownCounts, isByProcedure: boolean, place: Place): void {
    const known = FIELDS.filter((field) => counts[field] !== null);
    const group = this.#group(isByProcedure ? [...known, "procedure"] : known);
    group.pairs += 1;
    group.months.add(place.month);
    for (const field of known) if (isOf(field, place)) group.sums[field] += counts[field] ?? 0;
  }

  /** Adds what other pairs add up to. */
  join(other: PairSums): void {
    for (const { known, sums, months, pairs } of other.#groups.values()) {
      const group = this.#group([...known]);
      group.pairs += pairs;
      for (const month of months) group.months.add(month);
      for (const field of FIELDS) group.sums[field] += sums[field];
    }
  }

  #group(known: readonly Need[]): Group {
    const key = known.join("+");
    const group = this.#groups.get(key) ?? emptyGroup(new Set(known));
    this.#groups.set(key, group);
    return group;
  }

  #with(needs: readonly Need[]): Group[] {
    return [...this.#groups.values()].filter(({ known }) => needs.every((need) => known.has(need)));
  }

  /** Of how many pairs all of this is known. */
  pairsWith(needs: readonly Need[]): number {
    return this.#with(needs).reduce((total, { pairs }) => total + pairs, 0);
  }

  /** Months of which at least one pair knows all of this. */
  monthsWith(needs: readonly Need[]): ReadonlySet<Month> {
    return new Set(this.#with(needs).flatMap(({ months }) => [...months]));
  }

  /**
   * What these counts come to (dossiers, transactions) over the pairs that know them; null where none does.
   *
   * @param needs what else must be known of a pair: the other side of a rate
   */
  sum(counts: readonly CountField[], needs: readonly Need[] = []): number | null {
    const groups = this.#with([...widestOf(counts), ...needs]);
    if (groups.length === 0) return null;
    return groups.reduce((total, { sums }) => total + (sumKnown(sums, counts) ?? 0), 0);
  }
}
