import { NO_ACTIVITY, NONE, UNKNOWN } from "./value.ts";

/** A share as a quotient that is nowhere rounded; cells by their references. */
export const rateFormula = (numerator: string, denominator: string): string =>
  `IF(ISNUMBER(${denominator}),IF(${denominator}=0,"${NO_ACTIVITY}",${numerator}*100/${denominator}),"${UNKNOWN}")`;

/** A rate as its cell holds it, and the decimals that the cell shows of it. */
export interface ShownRate {
  readonly cell: string;
  readonly decimals: number;
}

/** An earlier rate from two sums, with six decimals as figures.csv has it. */
export const earlierFormula = (numerator: string, denominator: string): string =>
  `IFERROR(ROUND((${numerator})*100/(${denominator}),6),"${NONE}")`;

/** The difference of two rates in points: of the rates as their cells show them. */
export function pointsFormula(now: ShownRate, before: ShownRate): string {
  const rounded = ({ cell, decimals }: ShownRate): string => `ROUND(${cell},${decimals})`;
  const decimals = Math.max(now.decimals, before.decimals);
  const difference = `ROUND(${rounded(now)}-${rounded(before)},${decimals})`;
  return `IF(AND(ISNUMBER(${now.cell}),ISNUMBER(${before.cell})),${difference},"${NONE}")`;
}
