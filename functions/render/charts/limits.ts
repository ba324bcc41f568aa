import type { Threshold } from "../../report/chart.ts";
import { inFont } from "../fonts.ts";
import { type Box, type Label, stroke, textAt } from "./frame.ts";
import { LIMIT, TEXT, widthIn } from "./look.ts";

/** A line of the picture as its points, left to right; a gap begins a new curve. */
export type Curve = readonly (readonly [x: number, y: number])[];

/** More room than this around a label makes it no better. */
const ENOUGH = TEXT.line * 1.5;
const PLACES = 25;

/** The height of a curve at `x`, or null where it does not reach. */
function heightAt(curve: Curve, x: number): number | null {
  for (const [index, [x1, y1]] of curve.entries()) {
    const [x0, y0] = curve[index - 1] ?? [x1, y1];
    if (x < x0 || x > x1) continue;
    return x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
  }
  return null;
}

/** Distance from the middle of a label to the nearest line under or over its whole width. */
function roomOf(from: number, to: number, y: number, curves: readonly Curve[]): number {
  let room = ENOUGH;
  for (const curve of curves) {
    for (let step = 0; step <= 12; step++) {
      const at = heightAt(curve, from + ((to - from) * step) / 12);
      if (at !== null) room = Math.min(room, Math.abs(at - y));
    }
    for (const [x, at] of curve) if (x >= from - 3 && x <= to + 3) room = Math.min(room, Math.abs(at - y));
  }
  return room;
}

/**
 * Each threshold's name on its line: above or below it, where the data leave most room, rather left than right, rather
 * above than below. A label that was placed is in the way of the next.
 */
export function limitLabels(
  thresholds: readonly Threshold[],
  curves: readonly Curve[],
  box: Box,
  yOf: (value: number) => number,
): Label[] {
  const others = thresholds.map(
    ({ value }): Curve => [
      [box.left, yOf(value)],
      [box.right, yOf(value)],
    ],
  );
  const placed: Curve[] = [];
  return thresholds.map(({ name, value }, index) => {
    const text = inFont(name);
    const width = widthIn(text);
    const lines = [...curves, ...placed, ...others.filter((_, other) => other !== index)];
    let best = { room: -1, x: box.left, y: yOf(value) };
    for (const side of [-1, 1]) {
      const y = yOf(value) + side * (TEXT.line / 2 + 1);
      if (y - TEXT.line / 2 < box.top - TEXT.line || y + TEXT.line / 2 > box.bottom) continue;
      for (let place = 0; place <= PLACES; place++) {
        const x = box.left + 4 + ((box.right - box.left - width - 8) * place) / PLACES;
        const room = roomOf(x, x + width, y, lines);
        if (room > best.room + 0.01) best = { room, x, y };
      }
    }
    placed.push([
      [best.x, best.y],
      [best.x + width, best.y],
    ]);
    return { text, x: best.x, y: best.y };
  });
}

/** A threshold that is upright across bars or columns, a little above the plot. */
export function limitLine(x: number, { top, bottom }: Box) {
  const points = [
    [x, top - 3],
    [x, bottom],
  ] as const;
  return stroke(1, points, LIMIT);
}

/** The name over an upright threshold, kept within the picture; `y` is the lower end of the letters' line. */
export function limitName(name: string, x: number, width: number, y: number) {
  const text = inFont(name);
  const half = widthIn(text) / 2;
  return textAt({ text, x: Math.min(Math.max(x, half), width - half), y: y - TEXT.line / 2, align: "center" });
}
