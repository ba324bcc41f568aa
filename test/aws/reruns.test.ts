import { expect, it } from "vitest";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { cancelRun, reconcile, requestRun } from "../../functions/portal/actions/reruns.ts";
import type { ExecutionStatus } from "../../functions/ports/portal.ts";
import type { PortalPorts } from "../../functions/ports/ports.ts";
import { leaseOf, type RunRecord, startedElsewhere, stateOf } from "../../functions/revisions/run.ts";
import { runHistory } from "../../functions/store/history.ts";
import { runStore } from "../../functions/store/runs.ts";
import { memoryTable } from "../helpers/store/store.ts";

const { client, table } = memoryTable();
const history = runHistory({ client, table });
const runs = runStore({ client, table });
const catalogue = loadCatalogue(new URL("../../templates/", import.meta.url));

/** A state machine elsewhere, which answers as it is told. */
function elsewhere(standing: ExecutionStatus) {
  const started: string[] = [];
  const stopped: string[] = [];
  let clock = new Date("2023-06-20T03:00:00Z");
  let stands = standing;
  let refusing = false;
  const executions = {
    start: async (run: string) => {
      if (refusing) throw new Error("ServiceUnavailable");
      started.push(run);
      return true;
    },
    stop: async (run: string) => {
      stopped.push(run);
      if (stands.state === "running") stands = { state: "aborted" };
    },
    standing: async () => stands,
  };
  const ports: Pick<PortalPorts, "history" | "runs" | "catalogue" | "executions" | "now"> = {
    ...{ history, runs, catalogue, executions, now: () => clock },
  };
  return {
    ports,
    started,
    stopped,
    stand: (next: ExecutionStatus) => {
      stands = next;
    },
    refuse: (is: boolean) => {
      refusing = is;
    },
    pass: (seconds: number) => {
      clock = new Date(clock.getTime() + seconds * 1000);
    },
  };
}

const REQUEST = {
  ...{ province: "ba-ria-vung-tau", period: "2023-06", programmes: null, refresh: false, provisional: false },
  ...{ reissue: false, preview: false, reason: "thử", by: "ai đó" },
};

it("starts once what is asked for twice, and again where it could not be started", async () => {
  const world = elsewhere({ state: "unknown" });
  world.refuse(true);
  await expect(requestRun(world.ports, { ...REQUEST, key: "a" })).rejects.toThrow(/Idempotency-Key/);
  world.refuse(false);
  const { record } = await requestRun(world.ports, { ...REQUEST, key: "a" });
  world.stand({ state: "running" });
  await requestRun(world.ports, { ...REQUEST, key: "a" });
  expect(world.started).toEqual([record.id]);
});

it("starts a run whose request died before it could, however many look, each time by its one name", async () => {
  const world = elsewhere({ state: "unknown" });
  const record: RunRecord = {
    ...{ id: "b".repeat(32), ...REQUEST, origin: "operator" as const, requestedAt: "2023-06-20T03:00:00.000Z" },
    ...{ begunAt: null, cancel: null, lease: null, end: null },
  };
  await history.open(record);
  const looked = await Promise.all(Array.from({ length: 10 }, () => reconcile(world.ports, record)));
  expect(new Set(world.started)).toEqual(new Set([record.id]));
  for (const one of looked) expect(stateOf(one, world.ports.now())).toBe("waiting");
});

it("ends a run that waits at once when it is cancelled, and does not begin it afterwards", async () => {
  const world = elsewhere({ state: "unknown" });
  const { record } = await requestRun(world.ports, { ...REQUEST, key: "f" });
  const cancelled = await cancelRun(world.ports, record.id, "người khác");
  expect(cancelled).toMatchObject({ outcome: "cancelling", record: { end: { state: "cancelled" } } });
  // Its execution may have begun a moment before.
  expect(world.stopped).toEqual([record.id]);
  const started = world.started.length;
  await reconcile(world.ports, cancelled?.record ?? record);
  expect(world.started).toHaveLength(started);
});

