/** What XML 1.0 cannot hold, and DEL; tabs and line ends may stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be removed
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|\p{Cs}/gu;

/** NFC, without what XML forbids; half a character is shown as one that is not known, as in a file in UTF-8. */
export const xmlText = (text: string): string => text.toWellFormed().normalize("NFC").replace(NOT_XML, "");

/** A cell holds no more characters (ECMA-376 Part 1, 18.3.1.4 as Excel limits it). */
const LONGEST_CELL = 32_767;

/**
 * A text for a cell: NFC, without what XML forbids. It stays a text whatever it begins with, because it is written as
 * a shared string and never as a formula. "_x0041_" would be read as "A" and gets its underscore escaped.
 */
export function cellText(text: string): string {
  const clean = text.replace(/\r\n?/g, "\n").slice(0, LONGEST_CELL);
  return xmlText(clean).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
}

/** Worksheet names hold at most 31 characters, none of []*?/\: , no apostrophe at an end, and differ in any case. */
export function sheetName(wished: string, taken: ReadonlySet<string>): string {
  const clean = xmlText(wished)
    .replace(/[[\]*?/\\:\n\t]/g, " ")
    .replace(/^[' ]+|[' ]+$/g, "");
  const base = clean === "" || clean.toLowerCase() === "history" ? "Sheet" : clean;
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? "" : ` (${number})`;
    const name = base.slice(0, 31 - suffix.length) + suffix;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** A text within a print header, where "&" begins a code. */
export const headerText = (text: string): string => xmlText(text).replace(/\s+/g, " ").replaceAll("&", "&&");
