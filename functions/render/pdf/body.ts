import type { Content, ContentColumns, ContentText } from "pdfmake/interfaces.js";
import type { Block, Report, Table } from "../../report/report.ts";
import { type Face, inFont, widthOf } from "../fonts.ts";
import { BLOCK, BLOCK_HEIGHT, LINE_EM, PARAGRAPH, ROOM_AFTER_HEADING, SIGNATURE_ROOM, SIZE, TABLE } from "../layout.ts";
import { recipientsOf } from "../recipients.ts";
import { listed } from "../text.ts";
import { justified, linesIn } from "../words.ts";
import type { Bookmarks } from "./bookmarks.ts";
import { heightOfPicture, type Pictures, pictureContent } from "./chart.ts";
import { tableContent } from "./table.ts";

/** More than this is not kept together on a page: the library drops what it may not break and cannot place. */
const TALLEST_KEPT = BLOCK_HEIGHT.portrait / 2;

/** A picture may take most of a page with its headings. */
const TALLEST_WITH_PICTURE = BLOCK_HEIGHT.portrait * 0.9;

/** Above a section, beside the gap below the paragraph before it. */
const HEADING_GAP = 2;

type Heading = Extract<Block, { type: "heading" }>;

const LINE = SIZE.body * LINE_EM * PARAGRAPH.lineHeight;

const set = (text: string, face: Face, size: number, below: number = PARAGRAPH.gap): ContentText => ({
  text: justified(inFont(text).trim(), face, size, BLOCK.portrait - PARAGRAPH.indent),
  alignment: "justify",
  leadingIndent: PARAGRAPH.indent,
  lineHeight: PARAGRAPH.lineHeight,
  margin: [0, 0, 0, below],
});

const paragraph = (text: string): Content => set(text, "regular", SIZE.body);

const note = (text: string, size: number = SIZE.note, below: number = PARAGRAPH.gap): Content => ({
  ...set(text, "italic", size, below),
  italics: true,
  fontSize: size,
});

const heading = ({ level, text }: Heading, bookmark: Bookmarks): Content => ({
  ...(level === 3 ? {} : bookmark(level, text)),
  text: inFont(text),
  bold: level < 3,
  leadingIndent: PARAGRAPH.indent,
  lineHeight: PARAGRAPH.lineHeight,
  margin: [0, level === 1 ? HEADING_GAP : 0, 0, PARAGRAPH.gap],
});

/** Height of a heading with its gaps; long ones run over several lines. */
function heightOf({ text }: Heading): number {
  const lines = Math.ceil((widthOf(inFont(text), "bold", SIZE.body) + PARAGRAPH.indent) / (BLOCK.portrait * 0.95));
  return lines * LINE + 2 * PARAGRAPH.gap;
}

/** About the height of a table's header and first row, which are kept together. */
function topOf(table: Table): number {
  const titles = table.columns.map((column) => column.title.length / Math.max(1, column.weight));
  const lines = Math.min(12, 4 + Math.ceil(Math.max(0, ...titles)));
  return lines * SIZE.bodyTable * LINE_EM + 6 * TABLE.padY;
}

/** What a heading needs below itself: a picture whole, the top of a table, the first lines of a text. */
function roomFor(next: Block | undefined): number {
  if (next?.type === "chart") return heightOfPicture(next);
  return next?.type === "table" ? topOf(next.table) : ROOM_AFTER_HEADING;
}

/**
 * Headings with the room that they need below them, so that none is alone at the foot of a page.
 *
 * An empty block of that height goes to the next page if it does not fit, and the headings are then set over it. The
 * library's own `pageBreakBefore` would lay the whole document out again for each such heading.
 */
function kept(headings: readonly Heading[], next: Block | undefined, bookmark: Bookmarks): Content[] {
  if (headings.length === 0) return [];
  const asked = headings.reduce((sum, one) => sum + heightOf(one), roomFor(next));
  const height = Math.min(asked, next?.type === "chart" ? TALLEST_WITH_PICTURE : TALLEST_KEPT);
  return [
    { unbreakable: true, stack: [{ canvas: [], margin: [0, height, 0, 0] }] },
    { stack: headings.map((one) => heading(one, bookmark)), margin: [0, -height, 0, 0] },
  ];
}

