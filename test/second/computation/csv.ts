const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A text with an apostrophe before it where it begins like a formula (figures.md 8); no number here is below 0. */
const kept = (text: string): string => (["=", "+", "-", "@", "\t", "\r"].includes(text.charAt(0)) ? `'${text}` : text);

/** A file of figures.md 8: UTF-8 with BOM, RFC 4180 (comma, CRLF, quotes where needed). */
export const csvOf = (header: string, rows: readonly (readonly string[])[]): string =>
  `\uFEFF${[header, ...rows.map((row) => row.map((text) => quoted(kept(text))).join(","))].join("\r\n")}\r\n`;

/** Whether one text stands before another: by code point, not by UTF-16 unit (figures.md 8). */
export function byCodePoint(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
