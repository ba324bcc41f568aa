import { textOf } from "../reading/lines.ts";
import {
  ASCENT,
  blockOf,
  DESCENT,
  isFoot,
  isInBlock,
  lengthText,
  type Page,
  PT,
  type Stroke,
  type Word,
} from "../reading/page.ts";
import type { Read } from "../reading/sections.ts";
import { type Breach, breach } from "./rule.ts";

const mm = (value: number): string => `${lengthText(value)} mm`;

/** `page-size`: A4 to 0,5 mm; the text upright, an appendix as the report says (Mục I khoản 1, 2). */
export function pageSize({ text, appendices }: Read): Breach[] {
  const checked = (page: Page, landscape: boolean): Breach[] => {
    const [width, height] = landscape ? [297, 210] : [210, 297];
    if (Math.abs(page.width - width) <= 0.5 && Math.abs(page.height - height) <= 0.5) return [];
    const actual = `${lengthText(page.width)} × ${lengthText(page.height)} mm`;
    return breach("page-size", page.number, "khổ giấy", { expected: `${width} × ${height} mm`, actual });
  };
  return [
    ...text.pages.flatMap((page) => checked(page, false)),
    ...appendices.flatMap(({ pages, appendix }) => pages.flatMap((page) => checked(page, appendix.landscape))),
  ];
}

/** `empty-page`: every page has text between its margins; the line at its foot does not count. */
export const emptyPage = ({ pages }: Read): Breach[] =>
  pages
    .filter((page) => !page.words.some((word) => isInBlock(page, word)))
    .flatMap(({ number }) => breach("empty-page", number, "trang", { expected: "có nội dung", actual: "trang trắng" }));

/** All words of a page, those of its pictures among them. */
const wordsOf = ({ words, pictures }: Page): Word[] => [...words, ...pictures.flatMap((picture) => picture.words)];

const FACES = new Set(["Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"]);

/** `font` and `black`: Tinos, embedded, painted in black (Mục I khoản 4); letters of pictures may have colours. */
export const typeface = ({ pages }: Read): Breach[] =>
  pages.flatMap((page) => {
    const foreign = wordsOf(page).find((word) => !FACES.has(word.font));
    const coloured = page.words.find((word) => word.colour !== "#000000");
    const found: Breach[] = [];
    if (foreign !== undefined) {
      const actual = foreign.font === "" ? "phông không nhúng" : foreign.font;
      found.push(...breach("font", page.number, foreign.text, { expected: "Tinos", actual }));
    }
    if (coloured !== undefined) {
      found.push(...breach("black", page.number, coloured.text, { expected: "#000000", actual: coloured.colour }));
    }
    return found;
  });

/** Letters may reach over the margin by so much: the side of a letter is not its ink. In mm. */
const SLACK = 0.3;

function outside(word: Word, page: Page): boolean {
  const block = blockOf(page);
  if (word.x < block.left - SLACK || word.x + word.width > block.right + SLACK) return true;
  return !isFoot(page, word) && word.y + DESCENT * word.size * PT > block.bottom + SLACK;
}

/** Below the numbers and labels of the top margin text begins at 20 mm; in between nothing may stand. */
const isRunning = (word: Word): boolean => word.y < 17;

/**
 * `inside-margins`: no letter outside the text block, to 0,3 mm, but for number and labels in the top margin and the
 * line in the bottom margin.
 */
export const insideMargins = ({ pages }: Read): Breach[] =>
  pages.flatMap((page) => {
    const word = page.words.find(
      (one) => outside(one, page) || (!isRunning(one) && one.y - ASCENT * one.size * PT < 20 - SLACK),
    );
    if (word === undefined) return [];
    const actual = `từ ${lengthText(word.x)} đến ${mm(word.x + word.width)}, chân chữ ở ${mm(word.y)}`;
    const block = blockOf(page);
    const expected = `từ ${block.left} đến ${mm(block.right)}, từ 20 đến ${mm(block.bottom)}`;
    return breach("inside-margins", page.number, word.text, { expected, actual });
  });

interface Box {
  readonly word: Word;
  readonly top: number;
  readonly bottom: number;
}

/** The part of the letters that may not be covered, a little less than their height, in em. */
const HEAD = 0.6;
const FOOT = 0.1;

const boxOf = (word: Word): Box => ({
  word,
  top: word.y - HEAD * word.size * PT,
  bottom: word.y + FOOT * word.size * PT,
});

