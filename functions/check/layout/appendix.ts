import { NOTHING } from "../reading/decree.ts";
import { LineReader } from "../reading/flow.ts";
import { dense, type Line } from "../reading/lines.ts";
import { lengthText } from "../reading/page.ts";
import type { AppendixSection, Read } from "../reading/sections.ts";
import { foreignTables } from "../reading/tables.ts";
import { type Breach, breach } from "./rule.ts";
import { centred, typed } from "./title.ts";

/**
 * `appendix-order`: "Phụ lục I", "Phụ lục II" … in the report's order (Mục III khoản 1). Another number of them than the
 * report has is one of `text-complete`.
 */
export function appendixOrder({ appendices, starts, report }: Read): Breach[] {
  const printed = report.appendices;
  if (starts.length !== printed.length) {
    const expected = `${printed.length} phụ lục`;
    const actual = `${starts.length} phụ lục`;
    return breach("text-complete", starts[0] ?? 1, "số phụ lục", { expected, actual });
  }
  return appendices.flatMap(({ lines: [first], number }) => {
    if (first !== undefined && dense(first.text) === dense(number)) return [];
    return breach("appendix-order", first?.page ?? 0, number, { expected: number, actual: first?.text ?? "" });
  });
}

/** Under "Phụ lục" its title, the reference to the report, the table or "Không có.", the notes. */
interface AppendixParts {
  readonly title: readonly Line[];
  readonly reference: readonly Line[];
  readonly notes: readonly (readonly Line[])[];
  readonly breaches: readonly Breach[];
}

function partsOf({ lines, appendix, placed }: AppendixSection, { report }: Read): AppendixParts {
  const { symbol, year, name } = report.letterhead;
  const reader = new LineReader(lines, 1);
  const title = reader.take(appendix.title);
  const reference = reader.take(`(Kèm theo Báo cáo số /BC-${symbol} ngày tháng năm ${year} của ${name})`);
  if (placed === null) reader.take(NOTHING);
  const notes = appendix.notes.map((note) => reader.take(note)).filter((found) => found.length > 0);
  reader.finish();
  return { title, reference, notes, breaches: reader.breaches };
}

/** A blank to be filled in by hand is at least so wide, in mm. */
const BLANK = 4;

function blanksOf(lines: readonly Line[]): number {
  const words = lines.flatMap((line) => line.words);
  const rooms = ["số", "ngày", "tháng"].map((name) => {
    const at = words.findLastIndex((word) => word.text === name);
    const word = words[at];
    const next = words[at + 1];
    return word === undefined || next === undefined ? 0 : next.x - word.x - word.width;
  });
  return Math.min(...rooms.map((room) => (room < 0 ? BLANK : room)));
}

/** The line that stands where the reference to the report should. */
function unfound({ lines }: AppendixSection): Breach[] {
  const line = lines.find(({ text }) => text.startsWith("(Kèm theo")) ?? lines[0];
  const expected = "(Kèm theo Báo cáo số      /BC-… ngày      tháng      năm … của …)";
  return breach("appendix-reference", line?.page ?? 0, "dòng kèm theo", { expected, actual: line?.text ?? "không có" });
}

/** `appendix-heading` and `appendix-reference`: bold and italic, centred to 1 mm, 13–14 pt (Mục III khoản 1). */
function heading(section: AppendixSection, parts: AppendixParts, read: Read): Breach[] {
  const named = [...section.lines.slice(0, 1), ...parts.title];
  const found = [
    ...typed("appendix-heading", named, "Tinos-Bold"),
    ...centred("appendix-heading", named, read),
    ...typed("appendix-reference", parts.reference, "Tinos-Italic"),
    ...centred("appendix-reference", parts.reference, read),
    ...parts.notes.flatMap((note) => typed("body-size", note, "Tinos-Italic", [10, 14])),
  ];
  const [first] = parts.reference;
  if (first === undefined) found.push(...unfound(section));
  if (first !== undefined && blanksOf(parts.reference) < BLANK) {
    const actual = `${lengthText(blanksOf(parts.reference))} mm`;
    found.push(...breach("appendix-reference", first.page, first.text, { expected: "chỗ trống từ 4 mm", actual }));
  }
  return found;
}

/** `table-size`: 9 to 13 pt (not regulated; ours are 10 and 11). */
export const tableSize = ({ text, appendices }: Read): Breach[] =>
  [text, ...appendices].flatMap(({ grids }) =>
    grids.flatMap(({ bands, page, borders }) => {
      const words = borders.length > 2 ? bands.flatMap((band) => band.words) : [];
      const word = words.find(({ size }) => size < 8.95 || size > 13.05);
      if (word === undefined) return [];
      return breach("table-size", page, word.text, { expected: "9–13", actual: lengthText(word.size) });
    }),
  );

/** The rules for every appendix, its table among them. */
export const appendixParts = (read: Read): Breach[] =>
  read.appendices.flatMap((section) => {
    const parts = partsOf(section, read);
    const { placed, grids } = section;
    const found = [...(placed?.breaches ?? []), ...foreignTables(grids.slice(placed?.parts.length ?? 0))];
    return [...heading(section, parts, read), ...parts.breaches, ...found];
  });
