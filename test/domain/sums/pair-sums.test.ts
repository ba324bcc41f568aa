import { expect, test } from "vitest";
import { noSums, ONLINE, RECEIVED } from "../../../functions/domain/counts.ts";
import { closedCounts, type KnownCounts, knownOf } from "../../../functions/domain/sums/known-counts.ts";
import { PairSums } from "../../../functions/domain/sums/pair-sums.ts";

const WHOLE = knownOf({ ...noSums(), onlineRemote: 1, onlineAssisted: 2, counter: 3, postal: 4, openingBacklog: 9 });
const NOTHING: KnownCounts = {
  ...WHOLE,
  ...Object.fromEntries(Object.keys(WHOLE).map((field) => [field, null])),
};
/** Biểu II.06a tells what was filed online and on paper, not how. */
const FORM = closedCounts({ ...NOTHING, online: 10, onPaper: 20 }).known;
const TOTAL = closedCounts({ ...NOTHING, received: 100 }).known;

const place = (month: string, given = { first: false, last: false }) => ({ month, ...given });

function three(): PairSums {
  const sums = new PairSums();
  sums.add(WHOLE, true, place("2023-01", { first: true, last: false }));
  sums.add(FORM, false, place("2023-01"));
  sums.add(TOTAL, false, place("2023-02", { first: false, last: true }));
  return sums;
}

test("a count is added up over the agencies that tell it, and is unknown where none does", () => {
  const sums = three();

  expect(sums.sum(RECEIVED)).toBe(10 + 30 + 100);
  expect(sums.sum(ONLINE)).toBe(3 + 10);
  expect(sums.sum(["onlineRemote"])).toBe(1);
  const coarse = new PairSums();
  coarse.add(FORM, false, place("2023-01"));
  expect(coarse.sum(["onlineRemote"])).toBeNull();
});

test("numerator and denominator are of the same agencies and months", () => {
  const sums = three();
  const needs = ["online", "received"] as const;

  expect([sums.sum(ONLINE, needs), sums.sum(RECEIVED, needs)]).toEqual([13, 40]);
  expect(sums.pairsWith(needs)).toBe(2);
  expect(sums.pairs).toBe(3);
});

test("rows of procedures are a thing to be known like any other", () => {
  expect(three().pairsWith(["procedure"])).toBe(1);
  expect(three().monthsWith(["procedure"])).toEqual(new Set(["2023-01"]));
  expect(three().monthsWith(["received"])).toEqual(new Set(["2023-01", "2023-02"]));
});

test("a backlog is that of the first month, what is open that of the last; of the others only the telling counts", () => {
  const sums = new PairSums();
  const row = knownOf({ ...noSums(), openingBacklog: 5, pendingInTime: 7, pendingOverdue: 1, counter: 2 });
  sums.add(row, true, place("2023-01", { first: true, last: false }));
  sums.add(row, true, place("2023-02"));
  sums.add(row, true, place("2023-03", { first: false, last: true }));

  expect(sums.sum(["openingBacklog"])).toBe(5);
  expect(sums.sum(["pendingInTime", "pendingOverdue"])).toBe(8);
  expect(sums.sum(["counter"])).toBe(6);
});

test("pairs that are joined are those that were added one by one", () => {
  const joined = new PairSums();
  joined.join(three());
  joined.join(three());

  expect(joined.pairs).toBe(6);
  expect(joined.sum(ONLINE)).toBe(26);
  expect(joined.sum(RECEIVED, ["online"])).toBe(80);
  expect(joined.monthsWith([])).toEqual(new Set(["2023-01", "2023-02"]));
});
