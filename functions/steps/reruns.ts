import { createHash, randomUUID } from "node:crypto";
import { StoreUnavailable } from "../domain/failure.ts";
import {
  cancelling,
  claimed,
  ended,
  leaseOf,
  type RunEnd,
  type RunRecord,
  released,
  runInput,
  StepFailure,
} from "../domain/run.ts";
import type { PortalPorts } from "../ports.ts";
import type { Standing } from "../ports-portal.ts";
import { FAILURE } from "./notes.ts";
import { check } from "./request.ts";

type RunPorts = Pick<PortalPorts, "history" | "runs" | "catalogue" | "executions" | "now">;

/** What an operator asks for, and by which key a repeat of the same request is known. */
export interface RunRequest
  extends Pick<RunRecord, "province" | "period" | "programmes" | "refresh" | "provisional" | "reason" | "by"> {
  readonly key: string;
}

/** Starts the execution of a run that was claimed; one that cannot be started is given free again. */
async function launch(ports: RunPorts, record: RunRecord): Promise<void> {
  try {
    await ports.executions.start(record.id, runInput(record));
  } catch (error) {
    await ports.history.change(record.id, (one) => released(one, record.lease?.owner ?? ""));
    throw new StoreUnavailable(
      `Chưa khởi động được lần chạy ${record.id}; gửi lại yêu cầu với cùng Idempotency-Key sau ít phút.`,
      { cause: error },
    );
  }
}

/** The sentence of a failed run is in its notes, left by the step that failed last. */
async function failedBy(ports: RunPorts, run: string, name: string): Promise<NonNullable<RunEnd["failure"]>> {
  const notes = (await ports.runs.list(run, FAILURE)).map(({ value }) => StepFailure.parse(value));
  const last = notes.filter((note) => note.name === name).sort((one, other) => (one.at < other.at ? 1 : -1))[0];
  return { name, message: last?.message ?? `Lần chạy dừng vì lỗi ${name}; báo quản trị viên kèm mã lần chạy.` };
}

async function endOf(ports: RunPorts, record: RunRecord, standing: Standing): Promise<RunEnd | null> {
  const common = { at: ports.now().toISOString(), revision: null, failure: null };
  switch (standing.state) {
    case "running":
      return null;
    case "succeeded":
      return { ...common, state: standing.outcome };
    case "failed":
      return { ...common, state: "failed", failure: await failedBy(ports, record.id, standing.name) };
    case "aborted":
      if (record.cancel !== null) return { ...common, state: "cancelled" };
      return { ...common, state: "failed", failure: await failedBy(ports, record.id, "Aborted") };
    case "unknown":
      return null;
  }
}

/** The record of a run that nobody works on, with a worker again, unless another was quicker. */
async function takenOver(ports: RunPorts, record: RunRecord): Promise<RunRecord> {
  const [owner, now] = [randomUUID(), ports.now()];
  const cancelled: RunEnd = { state: "cancelled", at: now.toISOString(), revision: null, failure: null };
  const standing = await ports.history.change(record.id, (one) => {
    const mine = claimed(one, owner, now);
    return mine !== null && mine.cancel !== null ? ended(mine, cancelled) : mine;
  });
  if (standing?.lease?.owner === owner) await launch(ports, standing);
  return standing ?? record;
}

/**
 * A run as it really stands: an execution that is over ends its record, and a run that an operator has asked for and
 * that nobody works on any more is taken over. Safe to call by many at once.
 */
export async function settled(ports: RunPorts, record: RunRecord): Promise<RunRecord> {
  if (record.end !== null) return record;
  const standing = await ports.executions.standing(record.id);
  const end = await endOf(ports, record, standing);
  if (end !== null) return (await ports.history.change(record.id, (one) => ended(one, end))) ?? record;
  if (standing.state === "running" || record.origin === "elsewhere") return record;
  return takenOver(ports, record);
}

const idOf = ({ by, key }: RunRequest): string =>
  createHash("sha256")
    .update(JSON.stringify([by, key]))
    .digest("hex")
    .slice(0, 32);

const asked = (record: RunRecord): string => JSON.stringify({ ...runInput(record), reason: record.reason });

/**
 * Starts a run once for each key of its subject, however often and however many at once ask for it.
 * Throws RequestInvalid where it could not be reported, StoreUnavailable where it could not be started.
 *
 * @returns the run; `repeated` where it was there already, `reused` where the key was used for something else
 */
export async function requestRun(
  ports: RunPorts,
  { key, ...request }: RunRequest,
): Promise<{ record: RunRecord; outcome: "started" | "repeated" | "reused" }> {
  const id = idOf({ key, ...request });
  const now = ports.now();
  check({ run: id, reports: null, ...request }, ports.catalogue, now);
  const lease = leaseOf(randomUUID(), now);
  const fresh: RunRecord = {
    ...{ id, ...request, origin: "operator", requestedAt: now.toISOString() },
    ...{ cancel: null, lease, end: null },
  };
  const { record, created } = await ports.history.open(fresh);
  if (created) {
    await launch(ports, record);
    return { record, outcome: "started" };
  }
  if (asked(record) !== asked(fresh)) return { record, outcome: "reused" };
  return { record: await settled(ports, record), outcome: "repeated" };
}

/** Takes over what nobody works on among the newest runs. */
export async function takeOverLost(ports: RunPorts): Promise<void> {
  for (const record of await ports.history.recent(RECENT, null)) await settled(ports, record);
}

/** Runs that are looked at for lost ones: more than could be under way at once. */
const RECENT = 50;

/**
 * Asks for a run's end. What it has published until then stays.
 *
 * @returns `over` where it has ended, `elsewhere` where it cannot be reached from here; null where there is none
 */
export async function cancelRun(
  ports: RunPorts,
  id: string,
  by: string,
): Promise<{ record: RunRecord; outcome: "cancelling" | "over" | "elsewhere" } | null> {
  const known = await ports.history.get(id);
  if (known === null) return null;
  const current = await settled(ports, known);
  if (current.end !== null) return { record: current, outcome: "over" };
  const standing = await ports.executions.standing(id);
  if (current.origin === "elsewhere" && standing.state === "unknown") return { record: current, outcome: "elsewhere" };
  const at = ports.now().toISOString();
  const record = (await ports.history.change(id, (one) => cancelling(one, by, at))) ?? current;
  if (record.end !== null) return { record, outcome: "over" };
  await ports.executions.stop(id);
  return { record: await settled(ports, record), outcome: "cancelling" };
}
