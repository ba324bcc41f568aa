import type { EChartsCoreOption } from "echarts/core";
import type { ChartOf, Series } from "../../report/chart.ts";
import { type Box, type Frame, gridOf, sheet, stroke, textAt, titleAt } from "./frame.ts";
import { type Curve, limitLabels } from "./limits.ts";
import { LIMIT, LINES, monthLabels, nameAxis, rateAxis, scaleTo, TEXT, wrapped } from "./look.ts";

type Trend = ChartOf<"trend">;

/** Room around the plot: the title above, numbers at the left, months below, what the lines are at the right. */
const ROOM = { left: 22, right: 172, top: 22, bottom: 25 } as const;
/** A piece of the line with its mark, before its name. */
const SAMPLE = { width: 24, gap: 5, fromPlot: 9 } as const;
const COLUMN = ROOM.right - SAMPLE.fromPlot - SAMPLE.width - SAMPLE.gap;
const NAME_LINES = 3;
const BETWEEN = 6;
const LOWEST = 190;
const WIDTH = 1.2;

const linesOf = (one: Series): string[] => [...wrapped(one.name, COLUMN, NAME_LINES), ...wrapped(one.text, COLUMN, 2)];

/** Height of the picture in points: what is beside the plot never overlaps. */
export function trendHeight(chart: Trend): number {
  const names = chart.series.reduce((sum, one) => sum + linesOf(one).length * TEXT.line + BETWEEN, 0);
  return Math.max(LOWEST, Math.ceil(names) + ROOM.top);
}

/** A line's name and newest rate, beside its end. */
interface EndLabel {
  readonly lines: readonly string[];
  readonly series: number;
  /** Where the line ends. */
  readonly wanted: number;
}

const heightOf = ({ lines }: EndLabel): number => lines.length * TEXT.line;

/** Tops of the labels: each as near to the end of its line as the others leave room, in the order of the lines. */
function topsOf(labels: readonly EndLabel[], from: number, to: number): number[] {
  const tops: number[] = [];
  let free = from;
  for (const label of labels) {
    const top = Math.max(free, label.wanted - heightOf(label) / 2);
    tops.push(top);
    free = top + heightOf(label) + BETWEEN;
  }
  let limit = to;
  for (const [index, label] of [...labels.entries()].reverse()) {
    const top = Math.min(tops[index] ?? from, limit - heightOf(label));
    tops[index] = top;
    limit = top - BETWEEN;
  }
  return tops;
}

const lookOf = (index: number) => LINES[index % LINES.length] ?? LINES[0];

/** The names at the right, each behind a piece of its line. */
function endLabels(chart: Trend, { width, height }: Frame, yOf: (value: number) => number) {
  const labels = chart.series
    .map((one, series): EndLabel => {
      const last = one.values.findLast((value) => value !== null) ?? 0;
      return { lines: linesOf(one), series, wanted: yOf(last) };
    })
    .sort((left, right) => left.wanted - right.wanted || left.series - right.series);
  const tops = topsOf(labels, ROOM.top - TEXT.line, height);
  const x = width - ROOM.right + SAMPLE.fromPlot;
  return labels.map(({ lines, series }, index) => {
    const y = (tops[index] ?? 0) + TEXT.line / 2;
    const { mark, type } = lookOf(series);
    const points = [0, 0.5, 1].map((share) => [x + share * SAMPLE.width, y] as const);
    return {
      sample: stroke(1, points, { width: WIDTH, type }, mark),
      texts: lines.map((text, line) => textAt({ text, x: x + SAMPLE.width + SAMPLE.gap, y: y + line * TEXT.line })),
    };
  });
}

/** The parts of a line between its gaps, as they are in the picture. */
function curvesOf(values: Series["values"], xOf: (month: number) => number, yOf: (value: number) => number): Curve[] {
  const curves: (readonly [number, number])[][] = [[]];
  values.forEach((value, month) => {
    if (value === null) curves.push([]);
    else curves.at(-1)?.push([xOf(month), yOf(value)]);
  });
  return curves.filter((curve) => curve.length > 0);
}

const lineOf = (one: Series, index: number) => {
  const { mark, type } = lookOf(index);
  return {
    type: "line",
    data: [...one.values],
    connectNulls: false,
    showAllSymbol: true,
    silent: true,
    // The first on top, whose marks are the smallest: where lines run together, the others' marks show around it.
    z: 10 - index,
    ...mark,
    lineStyle: { color: TEXT.color, width: WIDTH, type },
  };
};

/** Lines over the months, each named where it ends; thresholds as dashed lines with their names on them. */
export function trendOption(chart: Trend, frame: Frame): EChartsCoreOption {
  const { months, series, thresholds } = chart;
  const box: Box = {
    left: ROOM.left,
    right: frame.width - ROOM.right,
    top: ROOM.top,
    bottom: frame.height - ROOM.bottom,
  };
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const scale = scaleTo(Math.max(0, ...known, ...thresholds.map(({ value }) => value)));
  const xOf = (month: number) => box.left + ((month + 0.5) * (box.right - box.left)) / months.length;
  const yOf = (value: number) => box.bottom - (value / scale.top) * (box.bottom - box.top);
  const curves = series.flatMap(({ values }) => curvesOf(values, xOf, yOf));
  const ends = endLabels(chart, frame, yOf);
  const over = sheet(frame, 1);
  const limits = thresholds.map(({ value }) => {
    const y = yOf(value);
    return stroke(
      1,
      [
        [box.left, y],
        [box.right, y],
      ],
      LIMIT,
    );
  });
  return {
    grid: [gridOf(box, frame), over.grid],
    xAxis: [nameAxis(monthLabels(months)), over.xAxis],
    yAxis: [rateAxis(scale), over.yAxis],
    series: [...limits, ...series.map(lineOf), ...ends.map(({ sample }) => sample)],
    graphic: [
      titleAt(chart.title, frame.width),
      ...limitLabels(thresholds, curves, box, yOf).map(textAt),
      ...ends.flatMap(({ texts }) => texts),
    ],
  };
}
