import { agenciesOfWindow } from "./agency.ts";
import { BasisEvidence, earlierEvidence } from "./basis.ts";
import type { Line } from "./compose-lines.ts";
import type { Composition } from "./composition.ts";
import { type Evidence, type Share, shareOf } from "./evaluate.ts";
import type { Rate } from "./figure.ts";
import type { Indicator } from "./indicator.ts";
import type { Inputs } from "./inputs.ts";
import { type Month, monthsOf, previousOf, windowOfMonth } from "./period.ts";
import { rateOf } from "./rate.ts";
import { scopeId, scopesFed } from "./scope.ts";
import { Tally } from "./tally.ts";

/** Several scopes of one basis as one; procedures that they share count once. */
function joined(all: readonly Evidence[]): Evidence {
  const tallies = all.flatMap(({ tally }) => tally ?? []);
  const tally = tallies.length === 0 ? undefined : new Tally();
  for (const one of tallies) tally?.join(one);
  const lists = new Set(all.map(({ procedures }) => procedures));
  const procedures = new Map([...lists].flatMap((list) => list ?? []).map((one) => [one.code, one]));
  return { tally, measures: undefined, procedures: lists.has(undefined) ? undefined : [...procedures.values()] };
}

/** What the appendices take their numbers from: the sums, catalogue and rules that the figures come from. */
export class Ground {
  readonly #inputs: Inputs;
  readonly #tree: Composition["tree"];
  readonly #period: BasisEvidence;
  readonly #previous: BasisEvidence | null;

  constructor({ inputs, tree }: Composition) {
    this.#inputs = inputs;
    this.#tree = tree;
    this.#period = new BasisEvidence(inputs, tree, inputs.lists, monthsOf(inputs.period), true);
    this.#previous = earlierEvidence(inputs, previousOf(inputs.period));
  }

  #evidence(basis: BasisEvidence, { scopes }: Line): Evidence {
    const all = scopes.map((scope) => basis.of(scope));
    const [only] = all;
    return only !== undefined && all.length === 1 ? only : joined(all);
  }

  /** What a line's counts of the period add up to; null where none of them is there. */
  sums(line: Line): Tally["sums"] | null {
    const { tally } = this.#evidence(this.#period, line);
    return tally === undefined || tally.isEmpty ? null : tally.sums;
  }

  /** (agency, month) pairs of the period without counts. */
  missing(line: Line): number {
    return this.#evidence(this.#period, line).tally?.missing ?? 0;
  }

  /** An indicator of the period, or as of its last day, as the figures have it; null where there are no data. */
  share(indicator: string, line: Line): Share | null {
    return shareOf(this.#indicator(indicator), this.#evidence(this.#period, line));
  }

  /** The rate of the period, and of the period before. */
  rates(indicator: string, line: Line): { readonly now: Rate | null; readonly before: Rate | null } {
    const definition = this.#indicator(indicator);
    const [now, before] = [this.#period, this.#previous].map((basis) => {
      const share = basis === null ? null : shareOf(definition, this.#evidence(basis, line));
      return share === null ? null : rateOf(share.numerator, share.denominator);
    });
    return { now: now ?? null, before: before ?? null };
  }

  #indicator(id: string): Indicator {
    const indicator = this.#inputs.indicators.get(id);
    if (indicator === undefined) throw new RangeError(`indicator ${id} was not loaded`);
    return indicator;
  }

  /** Scopes some of whose agencies have no counts for a month. */
  lacking(month: Month): ReadonlySet<string> {
    const { lists, scheme, digests } = this.#inputs;
    const codes = agenciesOfWindow(lists, windowOfMonth(month, scheme));
    const missing = codes.filter((code) => digests(code, month) === undefined);
    return new Set(missing.flatMap((code) => scopesFed(this.#tree, code)));
  }
}

export const isLacking = (lacking: ReadonlySet<string>, { scopes }: Line): boolean =>
  scopes.some((scope) => lacking.has(scopeId(scope)));

/** One for each composition: four appendices ask, and a year of 600 communes takes long to add up. */
const grounds = new WeakMap<Composition, Ground>();

export function groundOf(composition: Composition): Ground {
  const ground = grounds.get(composition) ?? new Ground(composition);
  grounds.set(composition, ground);
  return ground;
}
