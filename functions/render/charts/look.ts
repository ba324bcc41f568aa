import type { Mark } from "../../report/chart.ts";
import { inFont, widthOf } from "../fonts.ts";
import { LINE_EM } from "../layout.ts";

/** How pictures look: black, greys, dashes, shapes and hatching only, so that a black and white copy loses nothing. */
export const TEXT = { size: 9, line: 9 * LINE_EM, family: "Tinos", color: "#000000" } as const;

const THIN = { color: "#cccccc", width: 0.5 } as const;
const EDGE = { color: "#555555", width: 0.6 } as const;

const WHITE = "#ffffff";

/** A threshold's line: dashed finely, without marks, over the whole width. */
export const LIMIT = { color: "#000000", width: 0.8, type: [2.5, 2] } as const;

/** Grey where the threshold is reached, so that its line still shows; hatched below it, empty where nothing is judged. */
export function fillOf(mark: Mark) {
  const border = { borderColor: "#333333", borderWidth: 0.6 };
  if (mark === "met") return { color: "#999999", ...border };
  if (mark === "not-assessed") return { color: WHITE, ...border };
  const dashes = { dashArrayX: [1, 0], dashArrayY: [0.8, 2.4], rotation: -Math.PI / 4 };
  return { color: WHITE, ...border, decal: { symbol: "rect", symbolSize: 1, color: "#333333", ...dashes } };
}

export const widthIn = (text: string): number => widthOf(text, "regular", TEXT.size);

/** A name on one line of this width: cut at its end, with "…", where it is longer. */
export function shortened(name: string, width: number): string {
  const text = inFont(name).trim();
  if (widthIn(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 0 && widthIn(`${letters.join("").trimEnd()}…`) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** A name on at most `most` lines of this width; what does not fit is cut with "…". */
export function wrapped(name: string, width: number, most: number): string[] {
  const words = inFont(name).trim().split(/ +/);
  const lines: string[] = [];
  while (words.length > 0 && lines.length < most - 1) {
    let line = words.shift() ?? "";
    for (let next = words[0]; next !== undefined && widthIn(`${line} ${next}`) <= width; next = words[0]) {
      line = `${line} ${next}`;
      words.shift();
    }
    lines.push(shortened(line, width));
  }
  return words.length === 0 ? lines : [...lines, shortened(words.join(" "), width)];
}

/** An axis in percent, with a line at each step. */
export interface Scale {
  readonly bottom: number;
  readonly top: number;
  readonly step: number;
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** From 0 on, in at most five round steps. */
export function scaleTo(highest: number): Scale {
  const most = Math.max(1, highest);
  const step = STEPS.find((one) => most <= one * 5) ?? Math.ceil(most / 500) * 100;
  return { bottom: 0, top: Math.ceil(most / step) * step, step };
}

/** Less than this on a whole axis would make much of little, in percentage points. */
const LEAST_SPAN = 20;

/** From below the lowest to the highest of these rates, both ends round. */
export function scaleOver(rates: readonly number[]): Scale {
  const top = Math.ceil(Math.max(...rates) / 10) * 10;
  // A threshold that lay on the axis would not be seen.
  const wanted = Math.min(Math.ceil(Math.min(...rates) / 10) * 10 - 10, top - LEAST_SPAN);
  const bottom = Math.max(0, wanted);
  const span = Math.max(top - bottom, LEAST_SPAN);
  return { bottom, top: bottom + span, step: span / 2 };
}

const AXIS_TEXT = { fontSize: TEXT.size, lineHeight: TEXT.line, fontFamily: TEXT.family, color: TEXT.color };

/** Percent, with a thin line at each step. */
export const rateAxis = ({ bottom, top, step }: Scale) => ({
  type: "value" as const,
  min: bottom,
  max: top,
  interval: step,
  axisLine: { show: false },
  axisTick: { show: false },
  axisLabel: { ...AXIS_TEXT, margin: 4, formatter: (value: number) => String(value) },
  splitLine: { lineStyle: THIN },
});

/** One place for each name, with the line that stands for 0. */
export const nameAxis = (names: readonly string[]) => ({
  type: "category" as const,
  data: names.map((_, index) => String(index)),
  axisLine: { lineStyle: EDGE },
  axisTick: { show: false },
  axisLabel: { ...AXIS_TEXT, margin: 4, interval: 0, formatter: (_: string, index: number) => names[index] ?? "" },
  splitLine: { show: false },
});

const KEY = { width: 14, height: 7, gap: 12, toText: 5 } as const;

/** What the patterns mean, at the right end of the title's line. */
export const legendOf = (names: readonly string[]) => ({
  show: names.length > 0,
  data: [...names],
  right: 0,
  top: 0,
  padding: 1,
  borderColor: TEXT.color,
  itemWidth: KEY.width,
  itemHeight: KEY.height,
  itemGap: KEY.gap,
  icon: "rect",
  itemStyle: { borderWidth: 0.6 },
  selectedMode: false as const,
  textStyle: AXIS_TEXT,
});

/** Room that the legend takes, with a gap before it. */
export const legendWidth = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + KEY.width + KEY.toText + widthIn(name) + KEY.gap, 0);
