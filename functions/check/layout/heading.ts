import type { Flow, Placed, PlacedText } from "../reading/flow.ts";
import { type Breach, breach } from "./rule.ts";
import { textsOf, typed } from "./title.ts";

const headings = (flow: Flow): PlacedText[] => textsOf(flow, "heading");

/**
 * `heading-type`: "I. …" upper case, bold; "1. …" bold; "a) …" regular, upright; all 13–14 pt (Mục II khoản 6).
 */
export const headingType = (flow: Flow): Breach[] =>
  headings(flow).flatMap(({ level, lines, text }) => {
    const face = level === 3 ? "Tinos-Regular" : "Tinos-Bold";
    const found = typed("heading-type", lines, face);
    if (level !== 1 || text === text.toUpperCase()) return found;
    return [...found, ...breach("heading-type", lines[0]?.page ?? 0, text, { expected: "chữ in hoa", actual: text })];
  });

const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"] as const;

/** The Vietnamese alphabet as points are counted: no f, j, w, z, and no letters with marks but đ. */
const LETTERS = "abcdđeghiklmnopqrstuvxy";

function numberOf(level: number, index: number): string {
  if (level === 1) return `${ROMAN[index] ?? "?"}. `;
  return level === 2 ? `${index + 1}. ` : `${LETTERS[index] ?? "?"}) `;
}

/** Whether a khoản has no other beside it in its mục, or a point none in its khoản. */
function isAlone(all: readonly PlacedText[], at: number): boolean {
  const own = all[at]?.level ?? 1;
  const isEnd = ({ level }: PlacedText): boolean => level < own;
  const from = all.slice(0, at).findLastIndex(isEnd) + 1;
  const next = all.slice(at).findIndex(isEnd);
  const within = all.slice(from, next === -1 ? all.length : at + next);
  return own > 1 && within.filter(({ level }) => level === own).length === 1;
}

/**
 * `heading-order`: I, II, III; under each 1, 2, 3, where there are several; under each a, b, c, d, đ, e, g, where there
 * are several (Mục II khoản 6).
 */
export function headingOrder(flow: Flow): Breach[] {
  const counts = [0, 0, 0, 0];
  const all = headings(flow);
  return all.flatMap(({ level, lines }, at) => {
    const expected = isAlone(all, at) ? "" : numberOf(level, counts[level] ?? 0);
    counts[level] = (counts[level] ?? 0) + 1;
    counts.fill(0, level + 1);
    const text = lines.map((line) => line.text).join(" ");
    const isRight = expected === "" ? !/^(\d+\.|[a-zđ]\)) /.test(text) : text.startsWith(expected);
    return isRight ? [] : breach("heading-order", lines[0]?.page ?? 0, text, { expected, actual: text });
  });
}

const firstPage = (placed: Placed): number => ("lines" in placed ? (placed.lines[0]?.page ?? 0) : placed.firstPage);

/** `orphan-heading`: a heading is whole on one page, and what it heads begins there: a table with its first row. */
export const orphanHeading = (flow: Flow): Breach[] =>
  flow.placed.flatMap((placed, index) => {
    if (!("lines" in placed) || placed.part !== "heading") return [];
    const page = placed.lines[0]?.page ?? 0;
    const last = placed.lines.at(-1)?.page ?? 0;
    const next = flow.placed[index + 1];
    const reached = next === undefined ? Number.NaN : "lines" in next ? firstPage(next) : next.firstRowPage;
    if (page === last && reached === page) return [];
    const actual = Number.isNaN(reached) ? "không có nội dung" : `nội dung bắt đầu ở trang ${Math.max(reached, last)}`;
    return breach("orphan-heading", page, placed.text, { expected: `nội dung bắt đầu ở trang ${page}`, actual });
  });
