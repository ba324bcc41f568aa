import { expect, it } from "vitest";
import { StoreUnavailable } from "../../functions/domain/failure.ts";
import { lookAfterRuns, type UnderWayPorts } from "../../functions/portal/actions/reruns.ts";
import type { ExecutionStatus } from "../../functions/ports/portal.ts";
import type { RunRecord } from "../../functions/revisions/run.ts";

const asked = (id: string, more: Partial<RunRecord> = {}): RunRecord => ({
  ...{ id, province: "dong-nai", period: "2026-12", programmes: null, refresh: false, provisional: false },
  ...{
    reissue: false,
    preview: false,
    reason: "thử",
    origin: "operator",
    by: "ai đó",
    requestedAt: "2026-12-15T02:00:00.000Z",
  },
  ...{ begunAt: null, cancel: null, lease: null, end: null },
  ...more,
});

/** Runs under way whose executions stand so; a run that is not named has none. */
function world(records: readonly RunRecord[], standing: Readonly<Record<string, ExecutionStatus | Error>>) {
  const kept = new Map(records.map((record) => [record.id, record]));
  const started: string[] = [];
  const ports: UnderWayPorts = {
    history: {
      underWay: async () => [...kept.values()].filter(({ end }) => end === null),
      async change(id, changed) {
        const record = kept.get(id);
        const next = record === undefined ? null : changed(record);
        if (next !== null) kept.set(id, next);
        return kept.get(id) ?? null;
      },
    },
    runs: { list: async () => [] },
    executions: {
      start: async (run) => started.push(run) > 0,
      async standing(run) {
        const found = standing[run] ?? { state: "unknown" };
        if (found instanceof Error) throw found;
        return found;
      },
    },
    now: () => new Date("2026-12-15T03:00:00Z"),
  };
  return { ports, started, endOf: (id: string) => kept.get(id)?.end?.state ?? null };
}

it("takes up what operators have asked for and nobody works on; what a schedule has started is retried there", async () => {
  const lost = [asked("lost"), asked("scheduled", { origin: "elsewhere" }), asked("at-work")];
  const { ports, started } = world(lost, { "at-work": { state: "running" } });
  expect(await lookAfterRuns(ports)).toEqual({ underWay: 3, ended: 0 });
  expect(started).toEqual(["lost"]);
});

it("ends what is over, however it was started, and what was to be cancelled before it began", async () => {
  const cancel = { by: "ai đó", at: "2026-12-15T02:00:10.000Z" };
  const records = [asked("failed", { origin: "elsewhere" }), asked("done"), asked("cancelled", { cancel })];
  const { ports, started, endOf } = world(records, {
    failed: { state: "failed", name: "StoreUnavailable" },
    done: { state: "succeeded", outcome: "published" },
  });
  expect(await lookAfterRuns(ports)).toEqual({ underWay: 3, ended: 3 });
  expect(["failed", "done", "cancelled"].map(endOf)).toEqual(["failed", "published", "cancelled"]);
  expect(started).toEqual([]);
});

it("keeps no run from being taken up because another cannot be looked at, and tells of that one", async () => {
  const refusal = new StoreUnavailable("Không dùng được Step Functions");
  const { ports, started } = world([asked("unseen"), asked("lost")], { unseen: refusal });
  await expect(lookAfterRuns(ports)).rejects.toBe(refusal);
  expect(started).toEqual(["lost"]);
});
