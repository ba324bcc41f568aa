import { describe, expect, test } from "vitest";
import type { FigureRow, Verdict } from "../../../functions/domain/figures/figure.ts";
import { isJudged, ranksOf, shortfallFor, verdictOf } from "../../../functions/domain/figures/verdict.ts";
import type { Target } from "../../../functions/domain/programme.ts";

const percent: Target = {
  id: "t",
  indicator: "i",
  name: "n",
  goal: "min",
  unit: "percent",
  thresholds: {},
  deadline: "2023-11-30",
  clause: "c",
  quote: "q",
};
const count: Target = { ...percent, unit: "count" };

const judged = (numerator: number | null, denominator: number | null, threshold: number | null = 50) => ({
  numerator,
  denominator,
  threshold,
  excepted: false,
});

describe("what is missing to a count target", () => {
  test.each([
    [268, "met", 0],
    [269, "met", 0],
    [1000, "met", 0],
    [267, "not-met", 1],
    [0, "not-met", 268],
  ] as const)("of 268 with %i there, %s: %i", (numerator, verdict, shortfall) => {
    const share = judged(numerator, null, 268);
    expect(verdictOf(count, "2023-11", share)).toBe(verdict);
    expect(shortfallFor(count, verdict, share)).toBe(shortfall);
  });

  test("is the same before the deadline and without one", () => {
    const open: Target = { ...count, deadline: null };
    expect(verdictOf(open, "2030", judged(200, null, 268))).toBe("not-due");
    expect(shortfallFor(open, "not-due", judged(200, null, 268))).toBe(68);
  });
});

describe("what is missing to a percentage", () => {
  test.each([
    [50, 100, 50, "met", 0],
    [51, 100, 50, "met", 0],
    [49, 100, 50, "not-met", 1],
    [49, 101, 50, "not-met", 2],
    [0, 3, 100, "not-met", 3],
    [0, 7, 0, "met", 0],
  ] as const)("%i of %i, %i asked for: %s, %i", (numerator, denominator, threshold, verdict, shortfall) => {
    const share = judged(numerator, denominator, threshold);
    expect(verdictOf(percent, "2023-11", share)).toBe(verdict);
    expect(shortfallFor(percent, verdict, share)).toBe(shortfall);
  });
});

test("nothing is told to be missing where nothing is judged", () => {
  const verdicts: readonly Verdict[] = ["not-assessed", "no-data", "no-activity"];
  for (const verdict of verdicts) {
    expect(isJudged(verdict)).toBe(false);
    for (const target of [percent, count]) expect(shortfallFor(target, verdict, judged(1, 100, 50))).toBeNull();
  }
  expect(isJudged(null)).toBe(false);
  expect((["met", "not-due", "not-met"] as const).map(isJudged)).toEqual([true, true, true]);
});

describe("the first verdict that applies", () => {
  test.each([
    ["not-assessed", { ...judged(null, null), excepted: true }],
    ["not-assessed", judged(null, null, null)],
    ["no-data", judged(null, null)],
    ["no-activity", judged(0, 0)],
    ["no-activity", judged(0, 0, 0)],
    ["met", judged(0, 5, 0)],
  ] as const)("%s for %j", (verdict, share) => {
    expect(verdictOf(percent, "2023-11", share)).toBe(verdict);
  });

  test("is no lack of activity where only a number is asked for", () => {
    expect(verdictOf(count, "2023-11", judged(0, null, 268))).toBe("not-met");
  });

  test.each([
    ["2023-10", "not-due"],
    ["2023-9M", "not-due"],
    ["2023-Q3", "not-due"],
    ["2023-11", "not-met"],
    ["2023-12", "not-met"],
    ["2023", "not-met"],
  ] as const)("of %s, below a target due on 30/11/2023, is %s", (period, verdict) => {
    expect(verdictOf(percent, period, judged(1, 100))).toBe(verdict);
  });

  test("of a period that ends a day before its deadline is not due", () => {
    expect(verdictOf({ ...percent, deadline: "2023-12-01" }, "2023-11", judged(1, 100))).toBe("not-due");
  });
});

describe("ranks", () => {
  const row = (
    code: string,
    numerator: number | null,
    denominator: number | null,
    verdict: Verdict = "met",
  ): FigureRow => ({
    province: "p",
    programme: "p1",
    period: "2023-06",
    from: "2022-12-15",
    to: "2023-06-14",
    target: "t",
    indicator: "i",
    scope: "agency",
    code,
    name: code,
    level: "so",
    basis: "year",
    numerator,
    denominator,
    rate: null,
    goal: "min",
    threshold: 50,
    unit: "percent",
    deadline: null,
    verdict,
    shortfall: null,
    rank: null,
    previous: null,
    yearEarlier: null,
    missing: 0,
  });
  const ranks = (...rows: readonly FigureRow[]) => Object.fromEntries(ranksOf(rows));

  test("go to the highest rate first; equal rates share one and the next is skipped", () => {
    const rows = [row("C", 1, 2), row("A", 9, 10), row("D", 50, 100), row("B", 1, 1), row("E", 1, 3)];
    expect(ranks(...rows)).toEqual({ B: 1, A: 2, C: 3, D: 3, E: 5 });
  });

  test("tell apart what no printed digit does", () => {
    expect(ranks(row("A", 333_333_333, 1_000_000_000), row("B", 1, 3))).toEqual({ B: 1, A: 2 });
  });

  test("are given whatever the verdict on what is judged, and to nothing else", () => {
    const rows = [
      row("A", 1, 10, "not-met"),
      row("B", 2, 10, "not-due"),
      row("C", 3, 10, "met"),
      row("D", 9, 10, "not-assessed"),
      row("E", null, null, "no-data"),
      row("F", 0, 0, "no-activity"),
    ];
    expect(ranks(...rows)).toEqual({ C: 1, B: 2, A: 3 });
  });

  test("are not given for numbers without a rate", () => {
    expect(ranks(row("A", 268, null))).toEqual({});
  });
});
