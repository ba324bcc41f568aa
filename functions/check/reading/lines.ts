import { ASCENT, DESCENT, type Page, PT, type Word } from "./page.ts";

/** Words on one baseline. */
export interface Line {
  /** From 1, through the whole file. */
  readonly page: number;
  readonly words: readonly Word[];
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly centre: number;
  /** The baseline. */
  readonly y: number;
  readonly top: number;
  readonly bottom: number;
}

/** Baselines nearer to each other are one line, in mm. */
const LEVEL = 0.35;

/** A gap that separates words, in em; the space of Tinos is 0,25 em. */
const GAP = 0.1;

/** What prints nothing, and white space: how lines were broken does not matter to a comparison. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\s]/gu;

/** A text by its letters alone. */
export const dense = (text: string): string => text.normalize("NFC").replace(UNSEEN, "");

/** Whether a printed text is the one expected, by their letters; the font's "□" stands for any letter that it lacks. */
export function isSame(printed: string, expected: string): boolean {
  const seen = dense(printed);
  const asked = dense(expected);
  if (seen === asked) return true;
  if (!seen.includes("□")) return false;
  const letters = [...seen];
  const others = [...asked];
  return letters.length === others.length && letters.every((letter, at) => letter === "□" || letter === others[at]);
}

/** Words from left to right, with a space where there is one. */
export function textOf(words: readonly Word[]): string {
  let text = "";
  let before: Word | undefined;
  for (const word of words) {
    const apart = before !== undefined && word.x - (before.x + before.width) > GAP * before.size * PT;
    text += apart ? ` ${word.text}` : word.text;
    before = word;
  }
  return text;
}

export function lineOf(page: number, unsorted: readonly Word[]): Line {
  const words = [...unsorted].sort((one, other) => one.x - other.x);
  const x = Math.min(...words.map((word) => word.x));
  const right = Math.max(...words.map((word) => word.x + word.width));
  const y = Math.max(...words.map((word) => word.y));
  return {
    page,
    words,
    text: textOf(words),
    x,
    right,
    centre: (x + right) / 2,
    y,
    top: Math.min(...words.map((word) => word.y - ASCENT * word.size * PT)),
    bottom: Math.max(...words.map((word) => word.y + DESCENT * word.size * PT)),
  };
}

/** The lines of some words of a page, from top to bottom. */
export function linesOf(page: Pick<Page, "number">, words: readonly Word[]): Line[] {
  const lines: Word[][] = [];
  let level = Number.NEGATIVE_INFINITY;
  for (const word of [...words].sort((one, other) => one.y - other.y)) {
    if (word.y - level > LEVEL) {
      lines.push([]);
      level = word.y;
    }
    lines.at(-1)?.push(word);
  }
  return lines.map((line) => lineOf(page.number, line));
}

/** The size that all words of the lines have, in points; null where they differ. */
export function sizeOf(lines: readonly Line[]): number | null {
  const sizes = lines.flatMap((line) => line.words.map((word) => word.size));
  const [first] = sizes;
  return first !== undefined && sizes.every((size) => Math.abs(size - first) < 0.05) ? first : null;
}

/** The face that all words of the lines have ("Tinos-Bold"); "" where they differ. */
export function faceOf(lines: readonly Line[]): string {
  const fonts = new Set(lines.flatMap((line) => line.words.map((word) => word.font)));
  return fonts.size === 1 ? ([...fonts][0] ?? "") : "";
}
