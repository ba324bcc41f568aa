import { type AgencyLists, type AgencyTree, agenciesOfWindow, byCode } from "../agency.ts";
import { type CountField, type CountRows, coarseRows, type Measures, procedureRows } from "../counts.ts";
import type { Indicator, Term } from "../indicator.ts";
import { type Day, type Month, type Scheme, windowOfMonth } from "../period.ts";
import type { Procedure } from "../procedure.ts";
import { type Scope, scopeId, scopesFed } from "../scope.ts";
import { type AskedCounts, answerDigest, askedOf } from "../sums/answer-digest.ts";
import { joinedDigests, type MonthDigest } from "../sums/digest.ts";
import { Tally } from "../sums/tally.ts";
import { needsOf, type Share, shareOf } from "./evaluate.ts";

/** An agency, by its code, and one of its months. */
interface Pair {
  readonly agency: string;
  readonly month: Month;
}

/** What an agency has answered of a month, each of its systems for itself; nothing where the month is missing. */
export interface MonthAnswers extends Pair {
  readonly answers: readonly CountRows[];
}

/** How a month enters a figure. */
export interface TracedMonth extends Pair {
  /** `lacking`: the answer does not give all that the indicator needs, so that nothing of it is counted. */
  readonly state: "counted" | "lacking" | "missing";
  /** The trace's counts in their order; null where they are not known. */
  readonly counts: readonly (number | null)[];
  /** Numerator and denominator of this month alone. */
  readonly share: Share | null;
}

/** Rows of one procedure, of one field or of the agency as a whole, as the source gives them, over all months. */
export interface TracedRow {
  readonly grain: "procedure" | "field";
  /** The procedure's code, the field's name; empty for the agency as a whole. */
  readonly code: string;
  /** Null where the source does not give it. */
  readonly counts: readonly (number | null)[];
  readonly share: Share;
}

/** The months and rows that a figure is made of: the shares of the rows add up to the figure's. */
export interface CountTrace {
  /** The elementary counts that the indicator is made of. */
  readonly fields: readonly CountField[];
  readonly months: readonly TracedMonth[];
  /** Those that bring something. */
  readonly rows: readonly TracedRow[];
  /** Null where nothing has been reported. */
  readonly total: Share | null;
}

const fieldsOfTerm = (term: Term): readonly CountField[] => {
  if ("sum" in term) return term.sum;
  if (!("procedures" in term)) return [];
  return [...(term.active ?? []), ...(term.reaching?.counts ?? [])];
};

/** The elementary counts that an indicator is made of, those of its numerator first. */
const fieldsOf = ({ numerator, denominator }: Indicator): CountField[] => [
  ...new Set([numerator, denominator].flatMap(fieldsOfTerm)),
];

/** The (agency, month) pairs whose counts enter a scope: its own, and those of agencies that it is the heir of. */
export function pairsFeeding(
  scope: Pick<Scope, "kind" | "code">,
  months: readonly Month[],
  scheme: Scheme,
  lists: AgencyLists,
  tree: AgencyTree,
): Pair[] {
  const id = scopeId(scope);
  return months.flatMap((month) => {
    const window = windowOfMonth(month, scheme);
    const feeding = agenciesOfWindow(lists, window).filter((code) => scopesFed(tree, code, window.to).includes(id));
    return feeding.map((agency) => ({ agency, month }));
  });
}

/** What the rows of an answer are of, by a key, and the rows of each. */
function unitsOf(rows: CountRows): ReadonlyMap<string, CountRows> {
  const procedures = procedureRows(rows);
  return procedures === null
    ? Map.groupBy(coarseRows(rows), ({ field }) => `field:${field}`)
    : Map.groupBy(procedures, ({ procedure }) => `procedure:${procedure}`);
}

/** Counts of a tally, each null unless every pair knows it. */
const countsIn = ({ sums }: Tally, fields: readonly CountField[]): (number | null)[] =>
  fields.map((field) => (sums.pairsWith([field]) === sums.pairs ? sums.sum([field]) : null));

/** Puts the rows of a figure together, from the answers of those whose counts enter it. */
class Tracer {
  readonly #indicator: Indicator;
  readonly #fields: readonly CountField[];
  readonly #asked: AskedCounts;
  readonly #basis: readonly Month[];
  readonly #procedures: ReadonlyMap<string, Procedure>;
  readonly #units = new Map<string, Tally>();

