import { expect, test } from "vitest";
import { AgencyTree } from "../../functions/domain/agency.ts";
import type { FigureRow } from "../../functions/domain/figures/figure.ts";
import { changesOf, type InputChange } from "../../functions/revisions/change.ts";
import { workedExample } from "../helpers/data/answers.ts";

const DAY = "2023-06-14";
const { agencies } = workedExample();
const tree = new AgencyTree(new Map([[DAY, agencies]]), DAY);

const [agency] = agencies;
if (agency === undefined) throw new Error("no agency");

const row: FigureRow = {
  ...{ province: "ba-ria-vung-tau", programme: "p", period: "2023-06", from: "2022-12-15", to: DAY },
  ...{ target: "t", indicator: "i", scope: "agency", code: agency.code, name: agency.name, level: agency.level },
  ...{ basis: "year", numerator: 1, denominator: 3, rate: 33_333_333n, goal: "min", threshold: 50, unit: "percent" },
  ...{
    deadline: "2023-11-30",
    verdict: "not-due",
    shortfall: 1,
    rank: 2,
    previous: null,
    yearEarlier: null,
    missing: 0,
  },
};
const counts = (month: string): InputChange => ({
  kind: "counts",
  agency: agency.code,
  when: month,
  to: `${month}-14`,
  how: "changed",
});

test("a number that changes is told with both values as they are published, in the columns' order", () => {
  const now = { ...row, numerator: 2, rate: 66_666_667n, verdict: "met", shortfall: null, rank: 1 } as const;
  const changes = changesOf([row], [now], [], tree);
  expect(changes.map(({ field, old, new: other }) => [field, old, other])).toEqual([
    ["numerator", "1", "2"],
    ["rate", "33.333333", "66.666667"],
    ["verdict", "not-due", "met"],
    ["shortfall", "1", ""],
    ["rank", "2", "1"],
  ]);
  expect(changesOf([row], [{ ...row, from: "2023-01-01", level: null }], [], tree)).toEqual([]);
});

test("zero and none are not alike, and a field is named as the file names its column", () => {
  const [change] = changesOf([{ ...row, yearEarlier: null }], [{ ...row, yearEarlier: 0n }], [], tree);
  expect(change).toMatchObject({ field: "year_earlier", old: "", new: "0.000000" });
});

test("a column that the earlier revision did not have is no number that changed", () => {
  const now = { ...row, needed: 60_000_000n };
  expect(changesOf([row], [now], [], tree)).toEqual([]);
  expect(changesOf([now], [{ ...row, needed: null }], [], tree)).toMatchObject([
    { field: "needed", old: "60.000000", new: "" },
  ]);
});

test("a row that came stands in its place, one that went at the end", () => {
  const [other, another] = [
    { ...row, target: "gone" },
    { ...row, target: "new" },
  ];
  const changes = changesOf([other, row], [another, { ...row, rank: 3 }], [], tree);
  expect(changes.map(({ target, field, old, new: now }) => [target, field, old, now])).toEqual([
    ["new", "row", "absent", "present"],
    ["t", "rank", "2", "3"],
    ["gone", "row", "present", "absent"],
  ]);
});

test("a change is explained by the counts of its months: the year's own, the compared ones for an earlier rate", () => {
  const inputs = [counts("2023-05"), counts("2022-06")];
  const changes = changesOf([row], [{ ...row, numerator: 2, previous: 1n }], inputs, tree);
  expect(changes.map(({ field, causes }) => [field, causes.map(({ when }) => when)])).toEqual([
    ["numerator", ["2023-05"]],
    ["previous", ["2022-06"]],
  ]);
});
