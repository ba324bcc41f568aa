import { byCode } from "./agency.ts";
import type { Window } from "./period.ts";

/** The rules in the order in which `quality.csv` and the reports print them, with their severity. */
const RULES = {
  "agency-missing": "gap",
  "answer-invalid": "gap",
  "refresh-failed": "warning",
  "row-repeated": "warning",
  "flow-mismatch": "warning",
  "carry-over-mismatch": "warning",
  "part-exceeds-whole": "warning",
  "procedure-unknown": "warning",
  "procedure-misplaced": "warning",
  "measures-missing": "warning",
  "tasks-missing": "warning",
  "exception-unmatched": "warning",
  provisional: "notice",
} as const;

export type Rule = keyof typeof RULES;
export type Severity = (typeof RULES)[Rule];

/** Something wrong with the data, or missing from them (chất lượng số liệu). */
export interface Finding {
  readonly rule: Rule;
  /** Agency code, or empty. */
  readonly agency: string;
  /** Procedure code, or empty. */
  readonly procedure: string;
  readonly window: Window;
  /** The two numbers, or a few words. */
  readonly expected: string;
  readonly actual: string;
  /** For `part-exceeds-whole` the relation that is broken, e.g. `paidOnlineDossiers > feeDossiers`. */
  readonly relation?: string;
}

export const severityOf = (finding: Finding): Severity => RULES[finding.rule];

const order = Object.keys(RULES);

/** In the order of the rules, then by agency, procedure, window. */
export function compareFindings(left: Finding, right: Finding): number {
  return (
    order.indexOf(left.rule) - order.indexOf(right.rule) ||
    byCode(left.agency, right.agency) ||
    byCode(left.procedure, right.procedure) ||
    byCode(left.window.from, right.window.from)
  );
}
