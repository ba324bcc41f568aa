import type { EChartsCoreOption } from "echarts/core";
import type { ChartOf } from "../../report/chart.ts";
import { inFont } from "../fonts.ts";
import { type Box, type Frame, gridOf, sheet, textAt, titleAt } from "./frame.ts";
import { limitLine, limitName } from "./limits.ts";
import { fillOf, legendOf, legendWidth, nameAxis, rateAxis, TEXT } from "./look.ts";

type Distribution = ChartOf<"distribution">;

/** Title, counts of agencies and the threshold's name above the plot; percent below. */
const ROOM = { left: 8, right: 12, top: 42, bottom: 17 } as const;
const HEIGHT = 165;
/** Few bands make no wider columns. */
const WIDEST = 60;

export const distributionHeight = (): number => HEIGHT;

/** A column for each band, its number on it; the bands' edges are on the axis, and the threshold crosses it. */
export function distributionOption(chart: Distribution, frame: Frame): EChartsCoreOption {
  const { bands, key, threshold } = chart;
  const box: Box = {
    left: ROOM.left,
    right: frame.width - ROOM.right,
    top: ROOM.top,
    bottom: frame.height - ROOM.bottom,
  };
  const lowest = bands[0]?.from ?? 0;
  const highest = bands.at(-1)?.to ?? 100;
  const sums = bands.map(({ parts }) => parts.reduce((sum, { count }) => sum + count, 0));
  // Room over the highest column for its number, and beside it for the threshold's name.
  const most = Math.max(1, ...sums) * 1.12;
  const xOf = (percent: number) => box.left + ((percent - lowest) / (highest - lowest)) * (box.right - box.left);
  const yOf = (count: number) => box.bottom - (count / most) * (box.bottom - box.top);
  const over = sheet(frame, 1);
  const legend = key.map(({ text }) => inFont(text));
  const series = key.map(({ mark, text }) => ({
    type: "bar",
    name: inFont(text),
    stack: "bands",
    silent: true,
    barWidth: "86%",
    barMaxWidth: WIDEST,
    data: bands.map(({ parts }) => parts.find((part) => part.mark === mark)?.count ?? null),
    itemStyle: fillOf(mark),
  }));
  const numbers = bands.map(({ from, to, text }, index) => {
    const at = { x: xOf((from + to) / 2), y: yOf(sums[index] ?? 0) - TEXT.line / 2 - 1 };
    return textAt({ text: inFont(text), ...at, align: "center", clear: true });
  });
  return {
    grid: [gridOf(box, frame), over.grid],
    xAxis: [{ ...nameAxis(bands.map(() => "")) }, over.xAxis],
    yAxis: [{ ...rateAxis({ bottom: 0, top: most, step: most }), show: false }, over.yAxis],
    series: [...series, ...(threshold === null ? [] : [limitLine(xOf(threshold.value), box)])],
    legend: { ...legendOf(legend), top: TEXT.line + 2 },
    graphic: [
      titleAt(chart.title, frame.width),
      titleAt(chart.note, frame.width - legendWidth(legend), 1),
      ...edges(chart, xOf, box),
      ...numbers,
      ...(threshold === null ? [] : [limitName(threshold.name, xOf(threshold.value), frame.width, box.top - 4)]),
    ],
  };
}

/** "0", "10%", …, at the edges of the bands. */
function edges({ bands }: Distribution, xOf: (percent: number) => number, box: Box) {
  const last = bands.at(-1);
  const values = [...bands.map(({ from }) => from), ...(last === undefined ? [] : [last.to])];
  return values.map((value) => {
    const text = value === 0 ? "0" : `${value}%`;
    return textAt({ text, x: xOf(value), y: box.bottom + 4 + TEXT.line / 2, align: "center" });
  });
}
