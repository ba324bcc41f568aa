import { type AgencyTree, agenciesOfWindow } from "../agency.ts";
import type { CountField } from "../counts.ts";
import type { Indicator } from "../indicator.ts";
import { type Month, monthsOf, windowOfMonth, yearEarlierOf, yearToDateOf } from "../period.ts";
import { type Scope, scopeId, scopesFed } from "../scope.ts";
import { sumKnown } from "../sums/known-counts.ts";
import type { Need, PairSums } from "../sums/pair-sums.ts";
import { Tally } from "../sums/tally.ts";
import { BasisEvidence, earlierEvidence } from "./basis.ts";
import { type FieldSums, fieldSums, type InternalCounts, internalCounts } from "./breakdown.ts";
import { type Evidence, needsOf, type Share, shareOf } from "./evaluate.ts";
import type { Rate } from "./figure.ts";
import { comparedWith, type Inputs } from "./inputs.ts";
import { MonthlyRates } from "./monthly.ts";
import { rateOf } from "./rate.ts";

/** Several scopes of one basis as one; procedures that they share count once. */
function joined(all: readonly Evidence[]): Evidence {
  const tallies = all.flatMap(({ tally }) => tally ?? []);
  const tally = tallies.length === 0 ? undefined : new Tally();
  for (const one of tallies) tally?.join(one);
  const lists = new Set(all.map(({ procedures }) => procedures));
  const procedures = new Map([...lists].flatMap((list) => list ?? []).map((one) => [one.code, one]));
  return { tally, measures: undefined, procedures: lists.has(undefined) ? undefined : [...procedures.values()] };
}

function evidenceOn(basis: BasisEvidence, scopes: readonly Scope[]): Evidence {
  const all = scopes.map((scope) => basis.of(scope));
  const [only] = all;
  return only !== undefined && all.length === 1 ? only : joined(all);
}

/**
 * The sums, catalogues and rules behind a report's figures, computed once and handed on with them: tables, sentences and
 * pictures of the report take their numbers from here. What only some reports need is computed when it is first asked for.
 */
export class ReportEvidence {
  readonly period: BasisEvidence;
  readonly year: BasisEvidence;
  readonly previous: BasisEvidence | null;
  readonly yearEarlier: BasisEvidence | null;
  readonly #inputs: Inputs;
  readonly #tree: AgencyTree;
  /** Of the period, by the ids of the scopes: every column of a table asks for the same. */
  readonly #joined = new Map<string, Evidence>();
  readonly #shares = new Map<string, Share | null>();
  readonly #lacking = new Map<string, ReadonlySet<string>>();
  #monthly: MonthlyRates | undefined;
  #internal: InternalCounts | undefined;
  #fields: ReadonlyMap<string, FieldSums> | undefined;

  constructor(inputs: Inputs, tree: AgencyTree) {
    this.#inputs = inputs;
    this.#tree = tree;
    this.period = new BasisEvidence(inputs, tree, inputs.lists, monthsOf(inputs.period), true);
    this.year = new BasisEvidence(inputs, tree, inputs.lists, yearToDateOf(inputs.period), true);
    this.previous = earlierEvidence(inputs, comparedWith(inputs));
    this.yearEarlier = earlierEvidence(inputs, yearEarlierOf(inputs.period));
  }

  #ofPeriod(scopes: readonly Scope[]): Evidence {
    const key = scopes.map(scopeId).join(" ");
    const evidence = this.#joined.get(key) ?? evidenceOn(this.period, scopes);
    this.#joined.set(key, evidence);
    return evidence;
  }

  /** What the scopes' counts of the period add up to; null where none of them is there. */
  sums(scopes: readonly Scope[]): PairSums | null {
    const { tally } = this.#ofPeriod(scopes);
    return tally === undefined || tally.isEmpty ? null : tally.sums;
  }

  /** (agency, month) pairs of the period without an answer, or without all of what is needed. */
  missing(scopes: readonly Scope[], needs: readonly Need[] = []): number {
    return this.#ofPeriod(scopes).tally?.missingFor(needs) ?? 0;
  }

  /** Months since January of which at least one agency of the scope has what an indicator needs. */
  answered(indicator: Indicator, scope: Scope): number {
    return this.year.of(scope).tally?.sums.monthsWith(needsOf(indicator)).size ?? 0;
  }

  /** An indicator of the period, or as of its last day, as the figures have it; null where there are no data. */
  share(indicator: string, scopes: readonly Scope[]): Share | null {
    const key = [indicator, ...scopes.map(scopeId)].join(" ");
    const known = this.#shares.get(key);
    if (known !== undefined) return known;
    const share = shareOf(this.indicator(indicator), this.#ofPeriod(scopes));
    this.#shares.set(key, share);
    return share;
  }

  /** An indicator's rate in the period before; null where there is none to compare with. */
  rateBefore(indicator: string, scopes: readonly Scope[]): Rate | null {
    const share = this.previous === null ? null : shareOf(this.indicator(indicator), evidenceOn(this.previous, scopes));
    return share === null ? null : rateOf(share.numerator, share.denominator);
  }

  /** Throws RangeError for an indicator that was not loaded. */
  indicator(id: string): Indicator {
    const indicator = this.#inputs.indicators.get(id);
    if (indicator === undefined) throw new RangeError(`indicator ${id} was not loaded`);
    return indicator;
  }

  /** Whether these counts of every agency of the scopes are there for a month. */
  isWhole(scopes: readonly Scope[], month: Month, counts: readonly CountField[]): boolean {
    const key = [month, ...counts].join(" ");
    const lacking = this.#lacking.get(key) ?? this.#scopesLacking(month, counts);
    this.#lacking.set(key, lacking);
    return !scopes.some((scope) => lacking.has(scopeId(scope)));
  }

  /** Ids of the scopes some of whose agencies lack these counts of a month. */
  #scopesLacking(month: Month, counts: readonly CountField[]): ReadonlySet<string> {
    const { lists, scheme, digests } = this.#inputs;
    const window = windowOfMonth(month, scheme);
    const codes = agenciesOfWindow(lists, window);
    const missing = codes.filter((code) => {
      const digest = digests(code, month);
      return digest === undefined || sumKnown(digest.counts, counts) === null;
    });
    return new Set(missing.flatMap((code) => scopesFed(this.#tree, code, window.to)));
  }

  /** The rates of the twelve months that end with the report's last. */
  get monthly(): MonthlyRates {
    this.#monthly ??= new MonthlyRates(this.#inputs, this.#tree);
    return this.#monthly;
  }

  /** Internal services of the period by scope. */
  get internal(): InternalCounts {
    this.#internal ??= internalCounts(this.#inputs, this.#tree);
    return this.#internal;
  }

  /** The period's sums of one agency in force by field (lĩnh vực); empty where it has none. */
  fields(code: string): FieldSums {
    this.#fields ??= fieldSums(this.#inputs, this.#tree);
    return this.#fields.get(code) ?? new Map();
  }
}
