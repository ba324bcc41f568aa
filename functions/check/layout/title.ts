import type { Flow, PlacedText } from "../reading/flow.ts";
import { dense, faceOf, type Line, sizeOf } from "../reading/lines.ts";
import { blockOf, lengthText } from "../reading/page.ts";
import type { Read } from "../reading/sections.ts";
import { ruled } from "./letterhead.ts";
import { type Breach, breach, type RuleName } from "./rule.ts";

export const textsOf = (flow: Flow, part: PlacedText["part"]): PlacedText[] =>
  flow.placed.filter((placed): placed is PlacedText => placed.part === part);

/** Least and most in points; sizes are compared to 0,05 pt. */
export type Sizes = readonly [least: number, most: number];

const SIZES: Sizes = [13, 14];

/** Lines of one size and face. */
export function typed(rule: RuleName, lines: readonly Line[], face: string, [least, most]: Sizes = SIZES): Breach[] {
  const [first] = lines;
  const size = sizeOf(lines) ?? 0;
  if (first === undefined) return [];
  if (faceOf(lines) === face && size >= least - 0.05 && size <= most + 0.05) return [];
  const expected = `${face}, cỡ ${least === most ? least : `${least}–${most}`}`;
  const actual = `${faceOf(lines) || "nhiều kiểu chữ"}, cỡ ${size === 0 ? "khác nhau" : lengthText(size)}`;
  return breach(rule, first.page, first.text, { expected, actual });
}

/** Lines in the middle of the text block, to 1 mm. */
export function centred(rule: RuleName, lines: readonly Line[], { pages }: Pick<Read, "pages">): Breach[] {
  return lines.flatMap((line) => {
    const { centre } = blockOf(pages[line.page - 1] ?? { width: 0, height: 0 });
    if (Math.abs(line.centre - centre) <= 1) return [];
    const expected = `giữa ở ${lengthText(centre)} mm`;
    return breach(rule, line.page, line.text, { expected, actual: `giữa ở ${lengthText(line.centre)} mm` });
  });
}

/** `title-centred`: tên loại and trích yếu, 13–14 pt bold (Mục II khoản 5). */
export function title(flow: Flow, read: Read): Breach[] {
  const subject = textsOf(flow, "subject").flatMap(({ lines }) => lines);
  if (flow.kind === null) {
    return breach("title-centred", 1, "tên loại", { expected: read.report.kind, actual: "không có" });
  }
  const lines = [flow.kind, ...subject];
  return [...typed("title-centred", lines, "Tinos-Bold"), ...centred("title-centred", lines, read)];
}

/** `subject-rule`: 1/3 to 1/2 of the longest line of the trích yếu (Mục II khoản 5). */
export function subjectRule(flow: Flow, { pages }: Read): Breach[] {
  const [subject] = textsOf(flow, "subject");
  if (subject === undefined) return [];
  const page = pages[(subject.lines[0]?.page ?? 1) - 1];
  return ruled(subject.lines, page, { rule: "subject-rule", share: [1 / 3, 1 / 2] });
}

/** `addressee`: 13–14 pt, upright; one on the line of "Kính gửi:", several on lines of their own (Mục II khoản 9). */
export function addressee(flow: Flow, { report }: Read): Breach[] {
  const placed = textsOf(flow, "addressee");
  if (placed.length < report.addressees.length) {
    const expected = report.addressees.join("; ");
    const actual = placed.map(({ text }) => text).join("; ");
    return breach("addressee", 1, "Kính gửi", { expected, actual });
  }
  const found = placed.flatMap(({ lines }) => typed("addressee", lines, "Tinos-Regular"));
  const shared = placed.find(({ lines: [first] }, index) => index > 0 && !dense(first?.text ?? "").startsWith("-"));
  if (shared === undefined) return found;
  return [...found, ...breach("addressee", 1, shared.text, { expected: "một dòng riêng", actual: "chung dòng" })];
}

/** `basis`: italic, 13–14 pt, ";" after each and "." after the last (Mục II khoản 6). */
export function basis(flow: Flow): Breach[] {
  const placed = textsOf(flow, "basis");
  return placed.flatMap(({ lines }, index) => {
    const mark = index === placed.length - 1 ? "." : ";";
    const last = lines.at(-1);
    const found = typed("basis", lines, "Tinos-Italic");
    if (last?.text.endsWith(mark) !== false) return found;
    return [
      ...found,
      ...breach("basis", last.page, last.text, { expected: `kết thúc bằng "${mark}"`, actual: last.text }),
    ];
  });
}
