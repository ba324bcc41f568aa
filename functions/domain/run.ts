import { z } from "zod";

const instant = z.iso.datetime({ offset: true });

/** How a run ended; `failure` has the name and the sentence that an administrator can act on. */
export const RunEnd = z.object({
  state: z.enum(["published", "nothing-new", "drafted", "failed", "cancelled"]),
  at: instant,
  /** The revision that was published or that stands. */
  revision: z.int().min(1).nullable(),
  failure: z.object({ name: z.string(), message: z.string() }).nullable(),
});
export type RunEnd = z.infer<typeof RunEnd>;

/** One run (lần chạy) of a period, from the request to its end: what the history keeps. */
export const RunRecord = z.object({
  /** Names the run and its execution. */
  id: z.string().min(1),
  province: z.string().min(1),
  period: z.string().min(1),
  programmes: z.array(z.string().min(1)).min(1).nullable(),
  refresh: z.boolean(),
  provisional: z.boolean(),
  /** Why it was asked for; empty for a scheduled one. */
  reason: z.string(),
  /** Only what an operator has asked for is taken over: what was started elsewhere is retried there. */
  origin: z.enum(["operator", "elsewhere"]),
  /** The subject of the token that asked for it; empty for one started elsewhere. */
  by: z.string(),
  requestedAt: instant,
  cancel: z.object({ by: z.string(), at: instant }).nullable(),
  /** Who works on it, and until when that is believed without a further sign of life. */
  lease: z.object({ owner: z.string(), until: instant }).nullable(),
  end: RunEnd.nullable(),
});
export type RunRecord = z.infer<typeof RunRecord>;

/** What an execution of the state machine is given: keys only. */
export const runInput = ({ id, province, period, programmes, refresh, provisional }: RunRecord) => ({
  run: id,
  province,
  period,
  programmes,
  reports: null,
  refresh,
  provisional,
});

/** Seconds after which a run whose worker gave no sign of life is taken over. */
export const LEASE_SECONDS = 30;

export const leaseOf = (owner: string, now: Date): NonNullable<RunRecord["lease"]> => ({
  owner,
  until: new Date(now.getTime() + LEASE_SECONDS * 1000).toISOString(),
});

/** Whether somebody works on a run, as far as is known. */
const isLeased = ({ lease }: RunRecord, now: Date): boolean =>
  lease !== null && Date.parse(lease.until) > now.getTime();

/** The record with a new worker; null where the run is over or somebody works on it. */
export const claimed = (record: RunRecord, owner: string, now: Date): RunRecord | null =>
  record.end !== null || isLeased(record, now) ? null : { ...record, lease: leaseOf(owner, now) };

/** The record with a sign of life of its worker; null where the run is over or another works on it. */
export const renewed = (record: RunRecord, owner: string, now: Date): RunRecord | null =>
  record.end !== null || record.lease?.owner !== owner ? null : { ...record, lease: leaseOf(owner, now) };

/** The record whose worker gave up, so that the next may begin at once; null where it works on it no more. */
export const released = (record: RunRecord, owner: string): RunRecord | null =>
  record.end !== null || record.lease?.owner !== owner ? null : { ...record, lease: null };

/** The record of a run that is to be cancelled (hủy); null where it is over or is to be cancelled already. */
export const cancelling = (record: RunRecord, by: string, at: string): RunRecord | null =>
  record.end !== null || record.cancel !== null ? null : { ...record, cancel: { by, at } };

/** The record of a run that is over; null where it was over: the first end stands. */
export const ended = (record: RunRecord, end: RunEnd): RunRecord | null =>
  record.end === null ? { ...record, lease: null, end } : null;

/** Seconds after which the state machine ends every execution (`TimeoutSeconds` of its definition). */
const EXECUTION_SECONDS = 21_600;

/**
 * How a run stands. `waiting` is one of an operator that nobody works on: it is taken over. `abandoned` is one that was
 * started elsewhere and told nothing of its end in all the time that an execution may take.
 */
export const RunState = z.enum([...RunEnd.shape.state.options, "running", "cancelling", "waiting", "abandoned"]);
export type RunState = z.infer<typeof RunState>;

export function stateOf(record: RunRecord, now: Date): RunState {
  if (record.end !== null) return record.end.state;
  if (record.cancel !== null) return "cancelling";
  if (record.origin === "operator") return isLeased(record, now) ? "running" : "waiting";
  return now.getTime() - Date.parse(record.requestedAt) > EXECUTION_SECONDS * 1000 ? "abandoned" : "running";
}

/** How a step of a run stands, and how many of its items are done. */
export interface StepProgress {
  readonly step: "plan" | "collect" | "assemble" | "render" | "publish";
  readonly state: "waiting" | "running" | "done";
  readonly done: number;
  /** 0 where it is not known yet. */
  readonly of: number;
}

/** How collecting one agency stands: `missing` where a month could not be had. */
export interface AgencyProgress {
  readonly agency: string;
  /** Empty where the list is not there yet. */
  readonly name: string;
  readonly state: "waiting" | "collected" | "missing";
  readonly gaps: readonly {
    readonly from: string;
    readonly to: string;
    readonly rule: string;
    readonly reason: string;
  }[];
}

/** Something that went wrong in a step, retried or not. */
export const StepFailure = z.object({
  step: z.string(),
  item: z.string(),
  at: instant,
  name: z.string(),
  message: z.string(),
});
export type StepFailure = z.infer<typeof StepFailure>;

/** A run as those who follow it see it. */
export interface RunView {
  readonly record: RunRecord;
  readonly state: RunState;
  readonly steps: readonly StepProgress[];
  readonly agencies: readonly AgencyProgress[];
  readonly failures: readonly StepFailure[];
}
