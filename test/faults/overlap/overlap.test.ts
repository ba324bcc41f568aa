import { expect, test } from "vitest";
import { overlapping, overlapsOf } from "./overlap.ts";

test.each(overlapsOf(1, 3))(
  "$runs runs of a portal with $atOnce at work and $reports of commands, $victim killed: none fails, one publishes",
  async (overlap) => {
    const { states, violations } = await overlapping(overlap);
    expect(violations).toEqual([]);
    expect(states).toHaveLength(overlap.runs);
  },
);
