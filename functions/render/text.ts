/** Letters that print nothing: controls, zero-width marks, byte order marks, soft hyphens, noncharacters. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
const SPACES = /[\t\n\v\f\r\u0085\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;

/**
 * A text as it may be printed or put into a cell: NFC, every kind of white space as a plain space, nothing invisible.
 *
 * Runs of spaces stay: "ngày     tháng" is a blank to be filled in by hand. No-break spaces stay too.
 */
export function printable(text: string): string {
  return text.normalize("NFC").replace(SPACES, " ").replace(INVISIBLE, "");
}

/** Items of a list with ";" after each and "." after the last, whatever mark they came with. */
export function listed(items: readonly string[]): string[] {
  return items.map((item, index) => `${item.trim().replace(/\s*[;.]$/, "")}${index === items.length - 1 ? "." : ";"}`);
}

/** Blanks that the clerk fills in by hand: a draft never invents its number or date (Nghị định 30/2020 Điều 15). */
export const BLANK = "\u00a0".repeat(6);
