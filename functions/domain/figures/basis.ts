import type { AgencyLists, AgencyTree } from "../agency.ts";
import { type Day, type Month, monthsOf, type Period, windowOfMonths } from "../period.ts";
import { ProcedureCatalogue } from "../procedure.ts";
import { proceduresOf, type Scope, scopeId } from "../scope.ts";
import { type MeasureTallies, type Tallies, tally, tallyMeasures } from "../sums/tally.ts";
import type { Evidence } from "./evaluate.ts";
import { allLists, type Inputs, treeLookingBack } from "./inputs.ts";

/** The evidence of every scope on one basis of the report. */
export class BasisEvidence {
  readonly from: Day;
  readonly to: Day;
  readonly #tree: AgencyTree;
  readonly #tallies: Tallies | undefined;
  readonly #catalogue: ProcedureCatalogue | undefined;
  readonly #measures: MeasureTallies | undefined;
  /** Every target asks for the same scopes again. */
  readonly #known = new Map<string, Evidence>();

  constructor(inputs: Inputs, tree: AgencyTree, lists: AgencyLists, months: readonly Month[], counted: boolean) {
    const window = windowOfMonths(months, inputs.scheme);
    const procedures = inputs.catalogues.get(window.to);
    const measures = inputs.measures.get(window.to);
    this.from = window.from;
    this.to = window.to;
    this.#tree = tree;
    this.#tallies = counted ? tally(months, inputs.scheme, lists, tree, inputs.digests) : undefined;
    this.#catalogue = procedures === undefined ? undefined : new ProcedureCatalogue(procedures, tree, window.to);
    this.#measures = tallyMeasures(window.to, measures ?? [], lists, tree);
  }

  of(scope: Scope): Evidence {
    const id = scopeId(scope);
    const evidence = this.#known.get(id) ?? {
      tally: this.#tallies?.get(id),
      measures: this.#measures?.get(id),
      procedures: this.#catalogue === undefined ? undefined : proceduresOf(scope, this.#catalogue, this.#tree),
    };
    this.#known.set(id, evidence);
    return evidence;
  }
}

/**
 * The evidence of an earlier period on the tree of this report, or null where there is none to compare with.
 * Counts are compared only if every month of that period has been collected; the catalogue and the measures of its
 * last day are compared wherever they are stored.
 */
export function earlierEvidence(inputs: Inputs, earlier: Period | null): BasisEvidence | null {
  if (earlier === null) return null;
  const months = monthsOf(earlier);
  const complete = months.every((month) => inputs.collected.has(month));
  return new BasisEvidence(inputs, treeLookingBack(inputs), allLists(inputs), months, complete);
}
