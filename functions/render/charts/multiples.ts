import type { EChartsCoreOption } from "echarts/core";
import type { ChartOf, Series } from "../../report/chart.ts";
import { inFont } from "../fonts.ts";
import { type Box, type Frame, gridOf, sheet, stroke, textAt, titleAt } from "./frame.ts";
import { LIMIT, LINES, monthLabels, nameAxis, rateAxis, scaleTo, shortened, TEXT, widthIn } from "./look.ts";

type Multiples = ChartOf<"multiples">;

/** Title above all, numbers at the left; each panel has its name above and its months below. */
const ROOM = { left: 22, top: 18, name: 14, months: 15, between: 16, below: 7 } as const;
const ACROSS = 4;
const PLOT = 44;
const ROW = ROOM.name + PLOT + ROOM.months + ROOM.below;
const SAMPLE = 18;

const rowsOf = ({ panels }: Multiples): number => Math.ceil(panels.length / ACROSS);

export const multiplesHeight = (chart: Multiples): number => ROOM.top + rowsOf(chart) * ROW - ROOM.below;

/** The plot of each panel, row by row; numbers are at the left of the first in a row only. */
function boxOf(index: number, { width }: Frame): Box {
  const across = (width - ROOM.left - (ACROSS - 1) * ROOM.between) / ACROSS;
  const left = ROOM.left + (index % ACROSS) * (across + ROOM.between);
  const top = ROOM.top + Math.floor(index / ACROSS) * ROW + ROOM.name;
  return { left, right: left + across, top, bottom: top + PLOT };
}

/** The name above a panel; below it the first month, and the last with its rate. */
function words({ name, text }: Series, months: readonly string[], box: Box) {
  const y = box.bottom + 4 + TEXT.line / 2;
  const newest = inFont(`${months.at(-1) ?? ""}: ${text}`);
  return [
    textAt({ text: shortened(name, box.right - box.left), x: box.left, y: box.top - ROOM.name + TEXT.line / 2 }),
    textAt({ text: inFont(months[0] ?? ""), x: box.left, y }),
    textAt({ text: newest, x: box.right, y, align: "right" }),
  ];
}

/** What the dashed line is, at the right end of the title's line. */
function limitKey({ threshold }: Multiples, { width }: Frame, index: number) {
  if (threshold === null) return { lines: [], texts: [], width: 0 };
  const text = inFont(threshold.name);
  const x = width - widthIn(text);
  const y = TEXT.line / 2 + 1;
  const line = [
    [x - 5 - SAMPLE, y],
    [x - 5, y],
  ] as const;
  return { lines: [stroke(index, line, LIMIT)], texts: [textAt({ text, x, y })], width: width - x + 2 * SAMPLE };
}

const lineOf = ({ values }: Series, index: number) => ({
  type: "line",
  xAxisIndex: index,
  yAxisIndex: index,
  data: [...values],
  connectNulls: false,
  showAllSymbol: true,
  silent: true,
  z: 5,
  ...LINES[0].mark,
  symbolSize: 2.4,
  lineStyle: { color: TEXT.color, width: 1.1 },
});

/** A small trend for each district on one scale, the threshold dashed across each. */
export function multiplesOption(chart: Multiples, frame: Frame): EChartsCoreOption {
  const { months, panels, threshold } = chart;
  const known = panels.flatMap(({ values }) => values.filter((value) => value !== null));
  const { top } = scaleTo(Math.max(0, threshold?.value ?? 0, ...known));
  const boxes = panels.map((_, index) => boxOf(index, frame));
  const over = sheet(frame, panels.length);
  const limits = boxes.map(({ left, right, bottom }) => {
    const y = bottom - ((threshold?.value ?? 0) / top) * PLOT;
    const points = [
      [left, y],
      [right, y],
    ] as const;
    return stroke(panels.length, points, LIMIT);
  });
  const key = limitKey(chart, frame, panels.length);
  const names = monthLabels(months);
  return {
    grid: [...boxes.map((box) => gridOf(box, frame)), over.grid],
    xAxis: [
      ...boxes.map((_, gridIndex) => ({ ...nameAxis(names), gridIndex, axisLabel: { show: false } })),
      over.xAxis,
    ],
    yAxis: [
      ...boxes.map((_, gridIndex) => {
        const axis = rateAxis({ top, step: top / 2 });
        return { ...axis, gridIndex, axisLabel: { ...axis.axisLabel, show: gridIndex % ACROSS === 0 } };
      }),
      over.yAxis,
    ],
    series: [...(threshold === null ? [] : limits), ...panels.map(lineOf), ...key.lines],
    graphic: [
      titleAt(chart.title, frame.width - key.width),
      ...key.texts,
      ...panels.flatMap((panel, index) => words(panel, months, boxOf(index, frame))),
    ],
  };
}
