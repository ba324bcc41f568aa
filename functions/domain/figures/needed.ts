import { monthsLeft, nominalLastDayOf } from "../period.ts";
import { hundredths } from "../threshold.ts";
import type { FigureRow, Rate } from "./figure.ts";

/** A share in percent that is nowhere rounded: `over / under`. */
export interface ExactPercent {
  readonly over: bigint;
  readonly under: bigint;
}

/** A row of a flow, with the number of its basis' months for which the scope has an answer. */
type FlowRow = Pick<
  FigureRow,
  "basis" | "goal" | "unit" | "verdict" | "numerator" | "denominator" | "threshold" | "period" | "deadline"
> & { readonly answered: number };

/**
 * Tỷ lệ cần đạt: what the months left until the deadline must reach on average for a minimum that is not due yet, where
 * they bring as much a month as the answered ones: with `e = d × r ÷ m` expected of them, `(t × (d + e) − 100 × n) ÷ e`.
 * It may be above 100. Null where the deadline is in a later year, whose counts begin anew.
 *
 * 3737 of 21074 in 6 months, 50 % asked for in 5 more: 88,720698… %.
 */
export function neededShare(row: FlowRow): ExactPercent | null {
  const { basis, goal, unit, verdict, numerator, denominator, threshold, period, deadline, answered } = row;
  if (basis !== "year" || goal !== "min" || unit !== "percent" || verdict !== "not-due") return null;
  if (deadline === null || deadline.slice(0, 4) !== nominalLastDayOf(period).slice(0, 4)) return null;
  if (numerator === null || !denominator || threshold === null) return null;
  const whole = BigInt(denominator);
  const months = BigInt(answered);
  const left = BigInt(monthsLeft(period, deadline));
  return {
    over: hundredths(threshold) * whole * (months + left) - 10_000n * BigInt(numerator) * months,
    under: 100n * whole * left,
  };
}

/** Whether the months left could still reach it: none of them can have more than all. */
export const isReachable = ({ over, under }: ExactPercent): boolean => over <= 100n * under;

/** In millionths of a percent, rounded half up. */
export const roundedPercent = ({ over, under }: ExactPercent): Rate => (over * 2_000_000n + under) / (2n * under);
