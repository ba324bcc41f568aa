import type { AgencyNames } from "../../domain/agency-names.ts";
import { idleProcedures } from "../../domain/figures/evaluate.ts";
import type { FigureRow } from "../../domain/figures/figure.ts";
import type { Figures } from "../../domain/figures/figures.ts";
import { type Growth, unlikeOf } from "../../domain/figures/grown.ts";
import type { Inputs } from "../../domain/figures/inputs.ts";
import { judgedIndicator } from "../../domain/figures/per-procedure.ts";
import { type Indicator, wholeOfActive } from "../../domain/indicator.ts";
import type { Target } from "../../domain/programme.ts";
import type { Scope } from "../../domain/scope.ts";
import type { Tally } from "../../domain/sums/tally.ts";
import type { PrintedRow } from "../printed-rate.ts";

/** Without a deadline nothing is still to come: what is below is printed "chưa đạt". */
export const withoutDeadline = ({ verdict, deadline }: FigureRow): FigureRow["verdict"] =>
  verdict === "not-due" && deadline === null ? "not-met" : verdict;

/** The row of a target that is asked of each procedure, with the number of those that had no dossiers. */
export function withIdle(row: PrintedRow, target: Target, judged: Indicator, { evidence }: Figures): PrintedRow {
  if (target.perProcedure === undefined) return row;
  const scope = { kind: row.scope, code: row.code, name: row.name, level: row.level };
  return { ...row, idle: idleProcedures(judged, (row.basis === "period" ? evidence.period : evidence.year).of(scope)) };
}

/** By which indicator a row of figures.csv is judged. */
function judgedIndicators({ programmes }: Inputs, { evidence }: Figures): (row: FigureRow) => Indicator {
  const judged = new Map(
    programmes.flatMap(({ id, targets }) =>
      targets.map((target) => [`${id} ${target.id}`, judgedIndicator(target, evidence.indicator(target.indicator))]),
    ),
  );
  return ({ programme, target, indicator }) => judged.get(`${programme} ${target}`) ?? evidence.indicator(indicator);
}

/** Whether nothing has come up of which a procedure could have been active: a zero is then no result of anybody. */
function isWithoutAny(
  { scope, basis, numerator, verdict }: FigureRow,
  judged: Indicator,
  tally: Tally | undefined,
): boolean {
  const whole = wholeOfActive(judged);
  // One without such procedures has nothing to be active, and is told of so.
  if (verdict === "no-activity") return false;
  if (scope !== "agency" || basis === "as-of" || numerator !== 0 || whole === null) return false;
  return tally?.sums.sum(whole) === 0;
}

/**
 * The rows of figures.csv as a report prints them.
 *
 * @param limitsOf the thresholds in percent that a row's rate is held against
 */
export function heldRows(
  { inputs, figures, growth }: { readonly inputs: Inputs; readonly figures: Figures; readonly growth: Growth },
  names: AgencyNames,
  limitsOf: (row: FigureRow, scope: Scope) => readonly number[],
): PrintedRow[] {
  const judged = judgedIndicators(inputs, figures);
  return figures.rows.map((row): PrintedRow => {
    const scope = { kind: row.scope, code: row.code, name: row.name, level: row.level };
    const indicator = judged(row);
    const answered = figures.evidence.answered(indicator, scope);
    const { tally } = (row.basis === "period" ? figures.evidence.period : figures.evidence.year).of(scope);
    const isUndelivered = row.numerator === null && row.basis !== "as-of" && tally?.isEmpty === false;
    const unlike = unlikeOf(growth, scope);
    return {
      ...row,
      ...{ verdict: withoutDeadline(row), name: names.ofScope(row), answered, limits: limitsOf(row, scope) },
      ...(isUndelivered ? { isUndelivered } : {}),
      ...(isWithoutAny(row, indicator, tally) ? { isWithoutAny: true } : {}),
      ...(unlike.length === 0 ? {} : { unlike }),
    };
  });
}
