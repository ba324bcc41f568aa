import {
  COUNT_FIELDS,
  type CoarseCounts,
  CoarseField,
  type CountField,
  type Counts,
  noSums,
  SUM_FIELDS,
  SUM_PARTS,
  type SumField,
} from "../counts.ts";

/** Every count and sum of some dossiers, as it is given or follows from what is; null where it cannot be had. */
export type KnownCounts = Readonly<Record<CoarseField, number | null>>;

const FIELDS: readonly CoarseField[] = CoarseField.options;

/** A sum that is not what its parts come to. */
export interface SumMismatch {
  readonly sum: SumField;
  /** What the parts that are given come to, and what the source says. */
  readonly parts: number;
  readonly given: number;
}

const isSum = (field: CoarseField): field is SumField => field in SUM_PARTS;

/** The elementary counts that a count is made up of: itself, or those of its parts. */
export const leavesOf = (field: CoarseField): readonly CountField[] =>
  isSum(field) ? SUM_PARTS[field].flatMap(leavesOf) : [field];

const LEAVES: ReadonlyMap<SumField, readonly CountField[]> = new Map(SUM_FIELDS.map((sum) => [sum, leavesOf(sum)]));

/** Sums before their parts. */
const WIDEST_FIRST = [...SUM_FIELDS].sort((left, right) => leavesOf(right).length - leavesOf(left).length);

const nodesByKey = new Map<string, readonly CoarseField[]>();

/**
 * The widest sums that make up these elementary counts, and those that are in none: what has to be known for them. Early,
 * on time and late are `resolved`; early and on time `resolvedInTime`.
 */
export function widestOf(counts: readonly CountField[]): readonly CoarseField[] {
  const key = counts.join("+");
  const found = nodesByKey.get(key) ?? widest(counts);
  nodesByKey.set(key, found);
  return found;
}

function widest(counts: readonly CountField[]): CoarseField[] {
  const left = new Set<CoarseField>(counts);
  const sums = WIDEST_FIRST.filter((sum) => {
    const leaves = LEAVES.get(sum) ?? [];
    if (!leaves.every((leaf) => left.has(leaf))) return false;
    for (const leaf of leaves) left.delete(leaf);
    return true;
  });
  return [...sums, ...left];
}

/** What these elementary counts come to; null where it cannot be had. */
export function sumKnown(known: KnownCounts, counts: readonly CountField[]): number | null {
  let total = 0;
  for (const field of widestOf(counts)) {
    const count = known[field];
    if (count === null) return null;
    total += count;
  }
  return total;
}

/**
 * All that follows from what a source gives: a sum by its parts where all of them are known, whatever it says of the sum
 * itself; the one part that is not known by the sum and the others. Where the others are more than the sum, neither the
 * part nor the sum is known.
 */
export function closedCounts(given: Omit<CoarseCounts, "field">): {
  readonly known: KnownCounts;
  readonly mismatches: readonly SumMismatch[];
} {
  const known = { ...given };
  const mismatches: SumMismatch[] = [];
  const partsOf = (sum: SumField): readonly CoarseField[] => SUM_PARTS[sum];
  const come = (sum: SumField): number => partsOf(sum).reduce((total, part) => total + (known[part] ?? 0), 0);
  for (const sum of WIDEST_FIRST.toReversed()) {
    if (partsOf(sum).some((part) => known[part] === null)) continue;
    const [parts, stated] = [come(sum), known[sum]];
    if (stated !== null && stated !== parts) mismatches.push({ sum, parts, given: stated });
    known[sum] = parts;
  }
  for (const sum of WIDEST_FIRST) {
    const [part, ...others] = partsOf(sum).filter((one) => known[one] === null);
    const stated = known[sum];
    if (part === undefined || stated === null) continue;
    const parts = come(sum);
    if (parts > stated) {
      mismatches.push({ sum, parts, given: stated });
      known[sum] = null;
    } else if (others.length === 0) known[part] = stated - parts;
  }
  return { known, mismatches };
}

/** The counts of a procedure, or of many, with their sums. */
export function knownOf(counts: Counts): Record<CoarseField, number> {
  const of = (sum: SumField): number => (LEAVES.get(sum) ?? []).reduce((total, leaf) => total + counts[leaf], 0);
  return {
    ...counts,
    online: of("online"),
    onPaper: of("onPaper"),
    received: of("received"),
    resolvedInTime: of("resolvedInTime"),
    resolved: of("resolved"),
    pending: of("pending"),
  };
}

/** What several come to together: known where each of them is. */
export function addedCounts(all: readonly KnownCounts[]): KnownCounts {
  const [first, ...others] = all;
  if (first === undefined) return knownOf(noSums());
  const total = { ...first };
  for (const one of others) {
    for (const field of FIELDS) {
      const [left, right] = [total[field], one[field]];
      total[field] = left === null || right === null ? null : left + right;
    }
  }
  return total;
}

/** Whether every count is known. */
export const isWhole = (known: KnownCounts): boolean => COUNT_FIELDS.every((field) => known[field] !== null);
