import type { EChartsCoreOption } from "echarts/core";
import type { ChartOf, Panel } from "../../report/chart.ts";
import { inFont } from "../fonts.ts";
import { BLOCK } from "../layout.ts";
import { type Box, type Frame, gridOf, sheet, stroke, textAt, titleAt } from "./frame.ts";
import { LIMIT, nameAxis, rateAxis, type Scale, scaleOver, shortened, TEXT, widthIn, wrapped } from "./look.ts";

type Multiples = ChartOf<"multiples">;

/** Title above all; in a panel its name, the threshold's, then numbers at the left of the plot and months below it. */
const ROOM = { title: 16, left: 20, above: 5, months: 15, between: 14, below: 8 } as const;
const PLOT = 40;
const NAME_LINES = 3;
/** A piece of the threshold's line before its name, and between two texts on one line. */
const SAMPLE = 18;
const GAP = 5;

const MARK = { symbol: "circle", symbolSize: 2.8, itemStyle: { color: TEXT.color } } as const;

/** Where a panel is, in points, with what it is drawn from. */
interface Placed {
  readonly panel: Panel;
  readonly names: readonly string[];
  readonly left: number;
  readonly box: Box;
  readonly scale: Scale;
}

/** Three beside each other, and no row much shorter than the others. */
const acrossOf = (count: number): number => (count === 4 ? 2 : Math.min(count, 3));

function scaleOf({ values, threshold }: Panel): Scale {
  const known = values.filter((value) => value !== null);
  return scaleOver(threshold === null ? known : [...known, threshold.value]);
}

/** The panels row by row; the plots of a row are level, whatever their names take. */
function placedOf({ panels }: Multiples, width: number): Placed[] {
  const across = acrossOf(panels.length);
  const wide = (width - (across - 1) * ROOM.between) / across;
  const placed: Placed[] = [];
  let top: number = ROOM.title;
  for (let from = 0; from < panels.length; from += across) {
    const row = panels.slice(from, from + across);
    const names = row.map(({ name }) => wrapped(name, wide, NAME_LINES));
    const lines = Math.max(
      ...row.map(({ threshold }, index) => (names[index]?.length ?? 0) + Number(threshold !== null)),
    );
    const plot = top + lines * TEXT.line + ROOM.above;
    for (const [index, panel] of row.entries()) {
      const left = index * (wide + ROOM.between);
      const box = { left: left + ROOM.left, right: left + wide, top: plot, bottom: plot + PLOT };
      placed.push({ panel, names: names[index] ?? [], left, box, scale: scaleOf(panel) });
    }
    top = plot + PLOT + ROOM.months + ROOM.below;
  }
  return placed;
}

export function multiplesHeight(chart: Multiples): number {
  const last = placedOf(chart, BLOCK.portrait).at(-1);
  return last === undefined ? ROOM.title : last.box.bottom + ROOM.months;
}

/** The name above a panel, right over its threshold's or its plot; below it the first month, and the last with its rate. */
function words({ panel, names, left, box }: Placed, months: readonly string[]) {
  const lines = names.length + Number(panel.threshold !== null);
  const top = box.top - ROOM.above - lines * TEXT.line;
  const y = box.bottom + 4 + TEXT.line / 2;
  const first = inFont(months[0] ?? "");
  const last = inFont(months.at(-1) ?? "");
  const from = box.left - ROOM.left / 2;
  const newest = panel.text === "" ? last : `${last}: ${panel.text}`;
  return [
    ...names.map((text, line) => textAt({ text, x: left, y: top + (line + 0.5) * TEXT.line })),
    textAt({ text: first, x: from, y }),
    textAt({ text: shortened(newest, box.right - from - widthIn(first) - GAP), x: box.right, y, align: "right" }),
  ];
}

/** The threshold across the plot, and above it what it is. */
function limitOf({ panel: { threshold }, left, box, scale }: Placed, index: number) {
  if (threshold === null) return { lines: [], texts: [] };
  const y = box.bottom - ((threshold.value - scale.bottom) / (scale.top - scale.bottom)) * PLOT;
  const key = box.top - ROOM.above - TEXT.line / 2;
  const across = [
    [box.left, y],
    [box.right, y],
  ] as const;
  const sample = [
    [left, key],
    [left + SAMPLE, key],
  ] as const;
  const x = left + SAMPLE + GAP;
  return {
    lines: [stroke(index, across, LIMIT), stroke(index, sample, LIMIT)],
    texts: [textAt({ text: shortened(threshold.name, box.right - x), x, y: key })],
  };
}

const lineOf = ({ panel: { values } }: Placed, index: number) => ({
  type: "line",
  xAxisIndex: index,
  yAxisIndex: index,
  data: [...values],
  connectNulls: false,
  showAllSymbol: true,
  silent: true,
  z: 5,
  ...MARK,
  lineStyle: { color: TEXT.color, width: 1.1 },
});

/** A small picture of the months for each rate, each on a scale of its own with its own threshold dashed across. */
export function multiplesOption(chart: Multiples, frame: Frame): EChartsCoreOption {
  const placed = placedOf(chart, frame.width);
  const over = sheet(frame, placed.length);
  const limits = placed.map((one) => limitOf(one, placed.length));
  const hidden = { ...nameAxis(chart.months), axisLabel: { show: false } };
  return {
    grid: [...placed.map(({ box }) => gridOf(box, frame)), over.grid],
    xAxis: [...placed.map((_, gridIndex) => ({ ...hidden, gridIndex })), over.xAxis],
    yAxis: [...placed.map(({ scale }, gridIndex) => ({ ...rateAxis(scale), gridIndex })), over.yAxis],
    series: [...limits.flatMap(({ lines }) => lines), ...placed.map(lineOf)],
    graphic: [
      titleAt(chart.title, frame.width),
      ...limits.flatMap(({ texts }) => texts),
      ...placed.flatMap((one) => words(one, chart.months)),
    ],
  };
}
