import { describe, expect, test } from "vitest";
import type { FigureRow } from "../../functions/domain/figures/figure.ts";
import { emptierHolds } from "../../functions/revisions/release/emptier.ts";

const ROW: FigureRow = {
  ...{ province: "p", programme: "d", period: "2023-06", from: "2023-05-15", to: "2023-06-14", target: "online" },
  ...{ indicator: "online-filing", scope: "province", code: "", name: "Toàn tỉnh", level: null, basis: "period" },
  ...{ numerator: 500, denominator: 1000, rate: null, goal: "min", threshold: 50, unit: "percent", deadline: null },
  ...{ verdict: null, shortfall: null, rank: null, previous: null, yearEarlier: null, missing: 0 },
};
const province = (denominator: number | null, more: Partial<FigureRow> = {}): FigureRow => ({
  ...ROW,
  denominator,
  ...more,
});
const agencies = (has: number, of: number): FigureRow[] =>
  Array.from({ length: of }, (_, at) => {
    const figures = at < has ? { numerator: 1, denominator: 2 } : { numerator: null, denominator: null };
    return { ...ROW, scope: "agency", code: `A${at}`, level: "so", ...figures };
  });

const MAY = { period: "2023-05", revision: 2 };
const holds = (before: readonly FigureRow[], now: readonly FigureRow[], period = "2023-06", than = MAY) =>
  emptierHolds({ ...than, rows: before }, { period, rows: now }, 30, ({ target }) => `Chỉ tiêu ${target}`);

describe("a total", () => {
  test.each([
    [1000, 700, false],
    [1000, 699, true],
    [1000, 2000, false],
    [1000, null, true],
    [30, 20, true],
    [29, 0, false],
    [null, 5, false],
  ])("of %s before and %s now is much emptier: %s", (before, now, isEmptier) => {
    expect(holds([province(before, { numerator: null })], [province(now, { numerator: null })])).toEqual(
      isEmptier
        ? [{ kind: "total", than: MAY, target: "Chỉ tiêu online", basis: "period", before, now: now ?? 0 }]
        : [],
    );
  });

  test("is told once where several targets are reckoned on the same", () => {
    const others = (denominator: number) => ["online", "on-time"].map((target) => province(denominator, { target }));
    expect(holds(others(1000), others(10))).toHaveLength(1);
  });

  test("of a target that is not asked for any more is no loss", () => {
    expect(holds([province(1000)], [province(10, { target: "other" })])).toEqual([]);
    expect(holds([province(1000)], [province(10, { programme: "other" })])).toEqual([]);
  });

  test("since January begins again with the year, and falls within it by no more than is missing", () => {
    const year = (denominator: number) => province(denominator, { basis: "year" });
    const december = { period: "2022-12", revision: 1 };
    expect(holds([year(12_000)], [year(900)], "2023-01", december)).toEqual([]);
    expect(holds([year(12_000)], [year(900)])).toMatchObject([
      { kind: "total", basis: "year", before: 12_000, now: 900 },
    ]);
  });

  test("of a count, which has no denominator, is its own", () => {
    const counted = (numerator: number) => province(null, { numerator, unit: "count" });
    expect(holds([counted(100)], [counted(10)])).toMatchObject([{ before: 100, now: 10 }]);
  });
});

describe("agencies", () => {
  test.each([
    [10, 10, 7, 10, false],
    [10, 10, 6, 10, true],
    [100, 100, 40, 40, false],
    [100, 100, 20, 40, true],
    [0, 10, 0, 10, false],
  ])("with figures, %i of %i before and %i of %i now: much emptier is %s", (had, of, has, ofNow, isEmptier) => {
    const parts = { before: { part: had, of }, now: { part: has, of: ofNow } };
    expect(holds(agencies(had, of), agencies(has, ofNow))).toEqual(
      isEmptier ? [{ kind: "agencies", than: MAY, ...parts }] : [],
    );
  });
});

test("a share of 100 never holds anything back", () => {
  const before = { ...MAY, rows: [province(1000), ...agencies(10, 10)] };
  expect(emptierHolds(before, { period: "2023-06", rows: [province(0), ...agencies(0, 10)] }, 100, () => "")).toEqual(
    [],
  );
});
