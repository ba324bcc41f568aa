import { BorderStyle, Paragraph, type Table, TextRun } from "docx";
import type { Report } from "../../report/report.ts";
import { fittingSize, widthOf } from "../fonts.ts";
import { BLOCK, LETTERHEAD, mm, RULE, SIZE } from "../layout.ts";
import { MOTTO, NATION } from "../national.ts";
import { BLANK, listed, printable } from "../text.ts";
import { halfPoints, twips, WIDTH } from "./measures.ts";
import { STYLE } from "./styles.ts";
import { beside } from "./table.ts";
import { line, wordText } from "./text.ts";

/** A rule of a length in the middle of a column: the lower border of an empty paragraph between two indents. */
function rule(length: number, column: number): Paragraph {
  const side = twips(Math.max(0, (column - length) / 2));
  return new Paragraph({
    style: STYLE.rule,
    indent: { left: side, right: side },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: "000000" } },
  });
}

const shortRule = (text: string, size: number, column: number): Paragraph =>
  rule(Math.min(widthOf(printable(text), "bold", size), column) * RULE.share, column);

/** Word's letters are set a little wider than the page's: the two blocks reach into the margins, each by so much. */
const ROOM = mm(2);
const COLUMNS = [LETTERHEAD.left + ROOM, LETTERHEAD.right + ROOM] as const;

/** The line of place and date on one line: in smaller letters where the place's name is long. */
function dateLine(text: string): Paragraph {
  const size = fittingSize(text, "italic", SIZE.motto, LETTERHEAD.right - ROOM);
  return new Paragraph({
    style: STYLE.date,
    children: [new TextRun({ text: wordText(text), size: halfPoints(size) })],
  });
}

/** Quốc hiệu, tiêu ngữ, tên cơ quan, số, địa danh và thời gian (Nghị định 30/2020/NĐ-CP Phụ lục I, Mục II khoản 1–4). */
export function letterheadOf({ letterhead }: Report): Table {
  const { superior, issuer, symbol, place, year } = letterhead;
  const [left, right] = COLUMNS;
  const names = issuer.toUpperCase().split("\n");
  const longest = names.toSorted((one, other) => other.length - one.length)[0] ?? "";
  return beside(
    [twips(left), twips(right)],
    [
      [
        [
          ...(superior === null ? [] : [line(STYLE.superior, superior.toUpperCase())]),
          ...names.map((name) => line(STYLE.issuer, name)),
          shortRule(longest, SIZE.authority, left),
        ],
        [line(STYLE.nation, NATION), line(STYLE.motto, MOTTO), rule(widthOf(MOTTO, "bold", SIZE.motto), right)],
      ],
      [
        [line(STYLE.number, `Số:${BLANK}/BC-${symbol}`)],
        [dateLine(`${place.trim()}, ngày${BLANK}tháng${BLANK}năm ${year}`)],
      ],
    ],
  );
}

/** What the document is before anything else of it is read. */
export const labelLines = (labels: readonly string[]): Paragraph[] =>
  labels.map((label) => line(STYLE.label, label.toUpperCase()));

/** Tên loại và trích yếu, Mục II khoản 5. */
export const titleOf = ({ kind, subject }: Report): Paragraph[] => [
  line(STYLE.kind, kind),
  line(STYLE.subject, subject),
  shortRule(subject, SIZE.body, BLOCK.portrait),
];

/** "Kính gửi:", Mục II khoản 9a: one addressee on the same line, several on lines of their own. */
export function addresseesOf(names: readonly string[]): (Paragraph | Table)[] {
  const [first, ...others] = names;
  if (first === undefined) return [];
  if (others.length === 0) return [line(STYLE.addressee, `Kính gửi: ${first}`)];
  const opening = Math.round(WIDTH * 0.3);
  const list = listed(names).map((name) => line(STYLE.addressees, `- ${name}`));
  return [
    beside([opening, WIDTH - opening], [[[line(STYLE.addressee, "Kính gửi:")], list]]),
    new Paragraph({ style: STYLE.rule, children: [new TextRun("")] }),
  ];
}

/** Căn cứ ban hành: ";" after each and "." after the last (Mục II khoản 6). */
export const basisOf = (lines: readonly string[]): Paragraph[] => listed(lines).map((text) => line(STYLE.basis, text));
