import { createHash } from "node:crypto";
import { StoreUnavailable } from "../../domain/failure.ts";
import { FAILURE } from "../../pipeline/support/notes.ts";
import { check } from "../../pipeline/support/request.ts";
import type { ExecutionStatus } from "../../ports/portal.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import {
  cancelled,
  cancelling,
  ended,
  isLeased,
  leaseOf,
  placesIn,
  type RunEnd,
  type RunRecord,
  runInput,
  StepFailure,
  stateOf,
} from "../../revisions/run.ts";

type RunPorts = Pick<PortalPorts, "history" | "runs" | "catalogue" | "executions" | "now">;

/** What looking after the runs under way reaches. */
export interface UnderWayPorts extends Pick<PortalPorts, "now"> {
  readonly history: Pick<PortalPorts["history"], "underWay" | "change">;
  readonly runs: Pick<PortalPorts["runs"], "list">;
  readonly executions: Pick<PortalPorts["executions"], "start" | "standing">;
}

/** What an operator asks for, and by which key a repeat of the same request is known. */
export interface RunRequest
  extends Pick<
    RunRecord,
    "province" | "period" | "programmes" | "refresh" | "provisional" | "reissue" | "preview" | "reason" | "by"
  > {
  readonly key: string;
}

/** Has a run begin in its turn. */
async function launch(ports: UnderWayPorts, record: RunRecord): Promise<void> {
  try {
    await ports.executions.start(record.id, runInput(record));
  } catch (error) {
    throw new StoreUnavailable(
      `Chưa khởi động được lần chạy ${record.id}; gửi lại yêu cầu với cùng Idempotency-Key sau ít phút.`,
      { cause: error },
    );
  }
}

/** The sentence of a failed run is in its notes, left by the step that failed last. */
async function failedBy(ports: UnderWayPorts, run: string, name: string): Promise<NonNullable<RunEnd["failure"]>> {
  const notes = (await ports.runs.list(run, FAILURE)).map(({ value }) => StepFailure.parse(value));
  const last = notes.filter((note) => note.name === name).sort((one, other) => (one.at < other.at ? 1 : -1))[0];
  return { name, message: last?.message ?? `Lần chạy dừng vì lỗi ${name}; báo quản trị viên kèm mã lần chạy.` };
}

async function endOf(ports: UnderWayPorts, record: RunRecord, standing: ExecutionStatus): Promise<RunEnd | null> {
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

/** Sees to it that a run that nobody works on is taken up in its turn, or ends where it was to be cancelled. */
async function resume(ports: UnderWayPorts, record: RunRecord): Promise<RunRecord> {
  const now = ports.now();
  if (isLeased(record, now)) return record;
  if (record.cancel === null) {
    await launch(ports, record);
    return record;
  }
  const end = (one: RunRecord) => (isLeased(one, now) ? null : cancelled(one, now.toISOString()));
  return (await ports.history.change(record.id, end)) ?? record;
}

/**
 * A run as it really stands: an execution that is over ends its record, and a run that an operator has asked for and
 * that nobody works on is taken up in its turn. Safe to call by many at once.
 */
export async function reconcile(ports: UnderWayPorts, record: RunRecord): Promise<RunRecord> {
  if (record.end !== null) return record;
  const standing = await ports.executions.standing(record.id);
  const end = await endOf(ports, record, standing);
  if (end !== null) return (await ports.history.change(record.id, (one) => ended(one, end))) ?? record;
  // Not every worker gives signs of life of its own: where the execution is seen, it is one.
  if (standing.state === "running") {
    return record.lease === null ? record : { ...record, lease: leaseOf(record.lease.owner, ports.now()) };
  }
  if (record.origin === "elsewhere") return record;
  return resume(ports, record);
}

/** Runs that had not ended, and how many of them have ended since. */
export interface LookedAfter {
  readonly underWay: number;
  readonly ended: number;
}

/**
 * Looks after every run that has not ended, as whoever follows it would: one that is lost is taken up, one that is over
 * ends. Safe to repeat and to call by many at once. Throws what kept it from one run, after it has looked at the others.
 */
export async function lookAfterRuns(ports: UnderWayPorts): Promise<LookedAfter> {
  const underWay = await ports.history.underWay();
  const failures: unknown[] = [];
  let over = 0;
  for (const record of underWay) {
    try {
      if ((await reconcile(ports, record)).end !== null) over += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return { underWay: underWay.length, ended: over };
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
  const fresh: RunRecord = {
    id,
    ...request,
    origin: "operator",
    requestedAt: now.toISOString(),
    begunAt: null,
    cancel: null,
    lease: null,
    end: null,
  };
  const { record, created } = await ports.history.open(fresh);
  if (created) {
    await launch(ports, record);
    return { record, outcome: "started" };
  }
  if (asked(record) !== asked(fresh)) return { record, outcome: "reused" };
  return { record: await reconcile(ports, record), outcome: "repeated" };
}

/** The places of these runs among those that wait, by their ids; nothing is read where none of them waits. */
export async function placesOf(
  { history, now }: Pick<RunPorts, "history" | "now">,
  records: readonly RunRecord[],
): Promise<ReadonlyMap<string, number>> {
  const at = now();
  if (!records.some((record) => stateOf(record, at) === "waiting")) return new Map();
  return placesIn(await history.underWay(), at);
}

/**
 * Whether a run that was started elsewhere can be asked to end: its worker hears of it as long as it gives signs of life,
 * and one that was abandoned has no worker. Of others nobody here knows.
 */
const isOutOfReach = (record: RunRecord, standing: ExecutionStatus, now: Date): boolean =>
  record.origin === "elsewhere" &&
  standing.state === "unknown" &&
  record.lease === null &&
  stateOf(record, now) !== "abandoned";

/** Whether nobody works on a run, so that there is nobody who would hear of its end. */
const isIdle = (record: RunRecord, standing: ExecutionStatus, now: Date): boolean =>
  standing.state !== "running" &&
  !isLeased(record, now) &&
  (record.origin === "operator" || stateOf(record, now) === "abandoned");

/**
 * Asks for a run's end: one that waits ends at once. What it has published until then stays.
 *
 * @returns `over` where it had ended, `elsewhere` where it cannot be reached from here; null where there is none
 */
export async function cancelRun(
  ports: RunPorts,
  id: string,
  by: string,
): Promise<{ record: RunRecord; outcome: "cancelling" | "over" | "elsewhere" } | null> {
  const known = await ports.history.get(id);
  if (known === null) return null;
  const current = await reconcile(ports, known);
  if (current.end !== null) return { record: current, outcome: "over" };
  const standing = await ports.executions.standing(id);
  const now = ports.now();
  if (isOutOfReach(current, standing, now)) return { record: current, outcome: "elsewhere" };
  const at = now.toISOString();
  const record =
    (await ports.history.change(id, (one) => {
      const asked = cancelling(one, by, at);
      return asked !== null && isIdle(one, standing, now) ? cancelled(asked, at) : asked;
    })) ?? current;
  await ports.executions.stop(id);
  if (record.end !== null) return { record, outcome: record.end.state === "cancelled" ? "cancelling" : "over" };
  return { record: await reconcile(ports, record), outcome: "cancelling" };
}
