import { z } from "zod";
import type { LayoutWarning } from "../domain/quality/layout.ts";
import type { RunPreview } from "./preview.ts";
import type { MissingDocument } from "./revision.ts";
import { TIME_LIMITS } from "./time-limits.ts";

const instant = z.iso.datetime({ offset: true });

/** How a run ended; `failure` has the name and the sentence that an administrator can act on. */
export const RunEnd = z.object({
  state: z.enum(["published", "nothing-new", "drafted", "previewed", "awaiting-release", "failed", "cancelled"]),
  at: instant,
  /** The revision that was published or that stands. */
  revision: z.int().min(1).nullable(),
  failure: z.object({ name: z.string(), message: z.string() }).nullable(),
  /** What an administrator should know of a run that went well: that the program was renewed since the revision. */
  note: z.string().optional(),
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
  /** Absent in what version 0.2 has stored, as is `begunAt`. */
  reissue: z.boolean().default(false),
  /** Whether it only looks what would change (xem trước); version 0.3 knew no such runs. */
  preview: z.boolean().default(false),
  /** The run whose draft it publishes, since somebody has agreed to it; absent for every other. */
  releases: z.string().min(1).exactOptional(),
  /** The revision of which it only tells people again; absent for every other. */
  tells: z.object({ series: z.string().min(1), revision: z.int().min(1) }).exactOptional(),
  /** Why it was asked for; empty for a scheduled one. */
  reason: z.string(),
  /** Only what an operator has asked for is taken over: what was started elsewhere is retried there. */
  origin: z.enum(["operator", "elsewhere"]),
  /** The subject of the token that asked for it; empty for one started elsewhere. */
  by: z.string(),
  requestedAt: instant,
  /** When its first step began; null for one that still waits for its turn. */
  begunAt: instant.nullable().default(null),
  cancel: z.object({ by: z.string(), at: instant }).nullable(),
  /** Who works on it, and until when that is believed without a further sign of life. */
  lease: z.object({ owner: z.string(), until: instant }).nullable(),
  end: RunEnd.nullable(),
});
export type RunRecord = z.infer<typeof RunRecord>;

/** Names a run in the order of requests: lists go on after it. */
export const runCursor = ({ requestedAt, id }: Pick<RunRecord, "requestedAt" | "id">): string => `${requestedAt}#${id}`;

/** What an execution of the state machine is given: keys only. */
export const runInput = ({ id, releases, tells, ...asked }: RunRecord) => ({
  run: id,
  province: asked.province,
  period: asked.period,
  programmes: asked.programmes,
  reports: null,
  refresh: asked.refresh,
  provisional: asked.provisional,
  reissue: asked.reissue,
  preview: asked.preview,
  ...(releases === undefined ? {} : { release: releases }),
  ...(tells === undefined ? {} : { tell: tells }),
});

/** The record of a run that nobody asked the portal for: by a schedule, whose execution tells how it is, or by a command. */
export const startedElsewhere = (
  {
    run,
    ...asked
  }: { readonly run: string; readonly release?: string } & Pick<RunRecord, "province" | "period" | "programmes"> &
    Pick<RunRecord, "refresh" | "provisional" | "reissue" | "preview">,
  at: string,
  lease: RunRecord["lease"],
  by = "",
): RunRecord => {
  const { province, period, programmes, refresh, provisional, reissue, preview, release } = asked;
  const common = { reason: "", origin: "elsewhere" as const, by, cancel: null, end: null };
  const released = release === undefined ? {} : { releases: release };
  const request = { id: run, province, period, programmes, refresh, provisional, reissue, preview, ...released };
  return { ...request, ...common, requestedAt: at, begunAt: at, lease };
};

/** Seconds after which a run whose worker gave no sign of life is taken over. */
export const LEASE_SECONDS = 30;

export const leaseOf = (owner: string, now: Date): NonNullable<RunRecord["lease"]> => ({
  owner,
  until: new Date(now.getTime() + LEASE_SECONDS * 1000).toISOString(),
});

/** Whether somebody works on a run under a lease, as far as is known. */
export const isLeased = ({ lease }: RunRecord, now: Date): boolean =>
  lease !== null && Date.parse(lease.until) > now.getTime();

/** The record with a new worker, or with its end where it was to be cancelled; null where it is over or worked on. */
export function claimed(record: RunRecord, owner: string, now: Date): RunRecord | null {
  if (record.end !== null || isLeased(record, now)) return null;
  return record.cancel === null ? { ...record, lease: leaseOf(owner, now) } : cancelled(record, now.toISOString());
}

