import type { Content } from "pdfmake/interfaces.js";
import type { Chart } from "../../report/chart.ts";
import type { Block } from "../../report/report.ts";
import { chartHeight, chartSvg } from "../charts/charts.ts";
import { inFont } from "../fonts.ts";
import { BLOCK, BLOCK_HEIGHT, LINE_EM, mm, PICTURE, SIZE } from "../layout.ts";
import { linesIn } from "../words.ts";

type ChartBlock = Extract<Block, { type: "chart" }>;

/** The drawn pictures of a document. */
export type Pictures = ReadonlyMap<Chart, string>;

/** A picture that would be taller is made smaller: the library drops what does not fit on a page. */
const TALLEST = BLOCK_HEIGHT.portrait - mm(25);

/** By so much a caption's width is narrowed at a time. */
const EVEN_STEP = 10;

/** Draws every picture of the body, one after the other. */
export async function picturesOf(blocks: readonly Block[]): Promise<Pictures> {
  const pictures = new Map<Chart, string>();
  for (const block of blocks) {
    if (block.type !== "chart") continue;
    pictures.set(block.chart, await chartSvg(block.chart, BLOCK.portrait, chartHeight(block.chart)));
  }
  return pictures;
}

const linesAt = (caption: string, width: number): number => linesIn(caption, "italic", SIZE.caption, width);

/** The narrowest width on which a caption takes no more lines than on the full one: its lines are then about equal. */
function evenWidth(caption: string): number {
  const lines = linesAt(caption, BLOCK.portrait);
  let width = BLOCK.portrait;
  while (lines > 1 && linesAt(caption, width - EVEN_STEP) === lines) width -= EVEN_STEP;
  return width;
}

/** Height of a picture with its caption and the gaps around it. */
export function heightOfPicture({ chart, caption }: ChartBlock): number {
  const lines = linesAt(inFont(caption), BLOCK.portrait);
  const { gapAbove, gapBetween, gapBelow } = PICTURE;
  return gapAbove + Math.min(chartHeight(chart), TALLEST) + gapBetween + lines * SIZE.caption * LINE_EM + gapBelow;
}

/** A picture as wide as the text with its caption centred below it, both on one page. */
export function pictureContent({ chart, caption }: ChartBlock, pictures: Pictures): Content {
  const svg = pictures.get(chart);
  const text = inFont(caption);
  // One point more: the library breaks a line that is exactly as wide as its room.
  const side = Math.max(0, (BLOCK.portrait - evenWidth(text) - 1) / 2);
  const words = { text, italics: true, fontSize: SIZE.caption, alignment: "center" } as const;
  return {
    unbreakable: true,
    margin: [0, PICTURE.gapAbove, 0, PICTURE.gapBelow],
    stack: [
      ...(svg === undefined ? [] : [{ svg, fit: [BLOCK.portrait, TALLEST] as [number, number] }]),
      { ...words, margin: [side, PICTURE.gapBetween, side, 0] },
    ],
  };
}
