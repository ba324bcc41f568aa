import { countsOf } from "../../domain/indicator.ts";
import { windowOf } from "../../domain/period.ts";
import { type Composition, limitsOf } from "../composition.ts";
import { dayText } from "../wording.ts";
import { rateFormula } from "./formulas.ts";
import { type Line, scopeOf, type TableContext } from "./lines.ts";
import { type ColumnSpec, column, DISTINCT_NOTE } from "./spec.ts";
import { known, share } from "./value.ts";

/** One share of a table: its indicator and what is written over its whole, its part and its rate. */
export interface ShareColumns {
  readonly indicator: string;
  readonly group: string;
  readonly whole: string;
  readonly part: string;
  /** In the workbook alone. */
  readonly unprinted?: boolean;
}

/**
 * Whole, part and rate of one share: sums of dossiers are formulas over the raw counts, numbers of procedures are values,
 * since a procedure counts once in every scope.
 */
export function shareColumns(
  { composition, raw }: TableContext,
  { indicator: id, group, whole, part, unprinted = false }: ShareColumns,
): ColumnSpec<Line>[] {
  const { evidence } = composition.figures;
  const indicator = evidence.indicator(id);
  const beside = countsOf(indicator);
  const isPrinted = Number(!unprinted);
  const term = (at: "denominator" | "numerator", title: string): ColumnSpec<Line> => {
    const counted = indicator[at];
    return column(
      `${id}-${at}`,
      title,
      [15 * isPrinted, 11],
      ({ scopes }) => known(evidence.share(id, scopes)?.[at] ?? null),
      {
        group,
        ...("sum" in counted
          ? {
              formula: (line) =>
                raw.sumOr({ of: { counts: counted.sum }, beside, scope: scopeOf(line), when: "period" }),
            }
          : { note: DISTINCT_NOTE }),
      },
    );
  };
  const rate = column<Line>(
    `${id}-rate`,
    "Tỷ lệ (%)",
    [14 * isPrinted, 10],
    (line) => {
      const { numerator = null, denominator = null } = evidence.share(id, line.scopes) ?? {};
      return share({ numerator, denominator, limits: limitsOf(composition, id, line.scopes) });
    },
    { group, formula: (_, { cell }) => rateFormula(cell(`${id}-numerator`), cell(`${id}-denominator`)) },
  );
  return [term("denominator", whole), term("numerator", part), rate];
}

/** Keys of the columns that hold rates. */
export const rateKeys = (shares: readonly ShareColumns[]): string[] =>
  shares.map(({ indicator }) => `${indicator}-rate`);

/** The report's last day, as titles name it. */
export const lastDay = ({ inputs }: Composition): string => dayText(windowOf(inputs.period, inputs.scheme).to);
