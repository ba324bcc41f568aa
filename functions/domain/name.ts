/** Tone marks over and under vowels (dấu thanh): huyền, sắc, hỏi, ngã, nặng; not those that make another letter. */
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const SYLLABLE = /[\p{L}\p{M}]+/gu;

/** A syllable with its tone mark behind it, wherever it was put: "Hoà" and "Hòa" are one. */
const toneLast = (syllable: string): string => `${syllable.replace(TONE, "")}${(syllable.match(TONE) ?? []).join("")}`;

/** A name as it is heard: blanks, the encoding of letters and the place of a tone mark do not count. */
export const spelling = (name: string): string =>
  name.normalize("NFD").replace(SYLLABLE, toneLast).replace(/\s+/gu, " ").trim().normalize("NFC");

/** A text in plain Latin letters: "Đồng Nai" is "Dong Nai". Signs, blanks and capitals stay. */
export const withoutMarks = (text: string): string =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");

/** Whether two spellings are of one name: blanks, the encoding of letters and the place of a tone mark do not count. */
export const isSameName = (left: string, right: string): boolean => spelling(left) === spelling(right);

/** Letters that have to be put in, taken out or changed to make one word of another (Levenshtein). */
export function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of one.split("").entries()) {
    const next = [index + 1];
    for (let at = 1; at < row.length; at++) {
      const changed = (row[at - 1] ?? 0) + (letter === other[at - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
