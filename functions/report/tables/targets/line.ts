import type { ScopeKind } from "../../../domain/figures/figure.ts";
import type { Compared } from "../../../domain/figures/grown.ts";
import { monthsLeft } from "../../../domain/period.ts";
import { figureOf, judgedRow, type PrintedTarget, periodRow } from "../../composition.ts";
import { type PrintedRow, printableNeeded } from "../../printed-rate.ts";
import type { FigureField } from "../../report.ts";
import type { TableRow } from "../spec.ts";
import { count, text, type Value } from "../value.ts";

/** How a row's rank is written: by a formula over these rows, or as it is in the whole province. */
export type Ranking = { readonly from: number; readonly to: number } | "given";

/** A target for one scope. */
export interface TargetLine {
  readonly printed: PrintedTarget;
  /** In the first column: of the target, or of the scope among others. */
  readonly number: Value;
  readonly name: string;
  /** The row of the period; the same as the judged one for a stock. */
  readonly now: PrintedRow;
  readonly judged: PrintedRow;
  readonly ranking: Ranking;
}

/** Of which scope a line is, and under which name. */
export interface Place {
  readonly scope: ScopeKind;
  readonly code: string;
  readonly name: string;
  readonly number: Value;
}

/** What is concluded by holding figures together. */
const CONCLUSIONS: Readonly<Record<Compared, FigureField>> = {
  previous: "change-previous",
  yearEarlier: "change-year-earlier",
  year: "needed",
};

/** What is not printed of a row: where the province has grown it would be concluded from figures of two areas. */
function withheldOf({ unlike = [] }: PrintedRow) {
  return unlike.length === 0 ? {} : { withheld: unlike.map((one) => CONCLUSIONS[one]) };
}

/** The row of a target for one scope; none where figures.csv has none. */
export function targetRow(
  printed: PrintedTarget,
  { scope, code, name, number }: Place,
  kind: "body" | "total",
  ranking: Ranking,
): TableRow<TargetLine>[] {
  const now = periodRow(printed, scope, code);
  const judged = judgedRow(printed, scope, code);
  if (now === undefined || judged === undefined) return [];
  const line = { printed, number, name, now, judged, ranking };
  return [{ kind, line, figure: { ...figureOf(printed), scope, code, ...withheldOf(judged) } }];
}

/** The row with a target's name, above the rows of its scopes. */
export const targetHeading = (printed: PrintedTarget, number: number): TableRow<TargetLine> => ({
  kind: "group",
  cells: [count(number), text(`${printed.name}${printed.mark}`)],
  figure: figureOf(printed),
});

/** A stock (số tại một ngày) has no number of the period, only one of its last day. */
/** Over the thresholds of these targets: not all of them are demanded where some are levels for full marks. */
export const thresholdTitle = (targets: readonly PrintedTarget[]): string =>
  targets.some(({ target }) => target.goal === "benchmark") ? "Mức" : "Mức giao";

export const isStock = ({ now }: TargetLine): boolean => now.basis === "as-of";
/** A target that is no share. */
export const isNoShare = ({ judged }: TargetLine): boolean => judged.unit !== "percent";
/** A target that is judged by its number alone. */
export const isCount = ({ judged }: TargetLine): boolean => judged.unit === "count";

/** A row that something is asked of by a day that is still to come. */
export const isOpen = ({ judged: { threshold, verdict, deadline, period } }: TargetLine): boolean =>
  threshold !== null && verdict !== "not-assessed" && deadline !== null && monthsLeft(period, deadline) > 0;

/** Bình quân mỗi tháng cần thêm: what is missing, shared among the months left; none where nothing is or none is left. */
export function paceOf(line: TargetLine): number | null {
  const { shortfall, deadline, period } = line.judged;
  return !isOpen(line) || !shortfall || deadline === null ? null : Math.ceil(shortfall / monthsLeft(period, deadline));
}

/** The lines of a table's rows, without the headings of groups. */
export const linesIn = (rows: readonly TableRow<TargetLine>[]): TargetLine[] =>
  rows.flatMap((row) => (row.kind === "group" ? [] : [row.line]));

/** Whether the months left must reach anything, in any of these rows. */
export const isAnyNeeded = (rows: readonly TableRow<TargetLine>[]): boolean =>
  linesIn(rows).some(({ judged }) => printableNeeded(judged) !== null);
