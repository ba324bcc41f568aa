import type { CountField, MeasureField } from "../../domain/counts.ts";
import type { Day, Month } from "../../domain/period.ts";
import { isWhole } from "../../domain/sums/known-counts.ts";
import { quoted, SHEETS } from "../tables/spec.ts";
import { UNKNOWN } from "../tables/value.ts";
import { FIRST_ROW } from "../workbook.ts";
import { RawLetters, UNANSWERED } from "./columns.ts";
import type { RawBasis, RawRow } from "./rows.ts";

/** Which months are added up: those of a basis, or one. */
export type When = RawBasis | { readonly month: Month };

/** Rows of the sheet, both ends included. */
interface Block {
  readonly from: number;
  readonly to: number;
}

/** What is to be added up: counts or one measure, of one scope, over these months. */
export interface Sum {
  readonly of: { readonly counts: readonly CountField[] } | { readonly measure: MeasureField };
  /** Rows count that know these counts too: numerator and denominator are of the same agencies and months. */
  readonly beside?: readonly (readonly CountField[])[];
  /** As figures know it: `level:so`, `agency:77-STC`. */
  readonly scope: string;
  readonly when: When;
}

const isIn = (row: RawRow, when: When): boolean =>
  typeof when === "string" ? row.bases.has(when) : row.month === when.month;

function blocksIn(numbers: readonly number[]): Block[] {
  const blocks: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = blocks.at(-1);
    if (last !== undefined && last.to === number - 1) last.to = number;
    else blocks.push({ from: number, to: number });
  }
  return blocks;
}

/** A day as a formula's argument. */
export const dateOf = (value: Day): string => `DATE(${value.split("-").map(Number).join(",")})`;

/** Formulas over the rows of counts of one workbook, without the leading "=". */
export class RawFormulas {
  readonly rows: readonly RawRow[];
  /** Whether the sheet says which district's area the counts enter. */
  readonly districts: boolean;
  readonly letters: RawLetters;
  /** Whether there are rows some of whose counts their source does not give. */
  readonly isCoarse: boolean;
  readonly #byScope = new Map<string, number[]>();

  constructor(rows: readonly RawRow[], districts: boolean) {
    this.rows = rows;
    this.districts = districts;
    this.letters = new RawLetters(districts);
    this.isCoarse = rows.some(({ counts }) => counts !== null && !isWhole(counts));
    rows.forEach(({ feeds }, index) => {
      for (const scope of feeds) {
        const known = this.#byScope.get(scope);
        if (known === undefined) this.#byScope.set(scope, [index]);
        else known.push(index);
      }
    });
  }

