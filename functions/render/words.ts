import { type Face, widthOf } from "./fonts.ts";

/** A piece of a text for the PDF library, with its rule for breaking lines. */
export interface Piece {
  readonly text: string;
  readonly noWrap?: boolean;
  readonly wordBreak?: "break-all";
}

/** Words with the space that follows them. */
const wordsOf = (text: string): string[] => text.split(/(?<= )(?! )/);

/** Width of the longest word in points. */
export function longestWord(text: string, face: Face, size: number): number {
  let longest = 0;
  for (const word of text.split(" ")) longest = Math.max(longest, widthOf(word, face, size));
  return longest;
}

/** How many lines a text takes in a column of this width. */
export function linesIn(text: string, face: Face, size: number, width: number): number {
  let lines = 1;
  let used = 0;
  for (const word of wordsOf(text)) {
    const bare = widthOf(word.trimEnd(), face, size);
    if (used > 0 && used + bare > width) {
      lines += 1;
      used = 0;
    }
    lines += Math.max(0, Math.ceil(bare / width) - 1);
    used += widthOf(word, face, size);
  }
  return lines;
}

/** A text for a column: marked to be on one line where it fits, which spares the library the search for breaks. */
export function fitted(text: string, face: Face, size: number, width: number): { text: string; noWrap?: boolean } {
  return widthOf(text, face, size) <= width ? { text, noWrap: true } : { text };
}

/** A word of no more letters fits on every line, whatever its letters. */
const SHORT = 20;

/** Signs within a word after which the library would break the line and stretch a justified one. */
const INNER_BREAK = /[\p{L}\p{N}%)][^\p{L}\p{N}\s.,;:)]+[\p{L}\p{N}(]/u;

/**
 * A text to be justified: "09/2019/NĐ-CP" stays one word, because the library spreads a line's spare width over every
 * place where it may break, and not over the spaces alone. A word longer than the line is broken anywhere: the library
 * would do so too, but forgets the first line's indent.
 */
export function justified(text: string, face: Face, size: number, width: number): string | Piece[] {
  const pieces: Piece[] = [];
  let run = "";
  const flush = () => {
    if (run !== "") pieces.push({ text: run });
    run = "";
  };
  for (const word of wordsOf(text)) {
    const tooLong = word.length > SHORT && widthOf(word.trimEnd(), face, size) > width;
    if (!tooLong && !INNER_BREAK.test(word)) {
      run += word;
      continue;
    }
    flush();
    pieces.push(tooLong ? { text: word, wordBreak: "break-all" } : { text: word, noWrap: true });
  }
  if (pieces.length === 0) return text;
  flush();
  return pieces;
}