  constructor(indicator: Indicator, procedures: readonly Procedure[], basis: readonly Month[]) {
    this.#indicator = indicator;
    this.#fields = fieldsOf(indicator);
    this.#asked = askedOf([indicator]);
    this.#basis = basis;
    this.#procedures = new Map(procedures.map((procedure) => [procedure.code, procedure]));
    for (const code of this.#procedures.keys()) this.#unit(`procedure:${code}`);
  }

  #placeOf(month: Month) {
    return { month, first: month === this.#basis[0], last: month === this.#basis.at(-1) };
  }

  #tallyOf(digest: MonthDigest | undefined, month: Month): Tally {
    const tally = new Tally();
    tally.add(digest, this.#placeOf(month));
    return tally;
  }

  /** What is known of one unit; one that never had a row had nothing, where the months are counted at all. */
  #unit(key: string): Tally {
    const tally = this.#units.get(key) ?? this.#tallyOf(answerDigest([], this.#asked), "");
    this.#units.set(key, tally);
    return tally;
  }

  #share(tally: Tally, procedures: readonly Procedure[]): Share | null {
    return shareOf(this.#indicator, { tally, measures: undefined, procedures });
  }

  month({ agency, month, answers }: MonthAnswers): TracedMonth {
    const about = { agency, month, counts: this.#fields.map(() => null), share: null };
    const digests = answers.map((rows) => answerDigest(rows, this.#asked));
    if (digests.length === 0) return { ...about, state: "missing" };
    const tally = this.#tallyOf(joinedDigests(digests), month);
    const counts = countsIn(tally, this.#fields);
    if (tally.sums.pairsWith(needsOf(this.#indicator)) === 0) return { ...about, state: "lacking", counts };
    for (const [key, rows] of answers.flatMap((one) => [...unitsOf(one)]))
      this.#unit(key).add(answerDigest(rows, this.#asked), this.#placeOf(month));
    return { ...about, state: "counted", counts, share: this.#share(tally, [...this.#procedures.values()]) };
  }

  rows(): TracedRow[] {
    return [...this.#units]
      .sort(([left], [right]) => byCode(left, right))
      .flatMap(([key, tally]) => {
        const at = key.indexOf(":");
        const [grain, code] = [key.slice(0, at) === "field" ? "field" : "procedure", key.slice(at + 1)] as const;
        const own = grain === "field" ? undefined : this.#procedures.get(code);
        const share = this.#share(tally, own === undefined ? [] : [own]);
        if (share === null || (share.numerator === 0 && share.denominator === 0)) return [];
        return [{ grain, code, counts: countsIn(tally, this.#fields), share }];
      });
  }

  trace(answers: readonly MonthAnswers[]): CountTrace {
    const months = answers.map((one) => this.month(one));
    const isReported = this.#indicator.kind === "stock" || months.some(({ state }) => state === "counted");
    const rows = isReported ? this.rows() : [];
    const total = { numerator: 0, denominator: 0 };
    for (const { share } of rows) {
      total.numerator += share.numerator;
      total.denominator += share.denominator;
    }
    return { fields: this.#fields, months, rows, total: isReported ? total : null };
  }
}

/**
 * Of a figure of dossiers or procedures: the months and rows that make its numerator and denominator. Each row's share is
 * what the indicator comes to where nothing but the row is there.
 *
 * @param procedures of the scope, as the catalogue of the last day has them
 * @param basis months that are added up, first to last; none for what the catalogue alone tells
 */
export const traceCounts = (
  indicator: Indicator,
  procedures: readonly Procedure[],
  basis: readonly Month[],
  answers: readonly MonthAnswers[],
): CountTrace => new Tracer(indicator, procedures, basis).trace(answers);

/** What an agency brings to a figure on measures; null where it has no row. */
export interface TracedMeasure {
  /** The agency's code. */
  readonly agency: string;
  readonly share: Share | null;
}

/** Of a figure on measures: the agencies whose rows of the day enter its scope. */
export function traceMeasures(
  indicator: Indicator,
  scope: Pick<Scope, "kind" | "code">,
  day: Day,
  rows: readonly Measures[],
  lists: AgencyLists,
  tree: AgencyTree,
): TracedMeasure[] {
  const byAgency = new Map(rows.map((row) => [row.agency, row]));
  const id = scopeId(scope);
  const feeding = (lists.get(day) ?? []).filter(({ code }) => scopesFed(tree, code, day).includes(id));
  return feeding.map(({ code: agency }) => {
    const sums = byAgency.get(agency);
    const measures = sums === undefined ? undefined : { sums, expected: 1, missing: 0 };
    return { agency, share: shareOf(indicator, { tally: undefined, measures, procedures: undefined }) };
  });
}
