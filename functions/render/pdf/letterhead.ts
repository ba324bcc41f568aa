import type { Content, ContentText } from "pdfmake/interfaces.js";
import type { Report } from "../../report/report.ts";
import { fittingSize, inFont, widthOf } from "../fonts.ts";
import { ASCENT_EM, BLOCK, LETTERHEAD, RULE, SIZE } from "../layout.ts";
import { MOTTO, NATION } from "../national.ts";
import { BLANK, listed } from "../text.ts";

/** A solid rule, centred in its column. */
const rule = (length: number): Content => ({
  canvas: [{ type: "line", x1: 0, y1: 0, x2: length, y2: 0, lineWidth: RULE.width }],
  alignment: "center",
  margin: [0, RULE.gapAbove, 0, RULE.gapBelow],
});

/** A rule of 1/3–1/2 of the text above it; of a text over several lines, of its longest line. */
const shortRule = (text: string, size: number, column: number): Content =>
  rule(Math.min(widthOf(text, "bold", size), column) * RULE.share);

/** Quốc hiệu, tiêu ngữ, tên cơ quan, số, địa danh và thời gian: Nghị định 30/2020 Phụ lục I, Mục II khoản 1–4. */
export function letterhead(report: Report): Content {
  const { superior, issuer, symbol, place, year } = report.letterhead;
  const names = issuer.split("\n").map((line) => inFont(line.toUpperCase()));
  const longest =
    names.toSorted((one, other) => widthOf(other, "bold", SIZE.authority) - widthOf(one, "bold", SIZE.authority))[0] ??
    "";
  const { left, right } = LETTERHEAD;
  const agency: Content[] = [
    ...(superior === null ? [] : [{ text: inFont(superior.toUpperCase()) }]),
    ...names.map((text): Content => ({ text, bold: true })),
    shortRule(longest, SIZE.authority, left),
  ];
  const nation: Content[] = [
    { text: NATION, bold: true, noWrap: true },
    { text: MOTTO, bold: true, fontSize: SIZE.motto, noWrap: true },
    rule(widthOf(MOTTO, "bold", SIZE.motto)),
  ];
  const date = `${inFont(place).trim()}, ngày${BLANK}tháng${BLANK}năm ${inFont(year)}`;
  return {
    margin: [0, LETTERHEAD.gapAbove, 0, LETTERHEAD.gapBelow],
    fontSize: SIZE.authority,
    alignment: "center",
    stack: [
      {
        columns: [
          { width: left, stack: agency },
          { width: right, stack: nation },
        ],
      },
      {
        columns: [
          { width: left, text: `Số:${BLANK}/BC-${inFont(symbol)}`, fontSize: SIZE.motto, noWrap: true },
          { ...dateLine(date), width: right },
        ],
      },
    ],
  };
}

/**
 * The line of place and date, 13 pt on one line; where the place's name is too long for that, in the size that keeps
 * it in its block, and still on the base line of the number beside it.
 */
function dateLine(text: string): ContentText {
  const fontSize = fittingSize(text, "italic", SIZE.motto, LETTERHEAD.right);
  return { text, fontSize, italics: true, noWrap: true, margin: [0, (SIZE.motto - fontSize) * ASCENT_EM, 0, 0] };
}

/** The labels in a box of their own, before everything else that can be read. */
export function labelBox(labels: readonly string[]): Content[] {
  if (labels.length === 0) return [];
  const texts = labels.map((label) => inFont(label.toUpperCase()));
  const widest = Math.max(...texts.map((text) => widthOf(text, "bold", SIZE.label)));
  const padding = 12;
  const width = Math.min(widest + 1, BLOCK.portrait - 2 * padding - 2);
  const side = (BLOCK.portrait - width - 2 * padding - 2) / 2;
  const lines = texts.map((text): Content => ({ text, bold: true, fontSize: SIZE.label, alignment: "center" }));
  const layout = {
    paddingLeft: () => padding,
    paddingRight: () => padding,
    paddingTop: () => 4,
    paddingBottom: () => 4,
  };
  return [
    { margin: [side, 0, 0, LETTERHEAD.gapBelow], layout, table: { widths: [width], body: [[{ stack: lines }]] } },
  ];
}

/** Tên loại và trích yếu, Mục II khoản 5. */
export function title(report: Report): Content {
  const subject = inFont(report.subject);
  return {
    bold: true,
    alignment: "center",
    stack: [{ text: inFont(report.kind) }, { text: subject }, shortRule(subject, SIZE.body, BLOCK.portrait)],
  };
}

/** "Kính gửi:", Mục II khoản 9a: one addressee on the same line, several on lines of their own. */
export function addressees(names: readonly string[]): Content[] {
  const [first, ...others] = names.map((name) => inFont(name));
  if (first === undefined) return [];
  const margin: [number, number, number, number] = [0, 6, 0, 10];
  if (others.length === 0) return [{ text: `Kính gửi: ${first}`, alignment: "center", margin }];
  const lines = listed([first, ...others]).map((line): Content => ({ text: `- ${line}` }));
  const opening = BLOCK.portrait * 0.42;
  return [
    {
      margin,
      columns: [
        { width: opening, text: "Kính gửi: ", alignment: "right" },
        { width: BLOCK.portrait - opening, stack: lines, margin: [6, 0, 0, 0] },
      ],
    },
  ];
}
