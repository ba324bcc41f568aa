import type { Flow, PlacedText } from "../reading/flow.ts";
import type { Line } from "../reading/lines.ts";
import { ASCENT, blockOf, DESCENT, lengthText, PT } from "../reading/page.ts";
import type { Edges } from "./paper.ts";
import { type Breach, breach } from "./rule.ts";
import { textsOf, typed } from "./title.ts";

/** Paragraphs that run on: they are indented and set to both margins. */
const RUNNING = ["basis", "paragraph", "item", "note"] as const;

const runningTexts = (flow: Flow): PlacedText[] => RUNNING.flatMap((part) => textsOf(flow, part));

/** How far the paragraphs of each page reach: all lines but the first and the last of each fill the text block. */
export function filled(flow: Flow): Edges[] {
  const lines = runningTexts(flow).flatMap((text) => text.lines.slice(1, -1));
  return [...Map.groupBy(lines, ({ page }) => page)].map(([page, own]) => ({
    page,
    left: Math.min(...own.map(({ x }) => x)),
    right: Math.max(...own.map(({ right }) => right)),
  }));
}

/** `body-size`: paragraphs and lists 13–14 pt, upright (Mục II khoản 6); notes 12 pt italic are our choice. */
export const bodySize = (flow: Flow): Breach[] => [
  ...["paragraph" as const, "item" as const].flatMap((part) =>
    textsOf(flow, part).flatMap(({ lines }) => typed("body-size", lines, "Tinos-Regular", [13, 14])),
  ),
  ...textsOf(flow, "note").flatMap(({ lines }) => typed("body-size", lines, "Tinos-Italic", [12, 14])),
];

/** `first-line-indent`: 10 or 12,7 mm, to 0,4 mm, and the other lines none (Mục II khoản 6). */
export const firstLineIndent = (flow: Flow): Breach[] =>
  [...runningTexts(flow), ...textsOf(flow, "heading")].flatMap(({ lines }) => {
    const [first, second] = lines;
    if (first === undefined) return [];
    const { left } = blockOf({ width: 210, height: 297 });
    const indent = first.x - left;
    const hanging = second !== undefined && Math.abs(second.x - left) > 0.5;
    if ([10, 12.7].some((right) => Math.abs(indent - right) <= 0.4) && !hanging) return [];
    const actual = `${lengthText(indent)} mm${hanging ? `, dòng sau ${lengthText(second.x - left)} mm` : ""}`;
    return breach("first-line-indent", first.page, first.text, { expected: "10 hoặc 12,7 mm", actual });
  });

/** `justified`: every line of a paragraph but the last ends at the right margin, to 0,5 mm (Mục II khoản 6). */
export const justified = (flow: Flow): Breach[] =>
  runningTexts(flow).flatMap(({ lines }) => {
    const { right } = blockOf({ width: 210, height: 297 });
    const short = lines.slice(0, -1).find((line) => Math.abs(line.right - right) > 0.5);
    if (short === undefined) return [];
    const expected = `hết dòng ở ${right} mm`;
    const actual = `${lengthText(short.right)} mm`;
    return breach("justified", short.page, short.text, { expected, actual });
  });

/** Height of a line of Times New Roman at single spacing, in em. */
const SINGLE = ASCENT + DESCENT;

/** Baseline to baseline, in points. */
const pitch = (upper: Line, lower: Line): number => (lower.y - upper.y) / PT;

const sizeOf = (line: Line): number => line.words[0]?.size ?? 0;

/** `line-spacing`: between lines of a paragraph 1 to 1,5 lines of its size, to 0,02 (Mục II khoản 6). */
export const lineSpacing = (flow: Flow): Breach[] =>
  [...runningTexts(flow), ...textsOf(flow, "heading")].flatMap(({ lines }) =>
    lines.slice(1).flatMap((line, index) => {
      const above = lines[index];
      if (above === undefined || above.page !== line.page) return [];
      const share = pitch(above, line) / (SINGLE * sizeOf(line));
      if (share >= 0.98 && share <= 1.52) return [];
      return breach("line-spacing", line.page, line.text, { expected: "1 đến 1,5", actual: lengthText(share, 2) });
    }),
  );

/** `paragraph-gap`: at least 6 pt from the foot of a paragraph to the head of the next, to 0,2 pt (Mục II khoản 6). */
export function paragraphGap(flow: Flow): Breach[] {
  return flow.placed.flatMap((placed, index) => {
    const before = flow.placed[index - 1];
    if (before === undefined || !("lines" in before) || !("lines" in placed)) return [];
    if (before.part === "subject" || (before.part === "addressee" && placed.part === "addressee")) return [];
    const upper = before.lines.at(-1);
    const lower = placed.lines[0];
    if (upper === undefined || lower === undefined || upper.page !== lower.page) return [];
    const gap = pitch(upper, lower) - DESCENT * sizeOf(upper) - ASCENT * sizeOf(lower);
    if (gap >= 5.8) return [];
    const actual = `${lengthText(gap)} pt`;
    return breach("paragraph-gap", lower.page, lower.text, { expected: "ít nhất 6 pt", actual });
  });
}

/** `end-mark`: "./." at the end of the last paragraph and nowhere else. */
export function endMark(flow: Flow): Breach[] {
  const texts = flow.placed.filter((placed): placed is PlacedText => "lines" in placed);
  const last = texts.at(-1);
  const isMarked = ({ lines }: PlacedText): boolean => lines.some((line) => line.text.includes("./."));
  const early = texts.slice(0, -1).find(isMarked);
  if (early !== undefined) {
    const page = early.lines[0]?.page ?? 0;
    return breach("end-mark", page, early.text, { expected: "chỉ sau câu cuối", actual: "./." });
  }
  const end = last?.lines.at(-1);
  if (end?.text.endsWith("./.") === true) return [];
  return breach("end-mark", end?.page ?? 1, "câu cuối", { expected: "./.", actual: end?.text ?? "không có" });
}
