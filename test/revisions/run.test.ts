import { describe, expect, test } from "vitest";
import {
  begun,
  cancelling,
  claimed,
  ended,
  LEASE_SECONDS,
  leaseOf,
  placesIn,
  type RunEnd,
  type RunRecord,
  released,
  renewed,
  runInput,
  startedElsewhere,
  stateOf,
} from "../../functions/revisions/run.ts";

const START = new Date("2023-06-20T03:00:00Z");
const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

const record: RunRecord = {
  id: "ba-ria-vung-tau_2023-06_1",
  province: "ba-ria-vung-tau",
  period: "2023-06",
  programmes: null,
  refresh: false,
  provisional: false,
  reissue: false,
  preview: false,
  reason: "số liệu bổ sung",
  origin: "operator",
  by: "quan-tri",
  requestedAt: START.toISOString(),
  begunAt: START.toISOString(),
  cancel: null,
  lease: null,
  end: null,
};
const end: RunEnd = { state: "published", at: START.toISOString(), revision: 1, failure: null };
const worked: RunRecord = { ...record, lease: leaseOf("a", START) };
const over: RunRecord = { ...record, end };

test("a run is given what was asked for, and no report of its own", () => {
  expect(
    runInput({
      ...record,
      programmes: ["brvt-qd-2023"],
      refresh: true,
      provisional: true,
      reissue: true,
      preview: false,
    }),
  ).toEqual({
    run: record.id,
    province: "ba-ria-vung-tau",
    period: "2023-06",
    programmes: ["brvt-qd-2023"],
    reports: null,
    refresh: true,
    provisional: true,
    reissue: true,
    preview: false,
  });
});

describe("a run that waits", () => {
  test("is taken by whoever comes first, for half a minute", () => {
    expect(claimed(record, "a", START)).toEqual(worked);
    expect(worked.lease).toEqual({ owner: "a", until: later(LEASE_SECONDS).toISOString() });
    expect(LEASE_SECONDS).toBe(30);
  });

  test("is taken over only when its worker has given no sign of life in that time", () => {
    expect(claimed(worked, "b", later(LEASE_SECONDS - 1))).toBeNull();
    expect(claimed(worked, "b", later(LEASE_SECONDS))).toMatchObject({ lease: { owner: "b" } });
  });

  test("and was cancelled ends when its turn comes, but not while somebody works on it", () => {
    const cancel = { by: "b", at: later(5).toISOString() };
    const at = later(LEASE_SECONDS).toISOString();
    const over = { state: "cancelled", at, revision: null, failure: null };
    expect(claimed({ ...worked, cancel }, "c", later(LEASE_SECONDS))).toMatchObject({ lease: null, end: over });
    expect(claimed({ ...worked, cancel }, "c", later(LEASE_SECONDS - 1))).toBeNull();
  });

  test("is kept by a sign of life of its own worker, also a late one, and by nobody else's", () => {
    expect(renewed(worked, "a", later(20))?.lease).toEqual(leaseOf("a", later(20)));
    expect(renewed(worked, "a", later(300))?.lease).toEqual(leaseOf("a", later(300)));
    expect(renewed(worked, "b", later(20))).toBeNull();
    expect(renewed(record, "a", START)).toBeNull();
  });

  test("is given back by its own worker, and waits again", () => {
    expect(released(worked, "a")).toEqual({ ...record, begunAt: null });
    expect(released(worked, "b")).toBeNull();
    expect(released(record, "a")).toBeNull();
  });
});

test("a run that is over is neither taken, kept, given back, cancelled nor ended again", () => {
  const late = { ...over, lease: leaseOf("a", START) };
  expect(claimed(over, "b", later(99))).toBeNull();
  expect(renewed(late, "a", START)).toBeNull();
  expect(released(late, "a")).toBeNull();
  expect(cancelling(over, "b", START.toISOString())).toBeNull();
  expect(ended(over, { ...end, state: "failed" })).toBeNull();
});

test("a run begins once, and not when it is over", () => {
  const waiting = { ...record, begunAt: null };
  expect(begun(waiting, START.toISOString())).toEqual(record);
  expect(begun(record, later(5).toISOString())).toBeNull();
  expect(begun({ ...waiting, end }, START.toISOString())).toBeNull();
});

test("a run ends once, and nobody works on it any more", () => {
  expect(ended(worked, end)).toEqual(over);
});

test("a run is cancelled once: the first who asked stands", () => {
  const asked = { by: "b", at: later(5).toISOString() };
  expect(cancelling(worked, asked.by, asked.at)).toEqual({ ...worked, cancel: asked });
  expect(cancelling({ ...worked, cancel: asked }, "c", later(6).toISOString())).toBeNull();
});

test("the runs that wait have their places in the order of requests; those at work have none", () => {
  const waiting = { ...record, begunAt: null };
  const underWay: RunRecord[] = [
    { ...worked, id: "works" },
    { ...waiting, id: "first" },
    { ...waiting, id: "to-be-cancelled", cancel: { by: "b", at: START.toISOString() } },
    { ...worked, id: "worker-is-gone", lease: leaseOf("b", later(-LEASE_SECONDS)) },
    { ...waiting, id: "elsewhere", origin: "elsewhere" },
  ];
  expect([...placesIn(underWay, START)]).toEqual([
    ["first", 1],
    ["worker-is-gone", 2],
    ["elsewhere", 3],
  ]);
});

describe("how a run stands", () => {
  test.each([
    ["waiting", { ...record, begunAt: null }, START],
    ["running", record, START],
    ["running", worked, later(LEASE_SECONDS - 1)],
    ["waiting", worked, later(LEASE_SECONDS)],
    ["running", { ...worked, begunAt: null }, START],
    ["cancelling", { ...worked, cancel: { by: "b", at: START.toISOString() } }, START],
    ["published", { ...over, cancel: { by: "b", at: START.toISOString() } }, START],
    ["nothing-new", { ...record, end: { ...end, state: "nothing-new" } }, START],
    ["failed", { ...worked, end: { ...end, state: "failed" } }, START],
  ] satisfies [string, RunRecord, Date][])("%s", (state, standing, now) => {
    expect(stateOf(standing, now)).toBe(state);
  });

  test("of a command's: it runs as long as it gives signs of life, then it was abandoned", () => {
    const command = startedElsewhere(runInput(record), START.toISOString(), leaseOf("a", START));
    expect(stateOf(command, later(LEASE_SECONDS - 1))).toBe("running");
    expect(stateOf(command, later(LEASE_SECONDS))).toBe("abandoned");
  });

  test("of one started elsewhere: it runs until an execution's day is over, then it was abandoned", () => {
    const elsewhere: RunRecord = { ...record, origin: "elsewhere" };
    expect(stateOf(elsewhere, later(24 * 3600))).toBe("running");
    expect(stateOf(elsewhere, later(24 * 3600 + 1))).toBe("abandoned");
    expect(stateOf({ ...elsewhere, end }, later(25 * 3600))).toBe("published");
  });
});
