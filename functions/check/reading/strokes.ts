import type { Stroke } from "./page.ts";

/** What differs by less lies on one line, in mm. */
const THIN = 0.15;

/** The shortest line that counts as one, in mm. */
const SHORTEST = 1;

/** Ends nearer to each other meet, in mm. */
const NEAR = 0.1;

const isLevel = ({ x1, y1, x2, y2 }: Stroke): boolean => y2 - y1 < THIN && x2 - x1 > SHORTEST;
const isUpright = ({ x1, y1, x2, y2 }: Stroke): boolean => x2 - x1 < THIN && y2 - y1 > SHORTEST;

/** The same line with its sides exchanged, so that upright lines are joined as horizontal ones are. */
const turned = ({ x1, y1, x2, y2 }: Stroke): Stroke => ({ x1: y1, y1: x1, x2: y2, y2: x2 });

/** Horizontal lines, those that continue each other joined: a table's line is drawn cell by cell. */
function joined(strokes: readonly Stroke[]): Stroke[] {
  const height = ({ y1 }: Stroke): number => Math.round(y1 / NEAR);
  const lines: Stroke[] = [];
  for (const stroke of strokes.toSorted((one, other) => height(one) - height(other) || one.x1 - other.x1)) {
    const last = lines.at(-1);
    if (last === undefined || height(last) !== height(stroke) || stroke.x1 > last.x2 + NEAR) lines.push(stroke);
    else lines[lines.length - 1] = { ...last, x2: Math.max(last.x2, stroke.x2) };
  }
  return lines;
}

/** The lines among the shapes that were painted. */
export const levelLines = (shapes: readonly Stroke[]): Stroke[] => joined(shapes.filter(isLevel));
export const uprightLines = (shapes: readonly Stroke[]): Stroke[] =>
  joined(shapes.filter(isUpright).map(turned)).map(turned);
