import { expect, test } from "vitest";
import type { FigureRow } from "../../../functions/domain/figures/figure.ts";
import { pushFigures, takesPeriod } from "../../../functions/domain/push/figures.ts";
import { pushMappingOf } from "../../helpers/push/mapping.ts";

const row = (changes: Partial<FigureRow>): FigureRow => ({
  ...{
    province: "ba-ria-vung-tau",
    programme: "brvt-qd-2023",
    period: "2023-06",
    from: "2023-05-15",
    to: "2023-06-14",
  },
  ...{ target: "online-filing", indicator: "online-filing", scope: "agency", code: "Z1.S01", name: "Sở Thử nghiệm 1" },
  ...{ level: "so", basis: "period", numerator: 25, denominator: 124, rate: 20_161_290n, goal: "min", threshold: 50 },
  ...{ unit: "percent", deadline: null, verdict: null, shortfall: null, rank: null, previous: null, yearEarlier: null },
  missing: 0,
  ...changes,
});

const target = (changes: Readonly<Record<string, unknown>>) => ({
  ...{ programme: "brvt-qd-2023", target: "online-filing", basis: "period", code: "DH01", value: "rate" },
  ...changes,
});

const values = (rows: readonly FigureRow[], changes: Readonly<Record<string, unknown>> = {}): string[] =>
  pushFigures(pushMappingOf({ targets: [target(changes)] }), rows).figures.map(({ value }) => value);

test.each([
  [20_161_290n, 2, "20.16"],
  [20_165_000n, 2, "20.17"],
  [20_161_290n, 0, "20"],
  [20_161_290n, 6, "20.161290"],
  [0n, 2, "0.00"],
  [4_000n, 2, "0.01"],
  [49_996_000n, 2, "49.99"],
  [49_996_000n, 0, "49"],
  [50_000_000n, 2, "50.00"],
  [99_999_000n, 2, "99.99"],
  [99_500_000n, 0, "99"],
  [100_000_000n, 1, "100.0"],
])(
  "%s millionths of a percent with %i decimals are sent as %s: never across 0, 100 or the threshold",
  (rate, decimals, sent) => {
    expect(values([row({ rate })], { decimals })).toEqual([sent]);
  },
);

test("a threshold of another unit is no limit of a rate", () => {
  expect(values([row({ rate: 49_996_000n, unit: "count" })])).toEqual(["50.00"]);
});

test.each([
  ["numerator", "25"],
  ["denominator", "124"],
  ["shortfall", "37"],
])("%s is sent as the whole number that it is", (value, sent) => {
  expect(values([row({ shortfall: 37 })], { value })).toEqual([sent]);
});

test("what is not known is left out, never 0", () => {
  expect(values([row({ rate: null, numerator: null })])).toEqual([]);
  expect(values([row({ rate: null, numerator: null })], { value: "numerator" })).toEqual([]);
  expect(values([row({ numerator: 0 })], { value: "numerator" })).toEqual(["0"]);
});

test("the province and single agencies are sent, on the basis that is asked for; levels and areas are not", () => {
  const rows = [
    row({ scope: "province", code: "", name: "Toàn tỉnh" }),
    row({ scope: "level", code: "so" }),
    row({ scope: "area", code: "Z1.H01" }),
    row({}),
    row({ basis: "year" }),
    row({ target: "remote-filing" }),
    row({ code: "Z1.X01" }),
  ];
  expect(pushFigures(pushMappingOf(), rows).figures.map(({ office }) => office)).toEqual([
    "000-00-00-H04",
    "000-00-15-H04",
    "Z1.X01",
  ]);
  const offices = { agencies: { "Z1.S01": "S1" }, others: "left-out" };
  expect(pushFigures(pushMappingOf({ offices }), rows).figures.map(({ office }) => office)).toEqual(["S1"]);
});

test("codes that nobody in the report has are told", () => {
  const offices = { agencies: { "Z1.S99": "S99" } };
  const targets = [target({}), target({ target: "remote-filing", code: "DH02" })];
  expect(pushFigures(pushMappingOf({ offices, targets }), [row({})])).toMatchObject({
    unknownAgencies: ["Z1.S99"],
    unknownTargets: ["DH02"],
  });
});

test("of two agencies that come to one code neither is sent", () => {
  const offices = { agencies: { "Z1.S01": "Z1.S02" } };
  const { figures, clashing } = pushFigures(pushMappingOf({ offices }), [
    row({}),
    row({ code: "Z1.S02" }),
    row({ code: "Z1.S03" }),
  ]);
  expect(figures.map(({ office }) => office)).toEqual(["Z1.S03"]);
  expect(clashing.map(({ office }) => office)).toEqual(["Z1.S02", "Z1.S02"]);
});

test("only the kinds of period that the mapping names are sent", () => {
  const mapping = pushMappingOf({ periods: ["month", "year"] });
  const periods = ["2023-06", "2023-Q2", "2023", "2025-06-27--2025-12-14"];
  expect(periods.map((period) => takesPeriod(mapping, period))).toEqual([true, false, true, false]);
});
