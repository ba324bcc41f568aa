import { z } from "zod";

/** Characters that turn the direction of text or take no room: who reads a name does not see what they do to it. */
const UNSEEN = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;
/** The first letter that nobody sees but that changes how a text is read, as "U+202E"; null where there is none. */
export function unseenIn(text: string): string | null {
  const [letter] = text.match(UNSEEN) ?? [];
  return letter === undefined ? null : `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Vietnamese puts two marks on a letter at most. */
const MARKS = /(\p{M}{4})\p{M}+/gu;
const CONTROL = /\p{Cc}|\p{Cs}/u;

/** Letters of a code; a key of the store holds two of them beside its own words. */
const LONGEST_CODE = 100;
/** What a single count of a single agency and month may come to: ten dossiers a month for each Vietnamese. */
const LARGEST_COUNT = 1_000_000_000;

function bounded(text: string, longest: number): string {
  const letters = [...text.replace(UNSEEN, "").replace(MARKS, "$1")];
  return letters.length <= longest ? letters.join("") : `${letters.slice(0, longest - 1).join("")}…`;
}

/**
 * A text of the province's, not longer than so many letters: what goes beyond is cut off, what nobody sees and marks
 * heaped upon a letter are dropped. What is within bounds stays letter for letter.
 */
export const TextUpTo = (longest: number) => z.string().transform((text) => bounded(text, longest));

/** A name that is not empty, nor blanks alone, of at most 300 letters. */
export const Name = z
  .string()
  .min(1)
  .transform((name) => bounded(name, 300))
  .refine((name) => name.trim() !== "", "string, not empty");

/** A code: 1 to 100 letters without control characters. */
export const Code = z
  .string()
  .min(1)
  .max(LONGEST_CODE)
  .refine((code) => !CONTROL.test(code) && code !== "__proto__", "valid code");

/** A count of dossiers, transactions, people, pages: a whole number from 0 to a thousand million. */
export const Count = z.int().min(0).max(LARGEST_COUNT);
