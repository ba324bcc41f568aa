import { dateOf, formula, quoted, SHEETS, UNKNOWN } from "./compose-workbook-cells.ts";
import type { RawBasis, RawRow } from "./compose-workbook-counts.ts";
import { AT_BASIS, LAST_DAY, letterOfMeasure, lettersFor, STATUS, UNANSWERED } from "./compose-workbook-raw-columns.ts";
import { COUNT_FIELDS, type CountField, MeasureField } from "./counts.ts";
import { noSums, type Sums } from "./digest.ts";
import type { Month } from "./period.ts";
import { FIRST_ROW, type WorkbookCell } from "./workbook.ts";

/** Which months are added up: those of a basis, or one. */
export type When = RawBasis | { readonly month: Month };

/** Rows of the sheet, both ends included. */
interface Block {
  readonly from: number;
  readonly to: number;
}

interface Total {
  readonly sums: Sums;
  readonly measures: Record<MeasureField, number>;
  /** (agency, month) pairs: all of them, those with counts, those with measures. */
  readonly pairs: number;
  readonly counted: number;
  readonly measured: number;
}

const keyOf = (when: When): string => (typeof when === "string" ? when : when.month);
const isIn = (row: RawRow, when: When): boolean =>
  typeof when === "string" ? row.bases.has(when) : row.month === when.month;

const blocksIn = (numbers: readonly number[]): Block[] => {
  const blocks: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = blocks.at(-1);
    if (last !== undefined && last.to === number - 1) last.to = number;
    else blocks.push({ from: number, to: number });
  }
  return blocks;
};

/** What is to be added up: counts or one measure, of one scope, over these months. */
export interface Sum {
  readonly of: { readonly counts: readonly CountField[] } | { readonly measure: MeasureField };
  /** As figures know it: `level:so`, `agency:77-STC`. */
  readonly scope: string;
  readonly when: When;
}

const lettersOfSum = ({ of }: Sum): string[] =>
  "counts" in of ? lettersFor(of.counts) : [letterOfMeasure(of.measure)];

/** The rows of counts of one workbook: what formulas over them say, and what they come to. */
export class RawCounts {
  readonly rows: readonly RawRow[];
  readonly #byScope = new Map<string, number[]>();
  readonly #totals = new Map<string, Total>();

  constructor(rows: readonly RawRow[]) {
    this.rows = rows;
    rows.forEach(({ feeds }, index) => {
      for (const scope of feeds) {
        const known = this.#byScope.get(scope);
        if (known === undefined) this.#byScope.set(scope, [index]);
        else known.push(index);
      }
    });
  }

  range(letters: string, { from, to }: Block = { from: FIRST_ROW, to: FIRST_ROW + this.rows.length - 1 }): string {
    return `${quoted(SHEETS.raw)}!$${letters}$${from}:$${letters}$${to}`;
  }

  #indices(scope: string, when: When | null): number[] {
    const all = this.#byScope.get(scope) ?? [];
    return when === null
      ? all
      : all.filter((index) => {
          const row = this.rows[index];
          return row !== undefined && isIn(row, when);
        });
  }

  #blocks(scope: string, when: When | null): Block[] {
    return blocksIn(this.#indices(scope, when).map((index) => index + FIRST_ROW));
  }

  total(scope: string, when: When): Total {
    const key = `${scope} ${keyOf(when)}`;
    const known = this.#totals.get(key);
    if (known !== undefined) return known;
    const sums = noSums();
    const measures = { portalUsers: 0, identifiedUsers: 0, websites: 0, websitesWithSection: 0 };
    let [pairs, counted, measured] = [0, 0, 0];
    for (const index of this.#indices(scope, when)) {
      const row = this.rows[index];
      pairs += 1;
      if (row?.sums) {
        counted += 1;
        for (const field of COUNT_FIELDS) sums[field] += row.sums[field];
      }
      if (row?.measures) {
        measured += 1;
        for (const field of MeasureField.options) measures[field] += row.measures[field];
      }
    }
    const total = { sums, measures, pairs, counted, measured };
    this.#totals.set(key, total);
    return total;
  }

  /** What a sum comes to; null where nothing of it is known. */
  value({ of, scope, when }: Sum): number | null {
    const { sums, measures, counted, measured } = this.total(scope, when);
    if ("measure" in of) return measured === 0 ? null : measures[of.measure];
    return counted === 0 ? null : of.counts.reduce((sum, field) => sum + sums[field], 0);
  }

  /** Applies a function of criteria to every block of a scope: "SUMIFS(…)+SUMIFS(…)". */
  #each(scope: string, when: When, write: (criterion: string, block: Block) => string): string {
    const letters = typeof when === "string" ? AT_BASIS[when] : LAST_DAY;
    const wanted = typeof when === "string" ? "1" : dateOf(this.#lastDay(when.month));
    const parts = this.#blocks(scope, null).map((block) => write(`${this.range(letters, block)},${wanted}`, block));
    return parts.length === 0 ? "0" : parts.join("+");
  }

  #lastDay(month: Month): string {
    const row = this.rows.find((one) => one.month === month);
    if (row === undefined) throw new RangeError(`no counts of ${month}`);
    return row.window.to;
  }

  /** The months of one agency stand in one block, which is added up as it is; others are picked out of theirs. */
  #direct(scope: string, when: When): Block | null {
    const [block, ...others] = this.#blocks(scope, when);
    return scope.startsWith("agency:") && block !== undefined && others.length === 0 ? block : null;
  }

  /** A formula's text without "=": the sum alone. */
  sumText(sum: Sum): string {
    const block = this.#direct(sum.scope, sum.when);
    const parts = lettersOfSum(sum).map((letters) =>
      block !== null
        ? `SUM(${this.range(letters, block)})`
        : this.#each(sum.scope, sum.when, (criterion, own) => `SUMIFS(${this.range(letters, own)},${criterion})`),
    );
    return parts.join("+");
  }

  /** How many cells of a sum hold a number: none where nothing is known. */
  knownText(sum: Sum): string {
    const [letters = ""] = lettersOfSum(sum);
    const block = this.#direct(sum.scope, sum.when);
    if (block !== null) return `COUNT(${this.range(letters, block)})`;
    return this.#each(
      sum.scope,
      sum.when,
      (criterion, own) => `COUNTIFS(${criterion},${this.range(letters, own)},">=0")`,
    );
  }

  /** A cell with a sum, or `unknown` where nothing of it is known. */
  cell(sum: Sum, unknown = UNKNOWN): WorkbookCell {
    const written = `IF(${this.knownText(sum)}=0,"${unknown}",${this.sumText(sum)})`;
    return formula(written, this.value(sum) ?? unknown, "count");
  }

  /** (agency, month) pairs of a scope without counts. */
  missingText(scope: string, when: When): string {
    return this.#each(
      scope,
      when,
      (criterion, own) => `COUNTIFS(${criterion},${this.range(STATUS, own)},"${UNANSWERED}")`,
    );
  }

  missing(scope: string, when: When): number {
    const { pairs, counted } = this.total(scope, when);
    return pairs - counted;
  }
}
