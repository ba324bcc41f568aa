import { shortened, TEXT } from "./look.ts";

/** What a picture is drawn into, in points. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** The part of a picture that holds the plot. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The box of a plot as distances from the picture's edges. */
export const gridOf = (box: Box, { width, height }: Frame) => ({
  left: box.left,
  right: width - box.right,
  top: box.top,
  bottom: height - box.bottom,
});

/** A text at a point: `align` says which end of it is there, `y` is its middle. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align?: "left" | "center" | "right";
  readonly italic?: boolean;
  /** On white, where lines may run behind it. */
  readonly clear?: boolean;
}

export const textAt = ({ text, x, y, align = "left", italic = false, clear = false }: Label) => ({
  type: "text" as const,
  x,
  y,
  silent: true,
  z: 100,
  style: {
    text,
    fontSize: TEXT.size,
    fontFamily: TEXT.family,
    fontStyle: italic ? ("italic" as const) : ("normal" as const),
    fill: TEXT.color,
    align,
    verticalAlign: "middle" as const,
    ...(clear ? { backgroundColor: "#ffffff", padding: [0, 1.5] } : {}),
  },
});

/** A line above the picture that takes no more than this width: the first says what is measured, in which unit. */
export const titleAt = (text: string, width: number, line = 0) =>
  textAt({ text: shortened(text, width), x: 0, y: line * (TEXT.line + 2) + TEXT.line / 2 + 1 });

interface Style {
  readonly color?: string;
  readonly width: number;
  readonly type: string | readonly number[];
}

/** A line over the picture, in points from its upper left corner. */
export const stroke = (index: number, points: readonly (readonly [x: number, y: number])[], style: Style) => ({
  type: "line" as const,
  xAxisIndex: index,
  yAxisIndex: index,
  silent: true,
  clip: false,
  z: 3,
  symbol: "none",
  data: points.map((point) => [...point]),
  lineStyle: { color: TEXT.color, ...style },
});

/** Axes in points over the whole picture, for what `stroke` draws: they belong to the grid of this index. */
export function sheet({ width, height }: Frame, index: number) {
  const axis = { type: "value" as const, gridIndex: index, show: false, min: 0 };
  return {
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    xAxis: { ...axis, max: width },
    yAxis: { ...axis, max: height, inverse: true },
  };
}
