import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import type { Chart } from "../../report/chart.ts";
import type { Block } from "../../report/report.ts";
import { chartHeight, chartSvg } from "../charts/charts.ts";
import { tinos } from "../fonts.ts";
import { BLOCK, BLOCK_HEIGHT, mm } from "../layout.ts";
import { DOTS } from "./measures.ts";

/** A picture as PNG; its measures on the page in points. */
export interface Picture {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** The drawn pictures of a document. */
export type Pictures = ReadonlyMap<Chart, Picture>;

/** A picture that would be taller is made smaller. */
const TALLEST = BLOCK_HEIGHT.portrait - mm(25);

const FAMILY = "Tinos";

let ready: Promise<void> | undefined;

/** The library as the process has it, loaded with the first picture. */
function prepared(): Promise<void> {
  const file = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
  ready ??= readFile(file).then((bytes) => initWasm(bytes));
  return ready;
}

function pngOf(svg: string): Buffer {
  const { regular, bold, italic, boldItalic } = tinos();
  const drawing = new Resvg(svg, {
    fitTo: { mode: "zoom", value: DOTS },
    background: "#ffffff",
    font: {
      fontBuffers: [regular, bold, italic, boldItalic].map(({ bytes }) => bytes),
      defaultFontFamily: FAMILY,
    },
  });
  try {
    return Buffer.from(drawing.render().asPng());
  } finally {
    drawing.free();
  }
}

/** Draws every picture of the body, one after the other. */
export async function picturesOf(blocks: readonly Block[]): Promise<Pictures> {
  const pictures = new Map<Chart, Picture>();
  for (const block of blocks) {
    if (block.type !== "chart") continue;
    await prepared();
    const height = chartHeight(block.chart);
    const bytes = pngOf(await chartSvg(block.chart, BLOCK.portrait, height));
    const scale = Math.min(1, TALLEST / height);
    pictures.set(block.chart, { bytes, width: BLOCK.portrait * scale, height: height * scale });
  }
  return pictures;
}
