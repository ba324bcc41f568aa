import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byCode } from "../../../functions/domain/agency.ts";
import { rateOf, reaches, shortfallOf } from "../../../functions/domain/figures/rate.ts";
import { verdictOf } from "../../../functions/domain/figures/verdict.ts";
import { countText, dayText } from "../../../functions/report/wording.ts";

const counts = fc.integer({ min: 0, max: 10_000_000 });
const whole = fc.integer({ min: 1, max: 10_000_000 });
const thresholds = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);

const target = {
  id: "t",
  indicator: "i",
  name: "n",
  goal: "min",
  unit: "percent",
  thresholds: {},
  deadline: "2023-11-30",
  clause: "c",
  quote: "q",
} as const;

describe("a rate", () => {
  test("has six decimals, rounded half up", () => {
    expect(rateOf(744, 3438)).toBe(21_640_489n);
    expect(rateOf(1, 3)).toBe(33_333_333n);
    expect(rateOf(2, 3)).toBe(66_666_667n);
    expect(rateOf(1, 1_600_000_00)).toBe(1n);
    expect(rateOf(0, 5)).toBe(0n);
    expect(rateOf(0, 0)).toBeNull();
  });

  test("of a half millionth is rounded up", () => {
    expect(rateOf(1, 200_000_000)).toBe(1n);
    expect(rateOf(1, 200_000_001)).toBe(0n);
  });
});

describe("a shortfall", () => {
  test("is the smallest number that reaches the threshold", () => {
    fc.assert(
      fc.property(counts, whole, thresholds, (numerator, denominator, threshold) => {
        const lacking = shortfallOf(numerator, denominator, threshold);
        expect(reaches(numerator + lacking, denominator, threshold)).toBe(true);
        if (lacking > 0) expect(reaches(numerator + lacking - 1, denominator, threshold)).toBe(false);
        expect(lacking === 0).toBe(reaches(numerator, denominator, threshold));
      }),
    );
  });
});

describe("a threshold with decimals is compared exactly", () => {
  test.each([
    [1, 8, 12.5, true, 0],
    [124_999, 1_000_000, 12.5, false, 1],
    [125, 1_000, 12.51, false, 1],
    [7, 10_000, 0.07, true, 0],
    [29, 10_000, 0.29, true, 0],
    [57, 10_000, 0.57, true, 0],
    [2, 3, 66.67, false, 1],
    [2_000_100, 3_000_000, 66.67, true, 0],
    [9_998, 10_000, 99.99, false, 1],
    [0, 10_000_000, 33.33, false, 3_333_000],
    [0, 7, 12.5, false, 1],
  ])("%i of %i against %d %%: %s, %i are missing", (numerator, denominator, threshold, met, lacking) => {
    expect(reaches(numerator, denominator, threshold)).toBe(met);
    expect(shortfallOf(numerator, denominator, threshold)).toBe(lacking);
  });

  test("every hundredth of a percent is reached by its own share, and by none below it", () => {
    for (let hundredths = 1; hundredths <= 10_000; hundredths++) {
      expect(reaches(hundredths, 10_000, hundredths / 100)).toBe(true);
      expect(reaches(hundredths * 1_000 - 1, 10_000_000, hundredths / 100)).toBe(false);
    }
  });
});

describe("a verdict", () => {
  const judged = (numerator: number | null, denominator: number, threshold: number | null = 50, excepted = false) => ({
    numerator,
    denominator,
    threshold,
    excepted,
  });

  test.each([
    ["2023-06", judged(50, 100), "met"],
    ["2023-06", judged(49, 100), "not-due"],
    ["2023-11", judged(49, 100), "not-met"],
    ["2023-Q4", judged(49, 100), "not-met"],
    ["2023-11", judged(49_996, 100_000), "not-met"],
    ["2023-11", judged(0, 0), "no-activity"],
    ["2023-11", judged(null, 0), "no-data"],
    ["2023-11", judged(null, 0, null), "not-assessed"],
    ["2023-11", judged(100, 100, 50, true), "not-assessed"],
  ] as const)("of %s on %j is %s", (period, share, verdict) => {
    expect(verdictOf(target, period, share)).toBe(verdict);
  });

  test("without a deadline is never due", () => {
    expect(verdictOf({ ...target, deadline: null }, "2030", judged(1, 100))).toBe("not-due");
  });

  test("of a count looks at the numerator alone", () => {
    expect(verdictOf({ ...target, unit: "count" }, "2023-11", judged(268, 0, 268))).toBe("met");
    expect(verdictOf({ ...target, unit: "count" }, "2023-11", judged(267, 0, 268))).toBe("not-met");
  });
});

test("numbers and days are written as Vietnamese documents write them", () => {
  expect([0, 999, 1000, 21_074, 1_234_567].map(countText)).toEqual(["0", "999", "1.000", "21.074", "1.234.567"]);
  expect(dayText("2023-01-05")).toBe("05/01/2023");
  expect(dayText("2023-06-14")).toBe("14/6/2023");
  expect(dayText("2023-11-30")).toBe("30/11/2023");
});

test("codes are ordered by code point, also beyond the first plane", () => {
  expect(["77-B", "77-A", "9", "10", "77"].sort(byCode)).toEqual(["10", "77", "77-A", "77-B", "9"]);
  expect(["\u{1F600}", "\uFB01", "a"].sort(byCode)).toEqual(["a", "\uFB01", "\u{1F600}"]);
});
