import type { AgencyTree } from "../agency.ts";
import { type Agency, agenciesOfWindow } from "../agency.ts";
import { needsOf } from "../figures/evaluate.ts";
import type { Inputs } from "../figures/inputs.ts";
import { judgedIndicator } from "../figures/per-procedure.ts";
import { windowOfMonth } from "../period.ts";
import type { MonthDigest } from "../sums/digest.ts";
import type { Need } from "../sums/pair-sums.ts";
import type { Finding } from "./finding.ts";

/** Everything that some figure of the report needs. */
function needsIn({ indicators, programmes }: Inputs): Need[] {
  const judged = programmes.flatMap(({ targets }) =>
    targets.flatMap((target) => {
      const indicator = indicators.get(target.indicator);
      return indicator === undefined ? [] : [judgedIndicator(target, indicator)];
    }),
  );
  return [...new Set([...indicators.values(), ...judged].flatMap(needsOf))].sort();
}

const lacks = ({ counts, procedures }: MonthDigest, need: Need): boolean =>
  need === "procedure" ? procedures === null : counts[need] === null;

/**
 * `count-not-delivered`: a count that figures of the report need and that an agency's source does not give. It is no gap:
 * the figures go on without the agency's month. One finding of an agency and count, for the latest such window.
 */
export function undeliveredFindings(inputs: Inputs, tree: Pick<AgencyTree, "on">): Finding[] {
  const needs = needsIn(inputs);
  const latest = new Map<Agency | string, Map<Need, Finding>>();
  for (const month of inputs.months) {
    const window = windowOfMonth(month, inputs.scheme);
    for (const agency of agenciesOfWindow(inputs.lists, window)) {
      const digest = inputs.digests(agency, month);
      if (digest === undefined) continue;
      const whose = tree.on(agency, window.to) ?? agency;
      const found = latest.get(whose) ?? new Map<Need, Finding>();
      latest.set(whose, found);
      for (const need of needs.filter((one) => lacks(digest, one))) {
        const words = { expected: need, actual: "not delivered" };
        found.set(need, { rule: "count-not-delivered", agency, procedure: "", window, ...words });
      }
    }
  }
  return [...latest.values()].flatMap((found) => needs.flatMap((need) => found.get(need) ?? []));
}
