import { MOTTO, NATION } from "../reading/decree.ts";
import type { Flow } from "../reading/flow.ts";
import { dense, faceOf, isSame, type Line, lineOf, sizeOf } from "../reading/lines.ts";
import { lengthText, type Page, type Stroke } from "../reading/page.ts";
import type { Read } from "../reading/sections.ts";
import { type Breach, breach } from "./rule.ts";

/** Left block 75 mm (cơ quan, số), right block 90 mm (Quốc hiệu, địa danh): they fit beside each other at 12 pt only. */
const LEFT = { from: 30, to: 105, centre: 67.5 } as const;
const RIGHT = { from: 105, to: 195, centre: 150 } as const;

/** Text in the middle of its block may be off by so much, in mm. */
const CENTRED = 1;

const place = (line: Line): string => `từ ${lengthText(line.x)} đến ${lengthText(line.right)} mm`;

/** The lines of one block, from top to bottom. */
function blockLines(flow: Flow, { from, to }: { readonly from: number; readonly to: number }): Line[] {
  return flow.letterhead.flatMap((line) => {
    const words = line.words.filter((word) => word.x + word.width / 2 >= from && word.x + word.width / 2 < to);
    return words.length === 0 ? [] : [lineOf(line.page, words)];
  });
}

/** The lines that print a text one after another; none where they do not. */
function linesWith(lines: readonly Line[], text: string): Line[] {
  for (let start = 0; start < lines.length; start++) {
    for (let end = start + 1; end <= lines.length; end++) {
      const found = lines.slice(start, end);
      if (isSame(found.map((line) => line.text).join(" "), text)) return found;
    }
  }
  return [];
}

/** What is in the two blocks. */
export interface Letterhead {
  readonly superior: readonly Line[];
  readonly issuer: readonly Line[];
  readonly number: Line | undefined;
  readonly nation: readonly Line[];
  readonly motto: readonly Line[];
  /** One line; more where it was broken. */
  readonly date: readonly Line[];
}

export function letterheadOf(flow: Flow, { report }: Read): Letterhead {
  const { superior, issuer } = report.letterhead;
  const left = blockLines(flow, LEFT);
  const right = blockLines(flow, RIGHT);
  const motto = linesWith(right, MOTTO);
  return {
    superior: superior ? linesWith(left, superior.toUpperCase()) : [],
    issuer: linesWith(left, issuer.toUpperCase()),
    number: left.find((line) => dense(line.text).startsWith("Số:")),
    nation: linesWith(right, NATION),
    motto,
    date: right.filter((line) => line.y > (motto.at(-1)?.y ?? 0) + 1),
  };
}

/**
 * `letterhead-columns`: each text there (an authority above the issuer only where the report names one), in its block,
 * in the middle of it to 1 mm, both blocks level to 0,5 mm.
 */
export function columns(head: Letterhead, { report }: Read): Breach[] {
  const { superior, issuer } = report.letterhead;
  const asked = [
    ...(superior ? [{ text: superior, lines: head.superior, block: LEFT }] : []),
    { text: issuer, lines: head.issuer, block: LEFT },
    { text: NATION, lines: head.nation, block: RIGHT },
    { text: MOTTO, lines: head.motto, block: RIGHT },
  ];
  const found = asked.flatMap(({ text, lines, block }) => {
    const expected = `từ ${block.from} đến ${block.to} mm, giữa ở ${lengthText(block.centre)} mm`;
    if (lines.length === 0) return breach("letterhead-columns", 1, text, { expected, actual: "không có" });
    return lines.flatMap((line) => {
      const inside = line.x >= block.from - 0.3 && line.right <= block.to + 0.3;
      if (inside && Math.abs(line.centre - block.centre) <= CENTRED) return [];
      return breach("letterhead-columns", 1, text, { expected, actual: place(line) });
    });
  });
  const left = [...head.superior, ...head.issuer][0];
  const right = head.nation[0];
  if (left === undefined || right === undefined || Math.abs(left.y - right.y) <= 0.5) return found;
  const levels = { expected: `ngang nhau ở ${lengthText(left.y)} mm`, actual: `${lengthText(right.y)} mm` };
  return [...found, ...breach("letterhead-columns", 1, "Quốc hiệu và tên cơ quan", levels)];
}

/** `letterhead-type`: chủ quản 12–13 regular, ban hành and Quốc hiệu 12–13 bold, Tiêu ngữ 13–14 bold. */
export function type(head: Letterhead): Breach[] {
  const asked = [
    { lines: head.superior, face: "Tinos-Regular", from: 12, to: 13 },
    { lines: head.issuer, face: "Tinos-Bold", from: 12, to: 13 },
    { lines: head.nation, face: "Tinos-Bold", from: 12, to: 13 },
    { lines: head.motto, face: "Tinos-Bold", from: 13, to: 14 },
  ];
  return asked.flatMap(({ lines, face, from, to }) => {
    const size = sizeOf(lines) ?? 0;
    if (lines.length === 0 || (faceOf(lines) === face && size >= from - 0.05 && size <= to + 0.05)) return [];
    const expected = `${face}, cỡ ${from}–${to}`;
    const actual = `${faceOf(lines) || "nhiều kiểu chữ"}, cỡ ${lengthText(size)}`;
    return breach("letterhead-type", 1, lines.map((line) => line.text).join(" "), { expected, actual });
  });
}

