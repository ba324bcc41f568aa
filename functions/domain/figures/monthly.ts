import type { AgencyTree } from "../agency.ts";
import type { Indicator } from "../indicator.ts";
import { type Month, twelveMonthsTo } from "../period.ts";
import type { Scope } from "../scope.ts";
import { BasisEvidence, earlierEvidence } from "./basis.ts";
import { type Share, shareOf } from "./evaluate.ts";
import type { Inputs } from "./inputs.ts";

/** The twelve months that end with a report's last, and what is known of each. */
export class MonthlyRates {
  readonly months: readonly Month[];
  readonly #evidence: readonly (BasisEvidence | null)[];

  /**
   * The last month is reckoned like the report's own figures, the ones before it like the periods that a report is
   * compared with: on the tree of this report, and only where the month has been collected.
   */
  constructor(inputs: Inputs, tree: AgencyTree) {
    this.months = twelveMonthsTo(inputs.period);
    this.#evidence = this.months.map((month, index) => {
      if (index === this.months.length - 1) return new BasisEvidence(inputs, tree, inputs.lists, [month], true);
      return inputs.collected.has(month) ? earlierEvidence(inputs, month) : null;
    });
  }

  /** An indicator of a scope in each month; null where the month was not collected or nobody reported. */
  shares(indicator: Indicator, scope: Scope): (Share | null)[] {
    return this.#evidence.map((evidence) => (evidence === null ? null : shareOf(indicator, evidence.of(scope))));
  }
}
