import { inFont } from "../fonts.ts";
import { type Box, stroke, textAt } from "./frame.ts";
import { LIMIT, TEXT, widthIn } from "./look.ts";

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
