import { expect, it } from "vitest";
import { loadCatalogue } from "../../functions/catalogue.ts";
import { leaseOf, type RunRecord } from "../../functions/domain/run.ts";
import type { PortalPorts } from "../../functions/ports.ts";
import type { Standing } from "../../functions/ports-portal.ts";
import { cancelRun, requestRun, settled } from "../../functions/steps/reruns.ts";
import { runHistory } from "../../functions/store/history.ts";
import { runStore } from "../../functions/store/runs.ts";
import { memoryTable } from "../store/store.ts";

const { client, table } = memoryTable();
const history = runHistory({ client, table });
const runs = runStore({ client, table });
const catalogue = loadCatalogue(new URL("../../templates/", import.meta.url));

/** A state machine elsewhere, which answers as it is told. */
function elsewhere(standing: Standing) {
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
      stands = { state: "aborted" };
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
    stand: (next: Standing) => {
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
  ...{ reason: "thử", by: "ai đó" },
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

it("starts a run whose request died before it could, once its lease is over", async () => {
  const world = elsewhere({ state: "unknown" });
  const lease = leaseOf("da-chet", world.ports.now());
  const record: RunRecord = {
    ...{ id: "b".repeat(32), ...REQUEST, origin: "operator" as const, requestedAt: "2023-06-20T03:00:00.000Z" },
    ...{ cancel: null, lease, end: null },
  };
  await history.open(record);
  await settled(world.ports, record);
  expect(world.started).toEqual([]);
  world.pass(31);
  await Promise.all(Array.from({ length: 10 }, () => settled(world.ports, record)));
  expect(world.started).toEqual([record.id]);
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
  const failed = await settled(world.ports, record);
  expect(failed.end).toMatchObject({ state: "failed", failure: { name: "TooIncomplete", message: "Mới có 3/96." } });
  world.stand({ state: "succeeded", outcome: "published" });
  expect((await settled(world.ports, failed)).end).toEqual(failed.end);
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
