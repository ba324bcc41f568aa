import fc from "fast-check";
import { lastMonthOf, periodBefore, yearEarlier } from "../computation/days.ts";

const nat = (max: number): fc.Arbitrary<number> => fc.nat({ max });

function often<const T>(...choices: readonly (readonly [number, T])[]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));
}

/** Something that happens to an agency. Numbers pick among what is there, modulo. */
export interface AgencyEvent {
  readonly kind:
    | "merge"
    | "merge-into-new"
    | "split"
    | "close"
    | "unknown-successor"
    | "cycle"
    | "rename"
    | "reuse"
    | "chain"
    | "merge-into-reused"
    | "split-lives-on"
    | "respell";
  readonly victim: number;
  readonly heir: number;
  readonly month: number;
  readonly day: number;
  readonly gap: number;
  readonly elsewhere: boolean;
  /** Earlier runs did not know of it. */
  readonly late: boolean;
  /** The catalogue goes on naming the agency that ended. */
  readonly staleOwner: boolean;
}

/** Something wrong with one answer, or with one row of it. */
export interface Mishap {
  readonly kind:
    | "absent"
    | "down"
    | "negative"
    | "missing-field"
    | "two-rows"
    | "equal-rows"
    | "provisional"
    | "unknown-procedure"
    | "misplaced"
    | "flow"
    | "carry"
    | "part"
    | "revised"
    | "early"
    | "future";
  readonly when: "now" | "then" | "both";
  readonly agency: number;
  readonly month: number;
  readonly row: number;
  readonly size: number;
}

/** Who says nothing at all. */
export interface Silence {
  readonly of: "nobody" | "agency" | "level" | "most" | "last-month";
  readonly which: number;
}

export interface ProcedurePlan {
  readonly level: number;
  readonly owner: number;
  readonly service: number;
  readonly eligible: number;
  readonly flags: number;
  /** Month in which it changes, and how; none beyond the history's end. */
  readonly changes: number;
  readonly change: "flags" | "leaves" | "level" | "owner" | "comes";
}

/** A province, small enough to be read and shrunk; `world.ts` is made of it without further chance. */
export interface Plan {
  readonly seed: number;
  readonly period: string;
  readonly scheme: "nd09" | "calendar";
  readonly refresh: boolean;
  readonly agencies: readonly [number, number, number];
  readonly inspectorate: "plain" | "decomposed" | "padded" | "none";
  readonly procedures: readonly ProcedurePlan[];
  readonly wide: boolean;
  readonly numbers: "ordinary" | "tiny" | "exact" | "same";
  readonly events: readonly AgencyEvent[];
  readonly mishaps: readonly Mishap[];
  readonly silence: Silence;
  readonly measures: "whole" | "gaps" | "failed" | "excess";
  /** Earlier runs were told another catalogue of the same days. */
  readonly tasks: "whole" | "gaps" | "failed";
  readonly corrected: boolean;
  readonly before: readonly string[];
  /** Whose source does not tell every count of every procedure. */
  readonly coarse: "nobody" | "pairs" | "agencies" | "everybody";
}

const event: fc.Arbitrary<AgencyEvent> = fc.record({
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constant("merge" as const) },
    { weight: 3, arbitrary: fc.constantFrom("merge-into-new" as const, "reuse" as const, "chain" as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom("split-lives-on" as const, "respell" as const, "merge-into-reused" as const),
    },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        "split" as const,
        "close" as const,
        "unknown-successor" as const,
        "cycle" as const,
        "rename" as const,
      ),
    },
  ),
  victim: nat(20),
  heir: nat(20),
  month: nat(24),
  day: nat(5),
  gap: nat(5),
  elsewhere: fc.boolean(),
  late: often([3, false], [1, true]),
  staleOwner: often([2, false], [1, true]),
});

const mishap: fc.Arbitrary<Mishap> = fc.record({
  kind: fc.constantFrom(
    "absent",
    "down",
    "negative",
    "missing-field",
    "two-rows",
    "equal-rows",
    "provisional",
    "unknown-procedure",
    "misplaced",
    "flow",
    "carry",
    "part",
    "revised",
    "early",
    "future",
  ),
  when: often([3, "now"], [2, "then"], [2, "both"]),
  agency: nat(20),
  month: nat(24),
  row: nat(20),
  size: fc.integer({ min: 1, max: 60 }),
});

const silence: fc.Arbitrary<Silence> = fc.record({
  of: often([10, "nobody"], [3, "agency"], [2, "level"], [1, "most"], [1, "last-month"]),
  which: nat(20),
});

const procedure: fc.Arbitrary<ProcedurePlan> = fc.record({
  level: nat(2),
  owner: nat(5),
  service: nat(2),
  eligible: nat(2),
  flags: nat(255),
  changes: fc.oneof({ weight: 3, arbitrary: fc.constant(99) }, { weight: 1, arbitrary: nat(24) }),
  change: fc.constantFrom("flags", "leaves", "level", "owner", "comes"),
});

function periodIn(years: readonly string[]): fc.Arbitrary<string> {
  const part = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("-01", "-02", "-03") },
    { weight: 3, arbitrary: fc.constantFrom("-04", "-05", "-06", "-07", "-08", "-09", "-10", "-11", "-12") },
    { weight: 2, arbitrary: fc.constantFrom("-Q1", "-Q2", "-Q3", "-Q4") },
    { weight: 2, arbitrary: fc.constantFrom("-H1", "-H1", "-H2", "-9M", "") },
  );
  return fc.tuple(fc.constantFrom(...years), part).map(([year, kind]) => year + kind);
}

/**
 * The periods that may have been run before: each comparison, the December before, a month of this year, and the last
 * month of a longer period, which ends on the same day.
 */
const beforeOf = (period: string): fc.Arbitrary<string[]> => {
  const year = period.slice(0, 4);
  const choices = [
    yearEarlier(period),
    `${Number(year) - 1}-12`,
    periodBefore(period),
    `${year}-01`,
    lastMonthOf(period),
  ];
  const useful = new Set(choices.filter((one) => one !== null && one !== period));
  return fc.subarray([...useful].filter((one) => one !== null));
};

const sizes: fc.Arbitrary<Plan["agencies"]> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(nat(3), nat(3), nat(7)).filter((size) => size[0] + size[1] + size[2] > 1) },
  { weight: 1, arbitrary: fc.tuple(fc.constant(4), nat(1), nat(2)) },
);

/** Provinces and questions for a programme in these years, each situation often. */
export const planIn = (years: readonly string[]): fc.Arbitrary<Plan> =>
  periodIn(years).chain((period) =>
    fc.record({
      seed: fc.nat(),
      period: fc.constant(period),
      scheme: often([4, "nd09"], [1, "calendar"]),
      refresh: often([2, false], [1, true]),
      agencies: sizes,
      inspectorate: often([3, "plain"], [1, "decomposed"], [1, "padded"], [2, "none"]),
      procedures: fc.array(procedure, { minLength: 6, maxLength: 20 }),
      wide: often([7, false], [1, true]),
      numbers: often([4, "ordinary"], [2, "tiny"], [2, "exact"], [1, "same"]),
      events: fc.array(event, { maxLength: 4 }),
      mishaps: fc.array(mishap, { maxLength: 10 }),
      silence,
      measures: often([2, "whole"], [2, "gaps"], [1, "failed"], [1, "excess"]),
      corrected: often([3, false], [1, true]),
      before: beforeOf(period),
      coarse: often([5, "nobody"], [2, "pairs"], [3, "agencies"], [1, "everybody"]),
      tasks: often([2, "whole"], [3, "gaps"], [2, "failed"]),
    }),
  );
