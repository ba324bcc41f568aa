import type { Cell, Column, Row } from "../report/report.ts";
import { inFont } from "./fonts.ts";
import { NO_NUMBER, TABLE } from "./layout.ts";
import { longestWord } from "./words.ts";

/** A column never asks for more than this share of the table for one long word; the word is broken instead. */
const LONGEST_WORD_SHARE = 0.25;

/** The text of a cell; a number that is none (NaN, infinite) prints as a dash, whatever text came with it. */
function textOf(cell: Cell): string {
  return cell.type === "text" || Number.isFinite(cell.value) ? cell.text : NO_NUMBER;
}

/** A row's words as they are printed: in a row that ends before the columns do, the last cell is over the rest of them. */
export interface Line {
  readonly bold: boolean;
  readonly texts: readonly string[];
}

/** The cells of a row in the font; one without a cell gets an empty one, a long row is cut, so that the grid stays whole. */
export const lineOf = (row: Row, columns: readonly Column[]): Line => {
  const cells = row.cells.slice(0, columns.length).map((cell) => inFont(textOf(cell)).trim());
  return { bold: row.bold, texts: cells.length === 0 ? [""] : cells };
};

/** Over how many columns a cell of a row stands. */
export const spanOf = (texts: readonly string[], index: number, columns: readonly Column[]): number =>
  index === texts.length - 1 ? columns.length - index : 1;

/**
 * Column widths in points, without padding: the shares of the weights, but no column narrower than its longest word
 * as long as others have room to give.
 */
export function columnWidths(
  columns: readonly Column[],
  lines: readonly Line[],
  size: number,
  width: number,
): number[] {
  const room = width - (columns.length + 1) * TABLE.line - columns.length * 2 * TABLE.padX;
  const weights = columns.map((column) => (column.weight > 0 ? column.weight : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => (weight / total) * room);
  const needs = columns.map((column, index) => {
    let need = longestWord(inFont(column.title), "bold", size);
    for (const line of lines) {
      if (spanOf(line.texts, index, columns) > 1) continue;
      need = Math.max(need, longestWord(line.texts[index] ?? "", line.bold ? "bold" : "regular", size));
    }
    return Math.min(need + 0.5, room * LONGEST_WORD_SHARE);
  });
  const need = needs.reduce((sum, value) => sum + value, 0);
  if (need >= room) return needs.map((value) => (value / need) * room);
  const slack = shares.map((share, index) => Math.max(0, share - (needs[index] ?? 0)));
  const lacking = shares.map((share, index) => Math.max(0, (needs[index] ?? 0) - share));
  const taken = sumOf(lacking) / (sumOf(slack) || 1);
  return shares.map((share, index) => share + (lacking[index] ?? 0) - (slack[index] ?? 0) * taken);
}

export const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
