import type { EChartsCoreOption } from "echarts/core";
import type { Chart } from "../../report/chart.ts";
import { widthOf } from "../fonts.ts";
import { barsHeight, barsOption } from "./bars.ts";
import { distributionHeight, distributionOption } from "./distribution.ts";
import type { Frame } from "./frame.ts";
import { TEXT } from "./look.ts";
import { multiplesHeight, multiplesOption } from "./multiples.ts";

/** The height in points in which a chart as wide as the text block can be read. */
export function chartHeight(chart: Chart): number {
  switch (chart.type) {
    case "bars":
      return barsHeight(chart);
    case "distribution":
      return distributionHeight();
    case "multiples":
      return multiplesHeight(chart);
  }
}

function optionOf(chart: Chart, frame: Frame): EChartsCoreOption {
  switch (chart.type) {
    case "bars":
      return barsOption(chart, frame);
    case "distribution":
      return distributionOption(chart, frame);
    case "multiples":
      return multiplesOption(chart, frame);
  }
}

let loaded: typeof import("echarts/core") | undefined;

/**
 * The library, loaded with the first picture. Its one packed file is there four times as fast as the hundreds of
 * modules behind `echarts/core`. Widths come from the font that is printed with: there is no browser to measure in.
 */
async function library(): Promise<typeof import("echarts/core")> {
  if (loaded !== undefined) return loaded;
  const { default: echarts } = await import("echarts/dist/echarts.common.min.js");
  echarts.setPlatformAPI({
    measureText: (text, font = "") => {
      // It takes the width of this letter, which the font does not have, for the height of a line.
      if (text === "国") return { width: TEXT.line };
      return { width: widthOf(text, font.includes("italic") ? "italic" : "regular", TEXT.size) };
    },
  });
  loaded = echarts;
  return echarts;
}

/**
 * The picture without what only a browser needs (rules for the pointer), and with names that do not count on over the
 * life of the process. A text cannot be touched by this: quotes and brackets in it are escaped.
 */
const settled = (svg: string): string =>
  svg
    .replace(/<style ?>.*?<\/style>\n?/gs, "")
    .replace(/ (class="zr\d+-cls-\d+"|pointer-events="\w+")/g, "")
    .replace(/(?<= id="|"url\(#|href="#)zr\d+-/g, "zr-");

/**
 * A picture as SVG, `width` × `height` points, its letters as text in Tinos. The same chart gives the same bytes.
 */
export async function chartSvg(chart: Chart, width: number, height: number): Promise<string> {
  const echarts = await library();
  const frame = { width, height };
  const picture = echarts.init(null, null, { renderer: "svg", ssr: true, ...frame });
  try {
    picture.setOption({ animation: false, ...optionOf(chart, frame) });
    return settled(picture.renderToSVGString());
  } finally {
    // What is not disposed of keeps the process alive.
    picture.dispose();
  }
}
