import { expect, test } from "vitest";
import { AgencyTree, byCode } from "../../../functions/domain/agency.ts";
import { monthsOf, windowOfMonth } from "../../../functions/domain/period.ts";
import { digestOf } from "../../../functions/domain/sums/digest.ts";
import { Tally, tally } from "../../../functions/domain/sums/tally.ts";
import { agency, countsRow, numbersOf } from "../../helpers/data/made.ts";

const months = monthsOf("2023-Q1");
const AGENCIES = [agency("H1", "UBND huyện A", "huyen"), agency("X1", "UBND xã A", "xa", "H1")];
const lists = new Map(
  months.flatMap((month) => Object.values(windowOfMonth(month, "nd09")).map((day) => [day, AGENCIES] as const)),
);
const tree = new AgencyTree(lists, "2023-03-14");

/** A month whose backlogs tell which one it is. */
const digestFor = (month: string) => {
  const number = Number(month.slice(5));
  return digestOf(
    [
      countsRow("1", {
        openingBacklog: number,
        pendingInTime: number * 10,
        pendingOverdue: number * 100,
        counter: number * 1000,
      }),
    ],
    [["counter"]],
  );
};

test("a scope opens with its first month's backlog and ends with what its last month leaves; the rest adds up", () => {
  const sums = tally(months, "nd09", lists, tree, (_, month) => digestFor(month)).get("area:H1")?.sums;
  // Two agencies.
  expect(numbersOf(sums)).toMatchObject({
    openingBacklog: 2 * 1,
    pendingInTime: 2 * 30,
    pendingOverdue: 2 * 300,
    counter: 2 * (1000 + 2000 + 3000),
  });
});

test("a first or last month that is missing leaves its backlog open and counts as missing", () => {
  const tallies = tally(months, "nd09", lists, tree, (code, month) =>
    code === "X1" && month !== "2023-02" ? undefined : digestFor(month),
  );
  expect(tallies.get("agency:X1")).toMatchObject({ expected: 3, missing: 2, isEmpty: false });
  expect(numbersOf(tallies.get("agency:X1")?.sums)).toMatchObject({
    openingBacklog: 0,
    pendingInTime: 0,
    counter: 2000,
  });
  expect(tallies.get("province:")).toMatchObject({ expected: 6, missing: 2 });
});

test("what several scopes add up to is their sums, their missing pairs and every procedure that one of them used", () => {
  const one = new Tally();
  const other = new Tally();
  one.add(digestOf([countsRow("1", { counter: 2 })], [["counter"]]), { month: "2023-01", first: true, last: true });
  other.add(digestOf([countsRow("2", { counter: 3 })], [["counter"]]), { month: "2023-01", first: true, last: true });
  other.add(undefined, { month: "2023-02", first: false, last: true });
  const both = new Tally();
  expect(both.isEmpty).toBe(true);
  both.join(one);
  both.join(other);
  expect(both).toMatchObject({ expected: 3, missing: 1, isEmpty: false });
  expect(both.sums.sum(["counter"])).toBe(5);
  expect([...(both.active.get("counter") ?? [])].sort()).toEqual(["1", "2"]);
});

test("one month's counts: a repeated procedure counts once, and only what waits is backlog", () => {
  const waiting = countsRow("1", { openingBacklog: 1, pendingInTime: 2, pendingOverdue: 3, counter: 4 });
  const rows = [countsRow("2", { counter: 1 }), waiting, waiting];
  const { counts, procedures } = digestOf(rows, [["counter"], ["postal", "pendingOverdue"]]);
  const { opening, pending, active } = procedures;
  expect(counts).toMatchObject({ counter: 5, openingBacklog: 1, pendingInTime: 2 });
  expect([...opening]).toEqual([["1", 1]]);
  expect([...pending]).toEqual([["1", 5]]);
  expect([...active]).toEqual([
    ["counter", ["1", "2"]],
    ["postal+pendingOverdue", ["1"]],
  ]);
});

test("codes that begin alike are ordered by their length, beyond the first plane too", () => {
  expect(["77-AB", "77-A", "77"].sort(byCode)).toEqual(["77", "77-A", "77-AB"]);
  expect(["\u{1F600}ab", "\u{1F600}a", "\u{1F600}"].sort(byCode)).toEqual(["\u{1F600}", "\u{1F600}a", "\u{1F600}ab"]);
  expect(byCode("\u{1F600}", "\u{1F600}")).toBe(0);
});
