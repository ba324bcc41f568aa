import type { CountField } from "../../../domain/counts.ts";
import type { Share } from "../../../domain/figures/evaluate.ts";
import type { Month } from "../../../domain/period.ts";
import { type Scope, scopeId } from "../../../domain/scope.ts";
import { limitsOf, type PrintedTarget } from "../../composition.ts";
import type { RawFormulas } from "../../raw/formulas.ts";
import { monthLabel } from "../../wording.ts";
import { rateFormula } from "../formulas.ts";
import type { TableContext } from "../lines.ts";
import { type ColumnSpec, column, type TableRow } from "../spec.ts";
import { count, known, share, text } from "../value.ts";

/** Of whom the months are. */
export interface Trend {
  readonly scope: Scope;
  readonly name: string;
}

/** One month of a target whose rate sums of counts give. */
interface MonthLine {
  readonly number: number;
  readonly month: Month;
  readonly scope: Scope;
  readonly share: Share | null;
  readonly limits: readonly number[];
  readonly numerator: readonly CountField[];
  readonly denominator: readonly CountField[];
  readonly raw: RawFormulas;
}

const sumFormula = ({ raw, scope, month, numerator, denominator }: MonthLine, counts: readonly CountField[]): string =>
  raw.sumOr({ of: { counts }, beside: [numerator, denominator], scope: scopeId(scope), when: { month } });

/** Month by month below the table of targets, whose first columns they are. */
export const MONTH_COLUMNS: readonly ColumnSpec<MonthLine>[] = [
  column("number", "Chỉ tiêu số", [0, 8], ({ number }) => count(number), { align: "center" }),
  column("month", "Tháng", [0, 44], ({ month }) => text(`Tháng ${monthLabel(month)}`), { align: "left" }),
  column("numerator", "Tử số", [0, 11], (line) => known(line.share?.numerator ?? null), {
    formula: (line) => sumFormula(line, line.numerator),
  }),
  column("denominator", "Mẫu số", [0, 11], (line) => known(line.share?.denominator ?? null), {
    formula: (line) => sumFormula(line, line.denominator),
  }),
  column(
    "rate",
    "Tỷ lệ (%)",
    [0, 10],
    (line) =>
      share({
        numerator: line.share?.numerator ?? null,
        denominator: line.share?.denominator ?? null,
        limits: line.limits,
      }),
    { formula: (_, { cell }) => rateFormula(cell("numerator"), cell("denominator")) },
  ),
];

/** The rows of one target's months in the sheet, both ends included. */
export interface TargetMonths {
  readonly printed: PrintedTarget;
  readonly from: number;
  readonly to: number;
  /** Whether every month has a rate. */
  readonly isWhole: boolean;
}

/** The months of one target, as far as counts are stored; none where its rate is not one of counts. */
function linesOf(
  { composition, raw }: TableContext,
  printed: PrintedTarget,
  number: number,
  scope: Scope,
): MonthLine[] {
  const { numerator, denominator } = printed.indicator;
  if (!("sum" in numerator && "sum" in denominator)) return [];
  const { monthly } = composition.figures.evidence;
  const stored = new Set(raw.rows.map(({ month }) => month));
  const shares = monthly.shares(printed.indicator, scope);
  const limits = limitsOf(composition, printed.indicator.id, [scope]);
  const lines = monthly.months.map(
    (month, index): MonthLine => ({
      number,
      month,
      scope,
      share: shares[index] ?? null,
      limits,
      numerator: numerator.sum,
      denominator: denominator.sum,
      raw,
    }),
  );
  return lines.filter(({ month }) => stored.has(month));
}

const hasRate = ({ share: own }: MonthLine): boolean => own !== null && own.denominator > 0;

/**
 * Month by month, as far as counts are stored: rates that sums of counts give.
 *
 * @param first the sheet's row of the first of them
 */
export function monthRows(
  context: TableContext,
  targets: readonly { readonly printed: PrintedTarget; readonly number: number }[],
  { scope, name }: Trend,
  first: number,
): { readonly rows: TableRow<MonthLine>[]; readonly months: TargetMonths[] } {
  const rows: TableRow<MonthLine>[] = [];
  const months: TargetMonths[] = [];
  for (const { printed, number } of targets) {
    const lines = linesOf(context, printed, number, scope);
    if (lines.length < 2) continue;
    const title = `${printed.target.name}: diễn biến theo tháng, ${name}`;
    rows.push({ kind: "group", cells: [count(number), text(title)] });
    const from = first + rows.length;
    rows.push(...lines.map((line): TableRow<MonthLine> => ({ kind: "body", line })));
    months.push({ printed, from, to: from + lines.length - 1, isWhole: lines.every(hasRate) });
  }
  return { rows, months };
}
