import { expect, test } from "vitest";
import { type PushRecord, pushStep } from "../../../functions/domain/push/state.ts";

const UNTIL = "2023-06-20T03:03:00.000Z";
const BEFORE = new Date("2023-06-20T03:02:59Z");
const AFTER = new Date("2023-06-20T03:03:00Z");

const known = (state: PushRecord["state"], revision: number, value = "1"): PushRecord => ({
  ...{ state, revision, value, until: UNTIL, version: 1 },
});

const step = (record: PushRecord | null, at = AFTER, all = false, value = "1") =>
  pushStep(record, { revision: 2, value }, at, all);

test("what was never sent, or surely not taken, is sent", () => {
  expect([step(null), step(known("open", 2)), step(known("open", 1))]).toEqual(["send", "send", "send"]);
});

test("what was taken of the same revision is never sent again, also where all is sent", () => {
  expect([step(known("accepted", 2)), step(known("accepted", 2), AFTER, true)]).toEqual(["standing", "standing"]);
});

test("what was taken of an earlier revision is sent where it differs, or where all is sent", () => {
  const earlier = known("accepted", 1, "1");
  expect([step(earlier), step(earlier, AFTER, false, "2"), step(earlier, AFTER, true)]).toEqual([
    "standing",
    "send",
    "send",
  ]);
});

test("what a call sends is left to it, and unknown once that is taken for dead", () => {
  expect([step(known("sending", 2), BEFORE), step(known("sending", 2), AFTER)]).toEqual(["busy", "unknown"]);
  expect([step(known("sending", 1), BEFORE), step(known("sending", 1), AFTER)]).toEqual(["busy", "send"]);
});

test("what is unknown of the same revision stays so, of an earlier one it is sent whatever its value was", () => {
  expect([step(known("unknown", 2)), step(known("unknown", 1))]).toEqual(["unknown", "send"]);
});

test("what a newer revision has sent stands", () => {
  expect((["open", "accepted", "sending", "unknown"] as const).map((state) => step(known(state, 3, "9")))).toEqual(
    Array.from({ length: 4 }, () => "standing"),
  );
});
