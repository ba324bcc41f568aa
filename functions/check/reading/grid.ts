import { linesOf } from "./lines.ts";
import { isInBlock, type Page, type Stroke, type Word } from "./page.ts";

/** A row as it is drawn: the room between two lines over the whole width of its table. */
export interface Band {
  /** From 1, through the whole file. */
  readonly page: number;
  readonly top: number;
  readonly bottom: number;
  /** Words in the order of the page. */
  readonly words: readonly Word[];
  /** By the columns' lines, each cell's lines joined by a space. */
  readonly cells: readonly string[];
}

/** A table, or the part of one that a page holds. */
export interface Grid {
  readonly page: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The columns' lines from left to right. */
  readonly borders: readonly number[];
  readonly bands: readonly Band[];
}

/** Ends of lines nearer to each other meet, in mm. */
const NEAR = 0.4;

const middleOf = (word: Word): number => word.x + word.width / 2;

/** Values without those that are near the one before. */
function distinct(values: readonly number[]): number[] {
  const found: number[] = [];
  for (const value of [...values].sort((one, other) => one - other)) {
    if (value - (found.at(-1) ?? Number.NEGATIVE_INFINITY) > NEAR) found.push(value);
  }
  return found;
}

/** The upright lines, grouped where they overlap from top to bottom. */
function stacks(page: Page): Stroke[][] {
  const found: Stroke[][] = [];
  let bottom = Number.NEGATIVE_INFINITY;
  for (const stroke of page.upright.toSorted((one, other) => one.y1 - other.y1)) {
    if (stroke.y1 > bottom + NEAR) found.push([]);
    found.at(-1)?.push(stroke);
    bottom = Math.max(bottom, stroke.y2);
  }
  return found;
}

/** Where lines run over the whole width between left and right. */
function levels(strokes: readonly Stroke[], left: number, right: number): number[] {
  const heights = distinct(strokes.map((stroke) => stroke.y1));
  return heights.filter((height) => {
    let reached = left;
    const level = strokes.filter((stroke) => Math.abs(stroke.y1 - height) <= NEAR);
    for (const stroke of level.sort((one, other) => one.x1 - other.x1)) {
      if (stroke.x1 <= reached + NEAR) reached = Math.max(reached, stroke.x2);
    }
    return reached >= right - NEAR;
  });
}

/** What is between two upright lines, its lines joined by a space. */
export const textBetween = (page: Pick<Page, "number">, words: readonly Word[], left: number, right: number): string =>
  linesOf(
    page,
    words.filter((word) => middleOf(word) > left && middleOf(word) <= right),
  )
    .map((line) => line.text)
    .join(" ");

const cellsOf = (page: Page, words: readonly Word[], borders: readonly number[]): string[] =>
  borders.slice(1).map((right, index) => textBetween(page, words, borders[index] ?? 0, right));

function gridOf(page: Page, stack: readonly Stroke[]): Grid {
  const borders = distinct(stack.map((stroke) => stroke.x1));
  const left = borders[0] ?? 0;
  const right = borders.at(-1) ?? 0;
  const top = Math.min(...stack.map(({ y1 }) => y1));
  const bottom = Math.max(...stack.map(({ y2 }) => y2));
  const within = page.level.filter((stroke) => stroke.y1 > top - NEAR && stroke.y2 < bottom + NEAR);
  const edges = levels(within, left, right);
  const words = page.words.filter((word) => word.y > top && word.y < bottom);
  const bands = edges.slice(1).map((end, index): Band => {
    const start = edges[index] ?? 0;
    const inside = words.filter((word) => word.y > start && word.y <= end);
    return { page: page.number, top: start, bottom: end, words: inside, cells: cellsOf(page, inside, borders) };
  });
  return { page: page.number, left, right, top, bottom, borders, bands };
}

/** The tables of a page from top to bottom, boxes of a single cell among them. */
export const gridsOf = (page: Page): Grid[] =>
  stacks(page)
    .map((stack) => gridOf(page, stack))
    .filter((grid) => grid.bands.length > 0);

/** The words of a page between its margins that are in no table. */
export const flowing = (page: Page, grids: readonly Grid[]): Word[] =>
  page.words.filter(
    (word) => isInBlock(page, word) && !grids.some((grid) => word.y > grid.top && word.y < grid.bottom),
  );

/** A box of one column is no table: the labels above the title, what is said of the data at the end. */
export const isBox = (grid: Grid): boolean => grid.borders.length === 2;
