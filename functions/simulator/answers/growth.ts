/** How things grew over the years: invented curves, the only place where the simulator's story has a direction. */

import type { Month } from "../province/calendar.ts";

/** Points [month, value] in the order of time; between them the curve is straight, outside it is level. */
export type Curve = readonly (readonly [Month, number])[];

/** The value of a curve in a month. A curve without points is 0. */
export function valueAt(curve: Curve, month: Month): number {
  let before = curve[0];
  if (before === undefined) return 0;
  for (const point of curve) {
    if (point[0] >= month) {
      const width = point[0] - before[0];
      return width <= 0 ? point[1] : before[1] + ((point[1] - before[1]) * (month - before[0])) / width;
    }
    before = point;
  }
  return before[1];
}