it("ends the record of an execution that is over, with the sentence of the step that failed", async () => {
  const world = elsewhere({ state: "running" });
  const { record } = await requestRun(world.ports, { ...REQUEST, key: "c" });
  const note = {
    step: "assemble",
    item: "",
    at: "2023-06-20T03:05:00.000Z",
    name: "TooIncomplete",
    message: "Mới có 3/96.",
  };
  await runs.put(record.id, "failure#assemble#", note);
  world.stand({ state: "failed", name: "TooIncomplete" });
  const failed = await reconcile(world.ports, record);
  expect(failed.end).toMatchObject({ state: "failed", failure: { name: "TooIncomplete", message: "Mới có 3/96." } });
  world.stand({ state: "succeeded", outcome: "published" });
  expect((await reconcile(world.ports, failed)).end).toEqual(failed.end);
});

it("stops an execution and ends its record as cancelled, also one that a schedule has started", async () => {
  const world = elsewhere({ state: "running" });
  const { record } = await requestRun(world.ports, { ...REQUEST, key: "d" });
  const cancelled = await cancelRun(world.ports, record.id, "người khác");
  expect(world.stopped).toEqual([record.id]);
  expect(cancelled).toMatchObject({
    outcome: "cancelling",
    record: { end: { state: "cancelled" }, cancel: { by: "người khác" } },
  });
  expect(await cancelRun(world.ports, record.id, "người khác")).toMatchObject({ outcome: "over" });

  const scheduled: RunRecord = {
    ...record,
    id: "theo-lich",
    origin: "elsewhere",
    lease: null,
    cancel: null,
    end: null,
  };
  await history.open(scheduled);
  world.stand({ state: "running" });
  expect(await cancelRun(world.ports, "theo-lich", "ai đó")).toMatchObject({ record: { end: { state: "cancelled" } } });
  expect(await cancelRun(world.ports, "khong-co", "ai đó")).toBeNull();
});

it("asks a command's run to end through its record while it gives signs of life, and ends one that was abandoned", async () => {
  const world = elsewhere({ state: "unknown" });
  const asked = { run: "lenh", ...REQUEST };
  const at = world.ports.now().toISOString();
  await history.open(startedElsewhere(asked, at, leaseOf("lenh", world.ports.now())));
  const cancelled = await cancelRun(world.ports, "lenh", "ai đó");
  expect(cancelled).toMatchObject({ outcome: "cancelling", record: { cancel: { by: "ai đó" }, end: null } });

  await history.open(startedElsewhere({ ...asked, run: "da-tat" }, at, leaseOf("lenh", world.ports.now())));
  world.pass(31);
  const over = await cancelRun(world.ports, "da-tat", "ai đó");
  expect(over).toMatchObject({ outcome: "cancelling", record: { end: { state: "cancelled" } } });
  // One without a lease may be at work somewhere, until an execution's day is over.
  await history.open(startedElsewhere({ ...asked, run: "khong-ro" }, world.ports.now().toISOString(), null));
  expect(await cancelRun(world.ports, "khong-ro", "ai đó")).toMatchObject({ outcome: "elsewhere" });
  world.pass(86_401);
  const old = await cancelRun(world.ports, "khong-ro", "ai đó");
  expect(old).toMatchObject({ outcome: "cancelling", record: { end: { state: "cancelled" } } });
});

it("shows an execution that is seen running as running, also when its lease is over", async () => {
  const world = elsewhere({ state: "running" });
  const { record } = await requestRun(world.ports, { ...REQUEST, key: "e" });
  const begun = await history.change(record.id, (one) => ({ ...one, begunAt: one.requestedAt }));
  world.pass(3600);
  expect(stateOf(await reconcile(world.ports, begun ?? record), world.ports.now())).toBe("running");
});
