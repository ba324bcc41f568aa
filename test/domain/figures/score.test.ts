import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placesOf } from "../../../functions/domain/figures/rank.ts";
import { compareScores, type Demand, scoreOf } from "../../../functions/domain/figures/score.ts";

/** A minimum of 50 % by November, of which the numerator in a hundred is reached. */
const demand = (numerator: number, changes: Partial<Demand> = {}): Demand => ({
  ...{ indicator: "i", goal: "min", unit: "percent", threshold: 50, deadline: "2023-11-30", verdict: "not-due" },
  ...{ numerator, denominator: 100 },
  ...changes,
});
const other = (numerator: number, changes: Partial<Demand> = {}): Demand =>
  demand(numerator, { indicator: "j", ...changes });

/** A score is this fraction, wherever its terms were reduced. */
const isExactly = (score: ReturnType<typeof scoreOf>, over: bigint, under: bigint): boolean =>
  score !== null && score.over * under === over * score.under;

describe("the score of an agency", () => {
  test.each([
    ["half of the threshold is half of the points", [demand(25)], 50n, 1n],
    ["nothing reached is no point", [demand(0)], 0n, 1n],
    ["the threshold itself is all points", [demand(50, { verdict: "met" })], 100n, 1n],
    ["more than the threshold is no more", [demand(99, { verdict: "met" })], 100n, 1n],
    ["what is more in one target makes up for nothing in another", [demand(90), other(0)], 50n, 1n],
    ["every target weighs alike", [demand(40), other(45, { threshold: 30 })], 90n, 1n],
    ["a third is nowhere rounded", [demand(1, { denominator: 3, threshold: 100 })], 100n, 3n],
    ["a threshold with decimals is compared with all of them", [demand(5, { threshold: 33.33 })], 50_000n, 3333n],
    ["what fell due counts like what is not due", [demand(25, { verdict: "not-met" }), other(25)], 50n, 1n],
    ["what two documents demand alike counts once", [demand(25), demand(25), other(50)], 75n, 1n],
    ["two thresholds of one rate count both", [demand(25), demand(25, { threshold: 25 })], 75n, 1n],
    ["one threshold by two days counts both", [demand(25), demand(25, { deadline: null }), other(50)], 200n, 3n],
    ["what is strived for does not count", [demand(25), other(0, { goal: "strive" })], 50n, 1n],
    ["a number does not count", [demand(25), other(0, { unit: "count", denominator: null })], 50n, 1n],
    ["a threshold of 0 does not count", [demand(25), other(0, { threshold: 0, verdict: "met" })], 50n, 1n],
    ["what the agency is excepted from does not count", [demand(25), other(0, { verdict: "not-assessed" })], 50n, 1n],
    ["a share of nothing does not count", [demand(25), other(0, { verdict: "no-activity", denominator: 0 })], 50n, 1n],
    ["what is not known does not count", [demand(25), other(0, { verdict: "no-data", numerator: null })], 50n, 1n],
  ] as const)("%s", (_, rows, over, under) => {
    expect(isExactly(scoreOf(rows), over, under)).toBe(true);
  });

  test.each([
    ["no target binds it", []],
    ["it is asked to strive only", [demand(25, { goal: "strive" })]],
    ["its only threshold is 0", [demand(25, { threshold: 0, verdict: "met" })]],
    ["nothing is known of it", [demand(0, { verdict: "no-data", numerator: null, denominator: null })]],
    ["nothing came", [demand(0, { verdict: "no-activity", denominator: 0 })]],
    ["it is excepted", [demand(25, { verdict: "not-assessed" })]],
    ["nothing is judged", [demand(25, { verdict: null })]],
  ] as const)("is not there where %s", (_, rows) => {
    expect(scoreOf(rows)).toBeNull();
  });
});

/** Demands of as many indicators as there are rates. */
const demands = fc
  .array(
    fc.record({
      denominator: fc.integer({ min: 1, max: 100_000 }),
      part: fc.integer({ min: 0, max: 100 }),
      hundredths: fc.integer({ min: 1, max: 10_000 }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((all) =>
    all.map(({ denominator, part, hundredths }, at) =>
      demand(Math.floor((denominator * part) / 100), {
        indicator: `i${at}`,
        denominator,
        threshold: hundredths / 100,
        verdict: part * 100 >= hundredths ? "met" : "not-due",
      }),
    ),
  );

const inPercent = (score: ReturnType<typeof scoreOf>): number =>
  score === null ? Number.NaN : Number((score.over * 10n ** 12n) / score.under) / 1e12;

describe("whatever is demanded, a score", () => {
  test("is the mean of what was reached, between 0 and 100", () => {
    fc.assert(
      fc.property(demands, (rows) => {
        const reached = rows.map(({ numerator, denominator, threshold }) =>
          Math.min(1, ((numerator ?? 0) * 100) / (denominator ?? 1) / (threshold ?? 1)),
        );
        const score = inPercent(scoreOf(rows));
        expect(score).toBeCloseTo((100 * reached.reduce((sum, one) => sum + one)) / rows.length, 9);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }),
    );
  });

  test("is the same in every order of the targets, and however often a document repeats them", () => {
    fc.assert(
      fc.property(demands, (rows) => {
        const [one, again] = [scoreOf(rows), scoreOf([...rows, ...rows].reverse())];
        expect(one !== null && again !== null && compareScores(one, again) === 0).toBe(true);
      }),
    );
  });

  test("does not fall where one more is done", () => {
    fc.assert(
      fc.property(demands, fc.nat(), (rows, which) => {
        const better = rows.map((row, at) =>
          at === which % rows.length && (row.numerator ?? 0) < (row.denominator ?? 0)
            ? { ...row, numerator: (row.numerator ?? 0) + 1 }
            : row,
        );
        const [before, after] = [scoreOf(rows), scoreOf(better)];
        expect(before !== null && after !== null && compareScores(after, before) <= 0).toBe(true);
      }),
    );
  });
});

describe("places", () => {
  const places = (scores: readonly number[]): number[] => {
    const items = scores.map((score) => ({ score }));
    const known = placesOf(items, (left, right) => right.score - left.score);
    return items.map((item) => known.get(item) ?? Number.NaN);
  };

  test.each([
    [
      [90, 80, 80, 70],
      [1, 2, 2, 4],
    ],
    [
      [70, 80, 90, 80],
      [4, 2, 1, 2],
    ],
    [
      [50, 50, 50],
      [1, 1, 1],
    ],
    [[50], [1]],
    [[], []],
  ])("of %j are %j", (scores, wanted) => {
    expect(places(scores)).toEqual(wanted);
  });

  test("are one more than there are better ones", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 }), { maxLength: 30 }), (scores) => {
        expect(places(scores)).toEqual(scores.map((own) => 1 + scores.filter((one) => one > own).length));
      }),
    );
  });

  test("tell two scores apart that a number would not", () => {
    const hair = { over: 10n ** 30n + 1n, under: 10n ** 30n };
    const all = { over: 1n, under: 1n };
    expect(Number(hair.over) / Number(hair.under)).toBe(1);
    expect(compareScores(hair, all)).toBeLessThan(0);
    expect(compareScores(all, hair)).toBeGreaterThan(0);
    expect(compareScores({ over: 2n, under: 4n }, { over: 50n, under: 100n })).toBe(0);
  });
});
