import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isReachable, neededShare, roundedPercent } from "../../../functions/domain/figures/needed.ts";

type Row = Parameters<typeof neededShare>[0];

/** The worked example's province, June 2023: 50 % asked for by November. */
const row = (changes: Partial<Row> = {}): Row => ({
  ...{ basis: "year", goal: "min", unit: "percent", verdict: "not-due", period: "2023-06", deadline: "2023-11-30" },
  ...{ numerator: 3737, denominator: 21_074, threshold: 50, answered: 6 },
  ...changes,
});

const millionths = (changes: Partial<Row> = {}): bigint | null => {
  const share = neededShare(row(changes));
  return share === null ? null : roundedPercent(share);
};

describe("what the months left must reach on average", () => {
  test.each([
    ["the worked example's province", {}, 88_720_698n],
    ["its sở", { numerator: 180, denominator: 1401 }, 94_582_441n],
    ["as many months left as there were", { numerator: 40, denominator: 100, deadline: "2023-12-31" }, 60_000_000n],
    ["one month left", { numerator: 49, denominator: 100, deadline: "2023-07-01" }, 56_000_000n],
    ["one month without any answer", { numerator: 40, denominator: 100, answered: 5 }, 60_000_000n],
    ["a third", { numerator: 0, denominator: 3, threshold: 12.5, deadline: "2023-09-30" }, 37_500_000n],
    ["rounded half up", { numerator: 1, denominator: 3, threshold: 33.34, deadline: "2023-12-31" }, 33_346_667n],
    ["all asked for and one missing", { numerator: 99, denominator: 100, threshold: 100 }, 101_200_000n],
  ] as const)("%s", (_, changes, needed) => {
    expect(millionths(changes)).toBe(needed);
  });

  test.each([
    ["a strive", { goal: "strive" }],
    ["a number", { unit: "count" }],
    ["the period alone", { basis: "period" }],
    ["a last day", { basis: "as-of" }],
    ["what is reached", { verdict: "met" }],
    ["what fell due", { verdict: "not-met" }],
    ["what nobody judges", { verdict: "not-assessed" }],
    ["what has no deadline", { deadline: null }],
    ["what is due in a later year", { deadline: "2024-01-31" }],
    ["what nothing is known of", { numerator: null, denominator: null }],
    ["a share of nothing", { numerator: 0, denominator: 0 }],
    ["what has no threshold", { threshold: null }],
  ] as const)("is not told of %s", (_, changes) => {
    expect(neededShare(row(changes))).toBeNull();
  });

  test("is out of reach above 100, and not at 100", () => {
    const reachable = (numerator: number): boolean => {
      const share = neededShare(row({ numerator, denominator: 120, threshold: 50, deadline: "2023-08-31" }));
      return share !== null && isReachable(share);
    };
    // 40 are expected of two months: 60 + 20 are half of 160.
    expect([39, 40, 41].map(reachable)).toEqual([false, true, true]);
  });
});

const open = fc
  .record({
    denominator: fc.integer({ min: 1, max: 10_000_000 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
    threshold: fc.integer({ min: 1, max: 10_000 }).map((hundredths) => hundredths / 100),
    month: fc.integer({ min: 1, max: 11 }),
    left: fc.integer({ min: 1, max: 11 }),
    answered: fc.integer({ min: 1, max: 11 }),
  })
  .filter(({ month, left, answered }) => month + left <= 12 && answered <= month)
  .map(({ denominator, part, threshold, month, left, answered }) => {
    const two = (number: number): string => String(number).padStart(2, "0");
    // Below the threshold: floor leaves something to be reached.
    const numerator = Math.max(0, Math.floor((denominator * threshold * part) / 100) - 1);
    const days = { period: `2023-${two(month)}`, deadline: `2023-${two(month + left)}-15` };
    return { made: row({ denominator, numerator, threshold, answered, ...days }), left };
  })
  .filter(({ made }) => (made.numerator ?? 0) * 100 < (made.threshold ?? 0) * (made.denominator ?? 0));

const shareIn = (made: Row) => {
  const share = neededShare(made);
  if (share === null) throw new Error("no needed rate");
  return share;
};

/** Whether one exact share is above another. */
const above = (one: ReturnType<typeof shareIn>, other: ReturnType<typeof shareIn>): boolean =>
  one.over * other.under > other.over * one.under;

describe("whatever the counts", () => {
  test("reached exactly, the year's rate at the deadline is the threshold, neither more nor less", () => {
    fc.assert(
      fc.property(open, ({ made, left }) => {
        const { over, under } = shareIn(made);
        const [numerator, denominator] = [BigInt(made.numerator ?? 0), BigInt(made.denominator ?? 0)];
        const [months, answered] = [BigInt(left), BigInt(made.answered)];
        // n + needed × e / 100 of d + e, with e = d × r ÷ m: all times 100 × under × m.
        const reached = numerator * 100n * under * answered + over * denominator * months;
        const all = denominator * (answered + months) * 100n * under;
        const hundredths = BigInt(Math.round((made.threshold ?? 0) * 100));
        expect(reached * 10_000n).toBe(hundredths * all);
      }),
    );
  });

  test("it is above the threshold: what is behind has to be made good", () => {
    fc.assert(
      fc.property(open, ({ made }) => {
        const { over, under } = shareIn(made);
        expect(over * 100n > BigInt(Math.round((made.threshold ?? 0) * 100)) * under).toBe(true);
      }),
    );
  });

  test("a higher threshold needs more, one more dossier less", () => {
    fc.assert(
      fc.property(open, ({ made }) => {
        const share = shareIn(made);
        const higher = { ...made, threshold: Math.round((made.threshold ?? 0) * 100 + 1) / 100 };
        expect(above(shareIn(higher), share)).toBe(true);
        expect(above(share, shareIn({ ...made, numerator: (made.numerator ?? 0) + 1 }))).toBe(true);
      }),
    );
  });

  test("fewer months left, or more answered ones with the same counts, need more", () => {
    fc.assert(
      fc.property(open, ({ made, left }) => {
        const share = shareIn(made);
        fc.pre(left > 1);
        const month = String(Number(made.deadline?.slice(5, 7)) - 1).padStart(2, "0");
        expect(above(shareIn({ ...made, deadline: `2023-${month}-15` }), share)).toBe(true);
        expect(above(shareIn({ ...made, answered: made.answered + 1 }), share)).toBe(true);
      }),
    );
  });

  test("ten times the counts need the same", () => {
    fc.assert(
      fc.property(open, fc.integer({ min: 2, max: 1000 }), ({ made }, times) => {
        const larger = { numerator: (made.numerator ?? 0) * times, denominator: (made.denominator ?? 0) * times };
        const [one, other] = [shareIn(made), shareIn({ ...made, ...larger })];
        expect(one.over * other.under).toBe(other.over * one.under);
      }),
    );
  });
});
