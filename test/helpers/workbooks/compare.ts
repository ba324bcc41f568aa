import type { Book, Value } from "./read-workbook.ts";

/** What was found by calculating a workbook's formulas anew. */
export interface Recalculated {
  /** Formulas that were calculated and compared. */
  readonly formulas: number;
  /** One sentence for each that comes to something else: sheet, cell, formula, result in the file, result computed. */
  readonly differences: readonly string[];
}

/** Programs keep 15 digits of a number; sums may differ behind them by the order of adding. */
const DIGITS = 1e-14;

function same(left: Value, right: Value): boolean {
  if (typeof left === "number" && typeof right === "number") {
    return Math.abs(left - right) <= DIGITS * Math.max(Math.abs(left), Math.abs(right));
  }
  if (typeof left === "object" && typeof right === "object") return left?.error === right?.error;
  return left === right;
}

function shown(value: Value): string {
  if (value === null) return "nothing";
  return typeof value === "object" ? value.error : JSON.stringify(value);
}

/** Compares every formula's result in the file to what another program computes. Throws where there is no formula. */
export function compare(book: Book, computed: (sheet: string, address: string) => Value): Recalculated {
  const differences: string[] = [];
  let formulas = 0;
  for (const { name, cells } of book.sheets) {
    for (const [address, cell] of cells) {
      if (cell.formula === null) continue;
      formulas++;
      const value = computed(name, address);
      if (cell.cached && same(cell.value, value)) continue;
      const inFile = cell.cached ? shown(cell.value) : "no result";
      differences.push(`${name}!${address} =${cell.formula}: in the file ${inFile}, computed ${shown(value)}`);
    }
  }
  if (formulas === 0) throw new RangeError("the workbook has no formulas to calculate");
  return { formulas, differences };
}
