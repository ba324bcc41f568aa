import { dense, lineOf, linesOf, sizeOf } from "../reading/lines.ts";
import { blockOf, isFoot, lengthText, type Page, type Word } from "../reading/page.ts";
import type { Read } from "../reading/sections.ts";
import { type Breach, breach } from "./rule.ts";

/** Letters of the top margin are page numbers from this size on, labels below it; in points. */
const NUMBER_FROM = 11;

/** Above this height nothing but page number and labels stands, in mm. */
const TOP_MARGIN = 20;

const numberWords = (page: Page): Word[] =>
  page.words.filter((word) => word.y < TOP_MARGIN && word.size >= NUMBER_FROM);

const numberOn = (page: Page): string =>
  numberWords(page)
    .map((word) => word.text)
    .join(" ");

/** `page-number-first-page` (Mục I khoản 7). */
export function firstPageNumber({ pages: [first] }: Read): Breach[] {
  const shown = first === undefined ? "" : numberOn(first);
  return shown === "" ? [] : breach("page-number-first-page", 1, "số trang", { expected: "không có", actual: shown });
}

function counted(rule: "page-number-order" | "appendix-numbers", pages: readonly Page[], from: number): Breach[] {
  return pages.flatMap((page, index) => {
    const expected = String(from + index);
    const actual = numberOn(page);
    return expected === actual ? [] : breach(rule, page.number, "số trang", { expected, actual });
  });
}

/** `page-number-order`: 2, 3, 4 … from the second page of the text (Mục I khoản 7). */
export const numberOrder = ({ text }: Read): Breach[] => counted("page-number-order", text.pages.slice(1), 2);

/** `appendix-numbers`: every phụ lục counts its pages anew (Mục I khoản 7). */
export const appendixNumbers = ({ appendices }: Read): Breach[] =>
  appendices.flatMap(({ pages }) => counted("appendix-numbers", pages, 1));

/**
 * `page-number-place`: 13–14 pt, upright, in the middle of the text block to 1 mm, its baseline 8 to 15 mm from the
 * edge, which is the middle of the top margin (Mục I khoản 7; the height within the margin is our choice).
 */
export const numberPlace = ({ pages }: Read): Breach[] =>
  pages.flatMap((page) => {
    const words = numberWords(page);
    if (words.length === 0) return [];
    const line = lineOf(page.number, words);
    const { centre } = blockOf(page);
    const upright = words.every(({ font, size }) => font === "Tinos-Regular" && size >= 12.9 && size <= 14.1);
    const placed = Math.abs(line.centre - centre) <= 1 && line.y >= 8 && line.y <= 15;
    if (upright && placed) return [];
    const [word] = words;
    const at = `giữa ở ${lengthText(line.centre)} mm, chân chữ ở ${lengthText(line.y)} mm`;
    return breach("page-number-place", page.number, line.text, {
      expected: `cỡ 13–14, kiểu đứng, giữa ở ${lengthText(centre)} mm, chân chữ từ 8 đến 15 mm`,
      actual: `cỡ ${lengthText(word?.size ?? 0)}, ${word?.font ?? ""}, ${at}`,
    });
  });

/** The height of the line in the bottom margin above the edge of the sheet: printers leave 5 mm out. */
const FOOT_EDGE = 5;

/** `foot-line`: in the bottom margin either nothing on any page, or one line of 7–9 pt, the same on all of them. */
export function footLine({ pages }: Read): Breach[] {
  const feet = pages.map((page) => ({
    page,
    lines: linesOf(
      page,
      page.words.filter((word) => isFoot(page, word)),
    ),
  }));
  const asked = feet[0]?.lines[0]?.text ?? "";
  return feet.flatMap(({ page, lines }) => {
    const text = lines.map((line) => line.text).join(" / ");
    const small = lines.some((line) => (sizeOf([line]) ?? 0) < 6.95);
    const low = lines.some((line) => line.bottom > page.height - FOOT_EDGE);
    if (text === asked && !small && !low) return [];
    const expected = asked === "" ? "không có" : `một dòng cỡ 7–9, cách mép giấy từ ${FOOT_EDGE} mm: ${asked}`;
    return breach("foot-line", page.number, "dòng ở lề dưới", { expected, actual: text });
  });
}

/** `labels-on-every-page`: each of the report's labels in the top margin of every page and in a box on the first. */
export function labels({ pages, report }: Read, box: string): Breach[] {
  const wanted = report.labels.map((label) => dense(label).toUpperCase());
  if (wanted.length === 0) return [];
  const running = pages.flatMap((page) => {
    const words = page.words.filter((word) => word.y < TOP_MARGIN && word.size < NUMBER_FROM);
    const text = dense(words.map((word) => word.text).join(""));
    if (wanted.every((label) => text.includes(label))) return [];
    return breach("labels-on-every-page", page.number, "nhãn ở lề trên", {
      expected: report.labels.join(" - "),
      actual: words.map((word) => word.text).join(" "),
    });
  });
  if (wanted.every((label) => dense(box).includes(label))) return running;
  const missing = { expected: report.labels.join(", "), actual: box };
  return [...breach("labels-on-every-page", 1, "khung nhãn ở trang đầu", missing), ...running];
}
