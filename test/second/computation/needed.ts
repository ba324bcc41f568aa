import { lastMonthOf } from "./days.ts";
import { type Fraction, over, plus, times, whole } from "./fraction.ts";
import type { TargetLine } from "./programmes.ts";
import type { Value } from "./value.ts";

/** Months after the period's last up to and including the deadline's, of one year. */
const monthsUntil = (deadline: string, period: string): number =>
  Number(deadline.slice(5, 7)) - Number(lastMonthOf(period).slice(5));

/** The needed rate of a `not-due` flow row on basis `year` (figures.md 6), or none. */
function neededRate(target: TargetLine, value: Value, threshold: bigint, period: string): Fraction | null {
  const { goal, unit, deadline } = target;
  if (goal !== "min" || unit !== "percent" || deadline === null) return null;
  if (deadline.slice(0, 4) !== period.slice(0, 4)) return null;
  const [n, d] = [whole(value.over), whole(value.under)];
  const t: Fraction = { top: threshold, bottom: 100n };
  const e = over(times(d, whole(monthsUntil(deadline, period))), whole(value.answeredMonths));
  return over(plus(times(t, plus(d, e)), times(whole(-100), n)), e);
}

/** The same with six decimals, rounded half up (figures.md 8). */
export function neededText(target: TargetLine, value: Value, threshold: bigint, period: string): string {
  const needed = neededRate(target, value, threshold, period);
  if (needed === null) return "";
  const millionths = (needed.top * 2_000_000n + needed.bottom) / (needed.bottom * 2n);
  const digits = String(millionths).padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}