/** The record with a sign of life of its worker; null where the run is over or another works on it. */
export const renewed = (record: RunRecord, owner: string, now: Date): RunRecord | null =>
  record.end !== null || record.lease?.owner !== owner ? null : { ...record, lease: leaseOf(owner, now) };

/** The record whose worker gave up: it waits for its turn again; null where it works on it no more. */
export const released = (record: RunRecord, owner: string): RunRecord | null =>
  record.end !== null || record.lease?.owner !== owner ? null : { ...record, lease: null, begunAt: null };

/** The record of a run whose first step begins; null where one has begun or the run is over. */
export const begun = (record: RunRecord, at: string): RunRecord | null =>
  record.end !== null || record.begunAt !== null ? null : { ...record, begunAt: at };

/** The record of a run that is to be cancelled (hủy); null where it is over or is to be cancelled already. */
export const cancelling = (record: RunRecord, by: string, at: string): RunRecord | null =>
  record.end !== null || record.cancel !== null ? null : { ...record, cancel: { by, at } };

/** The record of a run that is over; null where it was over: the first end is kept. */
export const ended = (record: RunRecord, end: RunEnd): RunRecord | null =>
  record.end === null ? { ...record, lease: null, end } : null;

/** The record of a run that was cancelled and has ended by that; null where it was over. */
export const cancelled = (record: RunRecord, at: string): RunRecord | null =>
  ended(record, { state: "cancelled", at, revision: null, failure: null });

/**
 * The state of a run. `waiting` is one that has not begun, since others have their turn before it, or one of an operator
 * whose worker gives no sign of life: it is taken over. `abandoned` is one that was started elsewhere and whose worker
 * gives none; where it was to give none, one that told nothing of its end in all the time that an execution may take.
 */
export const RunState = z.enum([...RunEnd.shape.state.options, "running", "cancelling", "waiting", "abandoned"]);
export type RunState = z.infer<typeof RunState>;

export function stateOf(record: RunRecord, now: Date): RunState {
  if (record.end !== null) return record.end.state;
  if (record.cancel !== null) return "cancelling";
  if (isLeased(record, now)) return "running";
  const isElsewhere = record.origin === "elsewhere";
  if (record.lease !== null) return isElsewhere ? "abandoned" : "waiting";
  const isOld = now.getTime() - Date.parse(record.requestedAt) > TIME_LIMITS.execution * 1000;
  if (isElsewhere && isOld) return "abandoned";
  return record.begunAt === null ? "waiting" : "running";
}

/** Where each run that waits stands, by its id: 1 is the next to begin. The runs are those under way, in their order. */
export function placesIn(underWay: readonly RunRecord[], now: Date): ReadonlyMap<string, number> {
  const waiting = underWay.filter((record) => stateOf(record, now) === "waiting");
  return new Map(waiting.map(({ id }, at) => [id, at + 1]));
}

/** The state of a step of a run, and how many of its items are done. */
export interface StepProgress {
  readonly step: "plan" | "collect" | "assemble" | "render" | "publish";
  readonly state: "waiting" | "running" | "done";
  readonly done: number;
  /** 0 where it is not known yet. */
  readonly of: number;
}

/** How far collecting one agency is: `missing` where a month could not be had. */
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

/** Somebody to whom nothing is sent, since mails to the address come back or are not wanted. */
export const Undeliverable = z.object({
  name: z.string(),
  address: z.string(),
  /** In words: what became of the last mail, and when. */
  reason: z.string(),
});
export type Undeliverable = z.infer<typeof Undeliverable>;

/** Whom a run has not told of the revision. */
export interface Untold {
  /** Mails that could not be handed over yet; the next run sends them, also one that publishes nothing. */
  readonly waiting: number;
  /** Mails that are not sent, since nothing can be delivered to their address. */
  readonly refused: number;
  /** To whom they would have gone. */
  readonly undeliverable: readonly Undeliverable[];
}

/** A run as those who follow it see it. */
export interface RunView {
  readonly record: RunRecord;
  readonly state: RunState;
  /** Its place among the runs that wait, 1 for the next to begin; null where it does not wait. */
  readonly place: number | null;
  readonly steps: readonly StepProgress[];
  readonly agencies: readonly AgencyProgress[];
  readonly failures: readonly StepFailure[];
  /** Rules of typesetting that its documents break. */
  readonly warnings: readonly LayoutWarning[];
  /** Documents of agencies that could not be made; the others are. */
  readonly unmade: readonly MissingDocument[];
  readonly untold: Untold;
  /** What a run that only looks has found; null for others, and until it has. */
  readonly preview: RunPreview | null;
}