  #lettersOf({ of }: Sum): string[] {
    return "counts" in of ? this.letters.counts(of.counts) : [this.letters.of(of.measure)];
  }

  /** Cells of a column of the sheet: all of its rows unless a block is given. */
  range(letters: string, block: Block = { from: FIRST_ROW, to: FIRST_ROW + this.rows.length - 1 }): string {
    return `${quoted(SHEETS.raw)}!$${letters}$${block.from}:$${letters}$${block.to}`;
  }

  /** The rows of a scope; of these months alone where they are named. */
  #blocks(scope: string, when: When | null): Block[] {
    const all = this.#byScope.get(scope) ?? [];
    const asked = when === null ? all : all.filter((index) => this.#isIn(index, when));
    return blocksIn(asked.map((index) => index + FIRST_ROW));
  }

  #isIn(index: number, when: When): boolean {
    const row = this.rows[index];
    return row !== undefined && isIn(row, when);
  }

  #lastDay(month: Month): Day {
    const row = this.rows.find((one) => one.month === month);
    if (row === undefined) throw new RangeError(`no counts of ${month}`);
    return row.window.to;
  }

  /** Applies a function of criteria to every block of a scope: "SUMIFS(…)+SUMIFS(…)". */
  #each(scope: string, when: When, write: (criterion: string, block: Block) => string): string {
    const letters = this.letters.of(typeof when === "string" ? when : "to");
    const wanted = typeof when === "string" ? "1" : dateOf(this.#lastDay(when.month));
    const parts = this.#blocks(scope, null).map((block) => write(`${this.range(letters, block)},${wanted}`, block));
    return parts.length === 0 ? "0" : parts.join("+");
  }

  /** The months of one agency are in one block, which is added up as it is; others are picked out of theirs. */
  #direct(scope: string, when: When): Block | null {
    if (this.isCoarse) return null;
    const [block, ...others] = this.#blocks(scope, when);
    return scope.startsWith("agency:") && block !== undefined && others.length === 0 ? block : null;
  }

  /** Criteria for rows that know all that is asked for; none where every row does. */
  #knowing({ of, beside = [] }: Sum, own: Block): string {
    if (!this.isCoarse || !("counts" in of)) return "";
    const known = new Set([of.counts, ...beside].flatMap((counts) => this.letters.counts(counts)));
    return [...known].map((column) => `,${this.range(column, own)},">=0"`).join("");
  }

  /** The sum alone. */
  sum(sum: Sum): string {
    const block = this.#direct(sum.scope, sum.when);
    const parts = this.#lettersOf(sum).map((letters) =>
      block !== null
        ? `SUM(${this.range(letters, block)})`
        : this.#each(
            sum.scope,
            sum.when,
            (criterion, own) => `SUMIFS(${this.range(letters, own)},${criterion}${this.#knowing(sum, own)})`,
          ),
    );
    return parts.join("+");
  }

  /** How many cells of a sum hold a number: none where nothing is known. */
  known(sum: Sum): string {
    const [letters = ""] = this.#lettersOf(sum);
    const block = this.#direct(sum.scope, sum.when);
    if (block !== null) return `COUNT(${this.range(letters, block)})`;
    return this.#each(
      sum.scope,
      sum.when,
      (criterion, own) => `COUNTIFS(${criterion},${this.range(letters, own)},">=0"${this.#knowing(sum, own)})`,
    );
  }

  /** The sum, or `unknown` where nothing of it is known. */
  sumOr(sum: Sum, unknown = UNKNOWN): string {
    return `IF(${this.known(sum)}=0,"${unknown}",${this.sum(sum)})`;
  }

  /** The sum, and what is known of another beside it; `unknown` where nothing of the first is. */
  sumWith(sum: Sum, other: Sum, unknown: string): string {
    return `IF(${this.known(sum)}=0,"${unknown}",${this.sum(sum)}+${this.sum(other)})`;
  }

  /** How many rows of a sum do not hold all of it: agencies that have not answered, or whose source does not tell it. */
  unknown(sum: Sum): string {
    if (!this.isCoarse) return this.missing(sum.scope, sum.when);
    const rows = this.#each(sum.scope, sum.when, (criterion) => `COUNTIFS(${criterion})`);
    return `(${rows}-(${this.known(sum)}))`;
  }

  /**
   * Of how many months since January the scope has all of these counts: each is one, however many agencies have answered.
   *
   * @param sides what a rate divides, numerator and denominator
   */
  answeredMonths(scope: string, sides: readonly (readonly CountField[])[]): string {
    const of = { counts: sides[0] ?? [] };
    const rows = (this.#byScope.get(scope) ?? []).flatMap((index) => this.rows[index] ?? []);
    const months = rows.filter((row) => isIn(row, "year")).map(({ month }) => month);
    const distinct = [...new Set(months)].sort();
    if (distinct.length === months.length) return this.known({ of, beside: sides, scope, when: "year" });
    return distinct.map((month) => `SIGN(${this.known({ of, beside: sides, scope, when: { month } })})`).join("+");
  }

  /** (agency, month) pairs of a scope without counts. */
  missing(scope: string, when: When): string {
    return this.#each(
      scope,
      when,
      (criterion, own) => `COUNTIFS(${criterion},${this.range(this.letters.of("status"), own)},"${UNANSWERED}")`,
    );
  }
}
