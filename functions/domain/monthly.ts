import { BasisEvidence, earlierEvidence } from "./basis.ts";
import type { Composition } from "./composition.ts";
import { shareOf } from "./evaluate.ts";
import type { Rate } from "./figure.ts";
import type { Indicator } from "./indicator.ts";
import { type Month, twelveMonthsTo } from "./period.ts";
import { rateOf } from "./rate.ts";
import type { Scope } from "./scope.ts";

/** One month of a trend: the rate of that month alone, and why there is none. */
export interface MonthlyRate {
  readonly rate: Rate | null;
  /** "no-data": not collected, or nobody reported; "no-activity": nothing to divide by. */
  readonly lack: "no-data" | "no-activity" | null;
}

/** The twelve months that end with a report's last, and what is known of each. */
export class MonthlyRates {
  readonly months: readonly Month[];
  readonly #evidence: readonly (BasisEvidence | null)[];

  /**
   * The last month is reckoned like the report's own figures, the ones before it like the periods that a report is
   * compared with: on the tree of this report, and only where the month has been collected.
   */
  constructor({ inputs, tree }: Pick<Composition, "inputs" | "tree">) {
    this.months = twelveMonthsTo(inputs.period);
    this.#evidence = this.months.map((month, index) => {
      if (index === this.months.length - 1) return new BasisEvidence(inputs, tree, inputs.lists, [month], true);
      return inputs.collected.has(month) ? earlierEvidence(inputs, month) : null;
    });
  }

  /** The rates of a scope, one for each month. */
  of(indicator: Indicator, scope: Scope): MonthlyRate[] {
    return this.#evidence.map((evidence): MonthlyRate => {
      const share = evidence === null ? null : shareOf(indicator, evidence.of(scope));
      if (share === null) return { rate: null, lack: "no-data" };
      const rate = rateOf(share.numerator, share.denominator);
      return { rate, lack: rate === null ? "no-activity" : null };
    });
  }
}
