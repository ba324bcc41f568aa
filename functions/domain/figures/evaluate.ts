import { type Indicator, type ProcedureTerm, passes, type Term } from "../indicator.ts";
import type { Procedure } from "../procedure.ts";
import { activityKey } from "./digest.ts";
import type { MeasureTally, Tally } from "./tally.ts";

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

function countProcedures(term: ProcedureTerm, evidence: Evidence): number | null {
  if (evidence.procedures === undefined) return null;
  const matching = evidence.procedures.filter((procedure) =>
    term.procedures.some((filter) => passes(procedure, filter)),
  );
  if (term.active === undefined) return matching.length;
  const active = evidence.tally?.active.get(activityKey(term.active));
  return matching.filter((procedure) => active?.has(procedure.code) === true).length;
}

function termValue(term: Term, evidence: Evidence): number | null {
  if ("sum" in term) {
    const sums = evidence.tally?.sums;
    return sums === undefined ? null : term.sum.reduce((total, field) => total + sums[field], 0);
  }
  if ("measure" in term) return evidence.measures?.sums[term.measure] ?? null;
  return countProcedures(term, evidence);
}

/** Whether nothing at all has been reported for the scope: a missing figure is never a zero. */
function isUnreported(indicator: Indicator, evidence: Evidence): boolean {
  const needsCounts = indicator.kind !== "stock";
  if (needsCounts) return evidence.tally === undefined || evidence.tally.isEmpty;
  if (!("measure" in indicator.numerator)) return false;
  return evidence.measures === undefined || evidence.measures.missing === evidence.measures.expected;
}

/** Numerator and denominator of an indicator for a scope, or null where there are no data. */
export function shareOf(indicator: Indicator, evidence: Evidence): Share | null {
  if (isUnreported(indicator, evidence)) return null;
  const numerator = termValue(indicator.numerator, evidence);
  const denominator = termValue(indicator.denominator, evidence);
  return numerator === null || denominator === null ? null : { numerator, denominator };
}

/** Missing pairs behind an indicator: (agency, month) pairs, agencies for measures, 0 for the catalogue. */
export function missingOf(indicator: Indicator, evidence: Evidence): number {
  if (indicator.kind !== "stock") return evidence.tally?.missing ?? 0;
  return "measure" in indicator.numerator ? (evidence.measures?.missing ?? 0) : 0;
}