/** The drawn line that lies less than 4 mm under a text. */
function ruleUnder(lines: readonly Line[], page: Page | undefined): Stroke | undefined {
  const last = lines.at(-1);
  if (last === undefined) return undefined;
  return page?.level.find(({ x1, x2, y1 }) => y1 > last.y && y1 < last.y + 4 && x1 < last.right && x2 > last.x);
}

interface RuleWanted {
  readonly rule: "letterhead-rule" | "motto-rule" | "subject-rule";
  /** Share of the longest line of the text: least and most. */
  readonly share: readonly [number, number];
}

/** A solid rule under a text: there, as long as it has to be to 0,5 mm, in the text's middle to 1 mm. */
export function ruled(lines: readonly Line[], page: Page | undefined, { rule, share }: RuleWanted): Breach[] {
  if (lines.length === 0) return [];
  const longest = Math.max(...lines.map((line) => line.right - line.x));
  const least = longest * share[0] - 0.5;
  const most = longest * share[1] + 0.5;
  const stroke = ruleUnder(lines, page);
  const length = stroke === undefined ? 0 : stroke.x2 - stroke.x1;
  const middle = stroke === undefined ? 0 : (stroke.x1 + stroke.x2) / 2;
  const centre = lines[0]?.centre ?? 0;
  if (length >= least && length <= most && Math.abs(middle - centre) <= CENTRED) return [];
  const expected = `dài ${lengthText(least)}–${lengthText(most)} mm, giữa ở ${lengthText(centre)} mm`;
  const drawn = `dài ${lengthText(length)} mm, giữa ở ${lengthText(middle)} mm`;
  const actual = stroke === undefined ? "không có đường kẻ" : drawn;
  return breach(rule, page?.number ?? 0, lines.map((line) => line.text).join(" "), { expected, actual });
}

/** `letterhead-rule` 1/3 to 1/2 of the agency's name (Mục II khoản 2); `motto-rule` as long as the Tiêu ngữ (khoản 1). */
export const rules = (head: Letterhead, { pages: [page] }: Read): Breach[] => [
  ...ruled(head.issuer, page, { rule: "letterhead-rule", share: [1 / 3, 1 / 2] }),
  ...ruled(head.motto, page, { rule: "motto-rule", share: [1, 1] }),
];

/** The room left after a word, in mm. */
function roomAfter(line: Line, text: string): number {
  const at = line.words.findIndex((word) => word.text.endsWith(text));
  const word = line.words[at];
  const next = line.words[at + 1];
  return at === -1 || word === undefined || next === undefined ? 0 : next.x - word.x - word.width;
}

/** A blank to be filled in by hand is at least so wide, in mm. */
const BLANK = 4;

/** `number-line`: "Số:      /BC-…" 13 pt, upright, centred under the agency, its number left blank (Mục II khoản 3). */
export function numberLine({ number, issuer }: Letterhead, { report }: Read): Breach[] {
  const expected = `Số:      /BC-${report.letterhead.symbol}`;
  if (number === undefined) return breach("number-line", 1, "dòng số", { expected, actual: "không có" });
  const typed = Math.abs((sizeOf([number]) ?? 0) - 13) <= 0.05 && faceOf([number]) === "Tinos-Regular";
  const placed = Math.abs(number.centre - LEFT.centre) <= CENTRED && number.y > (issuer.at(-1)?.y ?? 0);
  if (isSame(number.text, expected) && roomAfter(number, "Số:") >= BLANK && typed && placed) return [];
  const actual = `${number.text}, cỡ ${lengthText(sizeOf([number]) ?? 0)}, ${faceOf([number])}, ${place(number)}`;
  return breach("number-line", 1, "dòng số", { expected, actual });
}

/**
 * `date-line`: place and date on one line, level with the number, italic, 13–14 pt, its day and month left blank
 * (Mục II khoản 4). A place whose name would not fit its 90 mm at 13 pt may be smaller, down to 10 pt: that it stays on
 * the number's line is asked for too.
 */
export function dateLine({ date, number }: Letterhead, { report }: Read): Breach[] {
  const { place: town, year } = report.letterhead;
  const expected = `${town}, ngày      tháng      năm ${year}`;
  const [line, second] = date;
  if (line === undefined) return breach("date-line", 1, "địa danh, thời gian", { expected, actual: "không có" });
  if (second !== undefined) {
    const actual = date.map((one) => one.text).join(" / ");
    return breach("date-line", 1, "địa danh, thời gian", { expected: "một dòng", actual });
  }
  const size = sizeOf([line]) ?? 0;
  const fits = ((line.right - line.x) * 13) / size <= RIGHT.to - RIGHT.from;
  const typed = size >= (fits ? 12.95 : 10) && size <= 14.05 && faceOf([line]) === "Tinos-Italic";
  const placed = Math.abs(line.centre - RIGHT.centre) <= CENTRED && Math.abs(line.y - (number?.y ?? 0)) <= 0.5;
  const blank = roomAfter(line, "ngày") >= BLANK && roomAfter(line, "tháng") >= BLANK;
  if (isSame(line.text, expected) && typed && placed && blank) return [];
  const actual = `${line.text}, cỡ ${lengthText(size)}, ${faceOf([line])}, ${place(line)}, ở ${lengthText(line.y)} mm`;
  return breach("date-line", 1, "địa danh, thời gian", { expected, actual });
}
