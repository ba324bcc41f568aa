import { HeadingLevel, ImageRun, Paragraph, type Table, TextRun } from "docx";
import type { Block } from "../../report/report.ts";
import { BLOCK, SIZE } from "../layout.ts";
import { printable } from "../text.ts";
import { pixels } from "./measures.ts";
import { HeadingNumbers, NUMBERING } from "./numbering.ts";
import type { Picture, Pictures } from "./pictures.ts";
import { STYLE } from "./styles.ts";
import { tableOf } from "./table.ts";
import { line } from "./text.ts";

const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;

function headingOf({ level, text }: Extract<Block, { type: "heading" }>, numbers: HeadingNumbers): Paragraph {
  const { words, numbered } = numbers.take(level, text);
  return new Paragraph({
    heading: HEADINGS[level],
    ...(numbered ? { numbering: { reference: NUMBERING.headings, level: level - 1 } } : {}),
    children: [new TextRun(printable(words))],
  });
}

const itemOf = (text: string): Paragraph =>
  new Paragraph({
    style: STYLE.item,
    numbering: { reference: NUMBERING.dashes, level: 0 },
    children: [new TextRun(printable(text))],
  });

/** A picture with its caption, which stays with it; the caption is what somebody hears who cannot see it. */
const pictureOf = ({ bytes, width, height }: Picture, caption: string): Paragraph[] => [
  new Paragraph({
    style: STYLE.picture,
    children: [
      new ImageRun({
        type: "png",
        data: bytes,
        transformation: { width: pixels(width), height: pixels(height) },
        altText: { name: printable(caption), description: printable(caption), title: printable(caption) },
      }),
    ],
  }),
  line(STYLE.caption, caption),
];

function blockOf(block: Block, numbers: HeadingNumbers, pictures: Pictures): (Paragraph | Table)[] {
  switch (block.type) {
    case "heading":
      return [headingOf(block, numbers)];
    case "paragraph":
      return [line(STYLE.body, block.text)];
    case "list":
      return block.items.map(itemOf);
    case "note":
      return [line(STYLE.note, block.text)];
    case "table":
      return tableOf(block.table, SIZE.bodyTable, BLOCK.portrait);
    case "chart": {
      const picture = pictures.get(block.chart);
      return picture === undefined ? [line(STYLE.caption, block.caption)] : pictureOf(picture, block.caption);
    }
  }
}

/** The body, block by block; the last paragraph stays on one page with the signature, which is never alone on one. */
export function bodyOf(blocks: readonly Block[], pictures: Pictures): (Paragraph | Table)[] {
  const numbers = new HeadingNumbers();
  return blocks.flatMap((block, at) =>
    block.type === "paragraph" && at === blocks.length - 1
      ? [line(STYLE.closing, block.text)]
      : blockOf(block, numbers, pictures),
  );
}
