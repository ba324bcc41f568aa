import type { CountField } from "../counts.ts";
import {
  type Indicator,
  type ProcedureFilter,
  type ProcedureTerm,
  passes,
  type SumTerm,
  type Term,
} from "../indicator.ts";
import type { Procedure } from "../procedure.ts";
import { activityKey } from "../sums/digest.ts";
import { widestOf } from "../sums/known-counts.ts";
import type { Need } from "../sums/pair-sums.ts";
import type { MeasureTally, Tally } from "../sums/tally.ts";
import { reaches } from "./rate.ts";

/** What is known of one scope on one basis; what is undefined has not been collected. */
export interface Evidence {
  readonly tally: Tally | undefined;
  readonly measures: MeasureTally | undefined;
  /** The catalogue's procedures of the scope; undefined where that day's catalogue is not stored. */
  readonly procedures: readonly Procedure[] | undefined;
}

export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

const passing = (procedures: readonly Procedure[], filters: readonly ProcedureFilter[]): Procedure[] =>
  procedures.filter((procedure) => filters.some((filter) => passes(procedure, filter)));

type Amount = (procedure: Procedure) => number;

/** How many of these counts one procedure had. */
const amountOf = ({ tally }: Evidence, counts: readonly CountField[]): Amount => {
  const amounts = tally?.amounts.get(activityKey(counts));
  return ({ code }) => amounts?.get(code) ?? 0;
};

function countProcedures(term: ProcedureTerm, evidence: Evidence): number | null {
  if (evidence.procedures === undefined) return null;
  const matching = passing(evidence.procedures, term.procedures);
  if (term.active === undefined) return matching.length;
  const active = evidence.tally?.active.get(activityKey(term.active));
  const had = matching.filter((procedure) => active?.has(procedure.code) === true);
  if (term.reaching === undefined) return had.length;
  const { counts, percent } = term.reaching;
  const [over, under] = [amountOf(evidence, counts), amountOf(evidence, term.active)];
  return had.filter((procedure) => reaches(over(procedure), under(procedure), percent)).length;
}

function sumOf({ sum, of }: SumTerm, evidence: Evidence, needs: readonly Need[]): number | null {
  const { tally, procedures } = evidence;
  if (tally === undefined) return null;
  if (of === undefined) return tally.sums.sum(sum, needs);
  const amount = amountOf(evidence, sum);
  return procedures === undefined ? null : passing(procedures, of).reduce((total, one) => total + amount(one), 0);
}

/**
 * Of the procedures that a term counts among, how many had none of its counts (không phát sinh); null where that is not
 * known.
 */
export function idleProcedures({ denominator }: Indicator, evidence: Evidence): number | null {
  if (!("procedures" in denominator) || evidence.procedures === undefined) return null;
  const isKnown = denominator.active === undefined || (evidence.tally?.sums.pairsWith(["procedure"]) ?? 0) > 0;
  const had = isKnown ? countProcedures(denominator, evidence) : null;
  return had === null ? null : passing(evidence.procedures, denominator.procedures).length - had;
}

function needsOfTerm(term: Term): readonly Need[] {
  if ("sum" in term) return term.of === undefined ? widestOf(term.sum) : ["procedure"];
  return "active" in term && term.active !== undefined ? ["procedure"] : [];
}

/** What must be known of an agency's month for it to be counted in an indicator, numerator and denominator alike. */
export const needsOf = ({ numerator, denominator }: Indicator): readonly Need[] => [
  ...new Set([numerator, denominator].flatMap(needsOfTerm)),
];

function termValue(term: Term, evidence: Evidence, needs: readonly Need[]): number | null {
  if ("sum" in term) return sumOf(term, evidence, needs);
  if ("measure" in term) return evidence.measures?.sums[term.measure] ?? null;
  return countProcedures(term, evidence);
}

/** Whether nothing at all has been reported for the scope: a missing figure is never a zero. */
function isUnreported(indicator: Indicator, evidence: Evidence): boolean {
  const needsCounts = indicator.kind !== "stock";
  if (needsCounts) return (evidence.tally?.sums.pairsWith(needsOf(indicator)) ?? 0) === 0;
  if (!("measure" in indicator.numerator)) return false;
  return evidence.measures === undefined || evidence.measures.missing === evidence.measures.expected;
}

/** Numerator and denominator of an indicator for a scope, or null where there are no data. */
export function shareOf(indicator: Indicator, evidence: Evidence): Share | null {
  if (isUnreported(indicator, evidence)) return null;
  const needs = needsOf(indicator);
  const numerator = termValue(indicator.numerator, evidence, needs);
  const denominator = termValue(indicator.denominator, evidence, needs);
  return numerator === null || denominator === null ? null : { numerator, denominator };
}

/**
 * Missing pairs behind an indicator: (agency, month) pairs without an answer, or whose answer lacks a count that it needs;
 * agencies for measures, 0 for the catalogue.
 */
export function missingOf(indicator: Indicator, evidence: Evidence): number {
  if (indicator.kind !== "stock") return evidence.tally?.missingFor(needsOf(indicator)) ?? 0;
  return "measure" in indicator.numerator ? (evidence.measures?.missing ?? 0) : 0;
}