function plain(block: Exclude<Block, Heading>, pictures: Pictures): Content[] {
  switch (block.type) {
    case "paragraph":
      return [paragraph(block.text)];
    case "list":
      return block.items.map((item) => paragraph(`- ${item}`));
    case "note":
      return [note(block.text)];
    case "table":
      return [tableContent(block.table, SIZE.bodyTable, BLOCK.portrait)];
    case "chart":
      return [pictureContent(block, pictures)];
  }
}

/** What the parts of one document share: the numbers of its bookmarks, and its pictures as they were drawn. */
interface Setting {
  readonly bookmark: Bookmarks;
  readonly pictures: Pictures;
}

/** The body, block by block. */
function body(blocks: readonly Block[], { bookmark, pictures }: Setting): Content[] {
  const contents: Content[] = [];
  let waiting: Heading[] = [];
  for (const block of blocks) {
    if (block.type === "heading") {
      waiting.push(block);
      continue;
    }
    contents.push(...kept(waiting, block, bookmark), ...plain(block, pictures));
    waiting = [];
  }
  return [...contents, ...kept(waiting, undefined, bookmark)];
}

/** Căn cứ ban hành: italic, ";" after each and "." after the last (Mục II khoản 6). */
export function basis(lines: readonly string[]): Content[] {
  return listed(lines).map((line) => ({ ...set(line, "italic", SIZE.body), italics: true }));
}

/** The notes under an appendix's table, without a gap below the last: one that does not fit would begin another page. */
export const notes = (texts: readonly string[]): Content[] =>
  texts.map((text, index) => note(text, SIZE.tableNote, index === texts.length - 1 ? 0 : TABLE.noteGap));

/** A last paragraph of more letters is not held together with the signature. */
const LONGEST_KEPT = 1500;

/** Height of the list of recipients in points. */
const heightOfList = (lines: readonly string[], width: number): number =>
  lines.reduce((sum, line) => sum + linesIn(`- ${line}`, "regular", SIZE.recipients, width), 0) *
  SIZE.recipients *
  LINE_EM;

/** "Nơi nhận" and the signer's title on one level, on one page (Mục II khoản 7 and 9b). */
function signature(report: Report): ContentColumns {
  const recipients = recipientsOf(report).map((name) => inFont(name));
  const name = inFont(report.signerName);
  const titles = report.signer.split("\n").map((line) => inFont(line));
  const half = BLOCK.portrait / 2;
  return {
    unbreakable: heightOfList(recipients, half) <= TALLEST_KEPT - SIGNATURE_ROOM,
    margin: [0, 10, 0, 0],
    columns: [
      {
        width: half,
        stack: [
          { text: "Nơi nhận:", bold: true, italics: true, fontSize: SIZE.recipientsTitle },
          ...recipients.map((line): Content => ({ text: `- ${line}`, fontSize: SIZE.recipients })),
        ],
      },
      {
        width: half,
        bold: true,
        alignment: "center",
        stack: [
          ...titles.map((text): Content => ({ text })),
          { text: name === "" ? " " : name, margin: [0, SIGNATURE_ROOM, 0, 0] },
        ],
      },
    ],
  };
}

/**
 * The body and, of what is signed, the signature block, which takes the last paragraph (and its headings) with it to a new page: a
 * signature is never alone on one.
 */
export function bodyAndSignature(report: Report, setting: Setting): Content[] {
  const { body: blocks } = report;
  if (report.form === "annex") return body(blocks, setting);
  const signed = signature(report);
  const last = blocks.at(-1);
  let from = blocks.length - 1;
  while (blocks[from - 1]?.type === "heading") from -= 1;
  const letters = blocks.slice(from).reduce((sum, block) => sum + ("text" in block ? block.text.length : 0), 0);
  if (last?.type !== "paragraph" || letters > LONGEST_KEPT || !signed.unbreakable) {
    return [...body(blocks, setting), signed];
  }
  const { bookmark, pictures } = setting;
  const before = body(blocks.slice(0, from), setting);
  const closing = blocks
    .slice(from)
    .flatMap((block) => (block.type === "heading" ? [heading(block, bookmark)] : plain(block, pictures)));
  return [...before, { unbreakable: true, stack: [...closing, { ...signed, unbreakable: false }] }];
}
