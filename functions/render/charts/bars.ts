import type { EChartsCoreOption } from "echarts/core";
import type { ChartOf } from "../../report/chart.ts";
import { inFont } from "../fonts.ts";
import { type Box, type Frame, gridOf, sheet, textAt, titleAt } from "./frame.ts";
import { limitLine, limitName } from "./limits.ts";
import { fillOf, legendOf, legendWidth, nameAxis, rateAxis, scaleTo, shortened, widthIn } from "./look.ts";

type Bars = ChartOf<"bars">;

/** Title and threshold's name above, numbers below, and a bar with the room to the next. */
const ROOM = { top: 32, bottom: 16, bar: 10.5 } as const;
const GAP = 4;
/** Names and rates take no more of the picture's width than this. */
const MOST = { names: 0.42, rates: 0.2 } as const;

export const barsHeight = ({ bars }: Bars): number => ROOM.top + ROOM.bottom + bars.length * ROOM.bar;

/** Rates in a column of their own at the right, where no line runs through them; words where there is no rate. */
function textsOf({ bars }: Bars, box: Box, { width }: Frame) {
  return bars.map(({ value, text }, index) => {
    const y = box.top + ((index + 0.5) * (box.bottom - box.top)) / bars.length;
    const shown = shortened(text, width * MOST.rates);
    if (value === null) return textAt({ text: shown, x: box.left + GAP, y, italic: true, clear: true });
    return textAt({ text: shown, x: width, y, align: "right" });
  });
}

/** One series for each mark, so that each has its own pattern; every agency is in one of them. */
function seriesOf({ bars, key }: Bars) {
  const marks = new Set(bars.map(({ mark }) => mark));
  return [...marks].map((mark) => ({
    type: "bar",
    name: inFont(key.find((one) => one.mark === mark)?.text ?? mark),
    stack: "bars",
    silent: true,
    barWidth: "62%",
    data: bars.map((bar) => (bar.mark === mark ? bar.value : null)),
    itemStyle: fillOf(mark),
  }));
}

/** One bar for each agency with its rate, the threshold as a dashed line across. */
export function barsOption(chart: Bars, frame: Frame): EChartsCoreOption {
  const { bars, threshold, key } = chart;
  const names = bars.map(({ name }) => shortened(name, frame.width * MOST.names));
  const rates = bars.map(({ value, text }) => (value === null ? "" : shortened(text, frame.width * MOST.rates)));
  const box: Box = {
    left: Math.max(0, ...names.map(widthIn)) + GAP,
    right: frame.width - Math.max(0, ...rates.map(widthIn)) - 2 * GAP,
    top: ROOM.top,
    bottom: frame.height - ROOM.bottom,
  };
  const scale = scaleTo(Math.max(0, threshold?.value ?? 0, ...bars.map(({ value }) => value ?? 0)));
  const limit = box.left + ((threshold?.value ?? 0) / scale.top) * (box.right - box.left);
  const over = sheet(frame, 1);
  const legend = key.map(({ text }) => inFont(text));
  return {
    grid: [gridOf(box, frame), over.grid],
    xAxis: [rateAxis(scale), over.xAxis],
    yAxis: [{ ...nameAxis(names), inverse: true }, over.yAxis],
    series: [...seriesOf(chart), ...(threshold === null ? [] : [limitLine(limit, box)])],
    legend: legendOf(legend),
    graphic: [
      titleAt(chart.title, frame.width - legendWidth(legend)),
      ...(threshold === null ? [] : [limitName(threshold.name, limit, frame.width, box.top - 4)]),
      ...textsOf(chart, box, frame),
    ],
  };
}
