import { spelling, withoutMarks } from "../name.ts";

/** A text's words in small letters: signs, blanks, the encoding of letters and the place of a tone mark do not count. */
export const wordsOf = (text: string): string =>
  spelling(text)
    .toLocaleLowerCase("vi")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();

/** The same without marks, as ASCII: how the fixed words of a form are known again however they were typed. */
export const asciiWords = (text: string): string =>
  withoutMarks(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
