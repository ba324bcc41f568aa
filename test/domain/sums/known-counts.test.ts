import fc from "fast-check";
import { expect, test } from "vitest";
import {
  COUNT_FIELDS,
  CoarseField,
  type CountField,
  noSums,
  RECEIVED,
  RESOLVED,
} from "../../../functions/domain/counts.ts";
import {
  addedCounts,
  closedCounts,
  type KnownCounts,
  knownOf,
  leavesOf,
  sumKnown,
  widestOf,
} from "../../../functions/domain/sums/known-counts.ts";

const FIELDS: readonly CoarseField[] = CoarseField.options;

const NOTHING: KnownCounts = { ...knownOf(noSums()), ...Object.fromEntries(FIELDS.map((field) => [field, null])) };

/** A row of which only these counts are given. */
const given = (counts: Partial<KnownCounts>): KnownCounts => ({ ...NOTHING, ...counts });

/** Counts, and which of them a source tells. */
const told = fc.record({
  truth: fc
    .tuple(...COUNT_FIELDS.map(() => fc.nat(1_000)))
    .map((numbers) => ({ ...noSums(), ...Object.fromEntries(COUNT_FIELDS.map((field, at) => [field, numbers[at]])) })),
  names: fc.subarray([...FIELDS]),
});

test("whatever a source tells of true counts, what follows is true, and nothing contradicts itself", () => {
  fc.assert(
    fc.property(told, ({ truth, names }) => {
      const whole = knownOf(truth);
      const { known, mismatches } = closedCounts(given(Object.fromEntries(names.map((name) => [name, whole[name]]))));

      expect(mismatches).toEqual([]);
      for (const field of FIELDS)
        if (known[field] !== null) expect([field, known[field]]).toEqual([field, whole[field]]);
      for (const name of names) expect(known[name]).toBe(whole[name]);
    }),
  );
});

test("every count that a source tells all parts of is known, and with all counts every sum is", () => {
  fc.assert(
    fc.property(told, ({ truth }) => {
      expect(closedCounts(given(truth)).known).toEqual(knownOf(truth));
    }),
  );
});

test.each<[string, Partial<KnownCounts>, CoarseField, number | null]>([
  ["the sum by its parts", { counter: 3, postal: 4 }, "onPaper", 7],
  ["the sum of sums", { online: 5, counter: 3, postal: 4 }, "received", 12],
  ["the one part that is left", { received: 12, onPaper: 7 }, "online", 5],
  ["a part of a part that is left", { received: 12, onPaper: 7, onlineRemote: 2 }, "onlineAssisted", 3],
  ["nothing where two parts are open", { resolved: 9, resolvedEarly: 2 }, "resolvedOnTime", null],
  ["on time and early by all and late", { resolved: 9, resolvedLate: 2 }, "resolvedInTime", 7],
  ["nothing of what nobody told", { received: 12 }, "online", null],
])("%s", (_, counts, field, expected) => {
  expect(closedCounts(given(counts)).known[field]).toBe(expected);
});

test("a sum that is not what its parts come to counts as they say, and is named with both numbers", () => {
  const { known, mismatches } = closedCounts(given({ received: 20, online: 5, counter: 3, postal: 4 }));

  expect(known.received).toBe(12);
  expect(mismatches).toEqual([{ sum: "received", parts: 12, given: 20 }]);
});

test("where one part alone is more than the sum, neither the sum nor its other part is known", () => {
  const { known, mismatches } = closedCounts(given({ resolved: 4, resolvedInTime: 6 }));

  expect([known.resolved, known.resolvedLate]).toEqual([null, null]);
  expect(mismatches).toEqual([{ sum: "resolved", parts: 6, given: 4 }]);
});

test("counts are asked for by the widest sums that hold just them", () => {
  expect(widestOf(RECEIVED)).toEqual(["received"]);
  expect(widestOf(RESOLVED)).toEqual(["resolved"]);
  expect(widestOf(["resolvedEarly", "resolvedOnTime"])).toEqual(["resolvedInTime"]);
  expect([...widestOf(["counter", "onlineRemote", "onlineAssisted", "payments"])].sort()).toEqual([
    "counter",
    "online",
    "payments",
  ]);
  fc.assert(
    fc.property(fc.subarray([...COUNT_FIELDS]), (counts: CountField[]) => {
      expect(widestOf(counts).flatMap(leavesOf).sort()).toEqual([...counts].sort());
    }),
  );
});

test("sums of counts are known where every one of them can be had", () => {
  const { known } = closedCounts(given({ received: 12, online: 5 }));

  expect(sumKnown(known, RECEIVED)).toBe(12);
  expect(sumKnown(known, ["onlineRemote", "onlineAssisted"])).toBe(5);
  expect(sumKnown(known, ["onlineRemote"])).toBeNull();
});

test("of several together a count is known where each of them tells it", () => {
  const [one, other] = [given({ received: 1, online: 1 }), given({ received: 2 })].map(
    (counts) => closedCounts(counts).known,
  );
  if (one === undefined || other === undefined) throw new Error("two were made");
  const both = addedCounts([one, other]);

  expect([both.received, both.online]).toEqual([3, null]);
});