const meet = (one: Word, other: Word): boolean =>
  Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x) > 0.3;

function overlapping(words: readonly Word[]): readonly [one: Word, other: Word] | null {
  const boxes = words.map(boxOf).sort((one, other) => one.top - other.top);
  for (const [index, box] of boxes.entries()) {
    for (let at = index + 1; at < boxes.length; at++) {
      const other = boxes[at];
      if (other === undefined || other.top >= box.bottom - 0.1) break;
      if (meet(box.word, other.word)) return [box.word, other.word];
    }
  }
  return null;
}

/** `overlap`: no word reaches by more than 0,3 mm into another, in the text and in each picture. */
export const overlap = ({ pages }: Read): Breach[] =>
  pages.flatMap((page) =>
    [page, ...page.pictures].flatMap(({ words }) => {
      const [one, other] = overlapping(words) ?? [];
      if (one === undefined || other === undefined) return [];
      const actual = `đè lên "${other.text}" ở ${mm(other.y)}`;
      return breach("overlap", page.number, one.text, { expected: "không đè", actual });
    }),
  );

/** The drawn line that runs through the letters and not beside them. */
function crossing({ upright, level }: Page, { word, top, bottom }: Box): Stroke | undefined {
  const left = word.x + 0.3;
  const right = word.x + word.width - 0.3;
  return (
    upright.find((line) => line.y1 < bottom && line.y2 > top && line.x1 > left && line.x1 < right) ??
    level.find((line) => line.y1 > top && line.y1 < word.y && line.x1 < right && line.x2 > left)
  );
}

/** `line-through-text`: no line of a table or of the letterhead runs through letters. */
export const lineThroughText = ({ pages }: Read): Breach[] =>
  pages.flatMap((page) => {
    for (const box of page.words.map(boxOf)) {
      const stroke = crossing(page, box);
      if (stroke === undefined) continue;
      const actual = `có đường kẻ ở ${mm(page.upright.includes(stroke) ? stroke.x1 : stroke.y1)}`;
      return breach("line-through-text", page.number, box.word.text, { expected: "không có đường kẻ", actual });
    }
    return [];
  });

const FORBIDDEN = /\b(undefined|NaN|null|Infinity)\b|\[object/;

/** `forbidden-words`: what a program prints where a value is missing. */
export const forbiddenWords = ({ pages }: Read): Breach[] =>
  pages.flatMap((page) => {
    const [found] = textOf(wordsOf(page)).match(FORBIDDEN) ?? [];
    if (found === undefined) return [];
    return breach("forbidden-words", page.number, found, { expected: "không có", actual: found });
  });

/** The edges that text may fill are filled to within so much, in mm. */
const EDGE = 0.5;

/**
 * `margins`: the text begins at 30 mm and ends 15 mm before the right edge (to 0,5 mm: continued lines of paragraphs,
 * edges of tables); on the page where it begins highest it begins at 20 mm (at most 1,7 mm of air above it). How low a
 * page ends depends on what follows, so the bottom is left to `inside-margins`.
 */
export function margins({ text, appendices, pages }: Read, paragraphs: readonly Edges[]): Breach[] {
  const tables = [text, ...appendices].flatMap(({ grids }) => grids.filter((grid) => grid.borders.length > 2));
  const found = [...paragraphs, ...tables].flatMap((edges) => {
    const { left, right } = blockOf(pages[edges.page - 1] ?? { width: 0, height: 0 });
    if (Math.abs(edges.left - left) <= EDGE && Math.abs(edges.right - right) <= EDGE) return [];
    const actual = `từ ${lengthText(edges.left)} đến ${mm(edges.right)}`;
    return breach("margins", edges.page, "lề trái, lề phải", { expected: `từ ${left} đến ${mm(right)}`, actual });
  });
  const tops = [text, ...appendices].flatMap(({ lines, grids }) => [...lines, ...grids].map(({ top }) => top));
  const highest = Math.min(...tops.filter((top) => top >= 17));
  if (tops.length > 0 && highest > 21.7) {
    found.push(...breach("margins", 1, "lề trên", { expected: "20 mm", actual: mm(highest) }));
  }
  return found.slice(0, 1);
}

/** Where a line or table that fills the text block begins and ends, in mm. */
export interface Edges {
  readonly page: number;
  readonly left: number;
  readonly right: number;
}
