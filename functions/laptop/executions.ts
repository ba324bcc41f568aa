import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { Failure } from "../domain/failure.ts";
import type { ExecutionControl, RunHistory } from "../ports/portal.ts";
import type { Executions } from "../ports/ports.ts";
import { reportable } from "../revisions/reportable.ts";
import {
  claimed,
  ended,
  isLeased,
  LEASE_SECONDS,
  type RunEnd,
  type RunRecord,
  released,
  renewed,
  runInput,
} from "../revisions/run.ts";
import type { Pass } from "./pass.ts";

/** Signs of life a lease: a slow disk or a busy processor may swallow some. */
const SIGNS_PER_LEASE = 6;

const Output = z.object({
  outcome: z.enum(["published", "nothing-new", "drafted", "previewed", "awaiting-release"]),
  published: z.object({ revision: z.int() }).optional(),
});

/** How an execution ended: the state machine's output, or why it failed. */
export type ExecutionOutcome = { readonly output: unknown } | { readonly failure: NonNullable<RunEnd["failure"]> };

/** Runs the state machine to its end; throws the signal's reason where it aborts. */
export type Execute = (input: unknown, signal: AbortSignal) => Promise<ExecutionOutcome>;

export interface LocalExecutionsOptions {
  readonly execute: Execute;
  readonly history: RunHistory;
  readonly now: () => Date;
  /** Waits for a run's turn beside what other processes do in the folder; throws the signal's reason. */
  readonly turn: (signal: AbortSignal) => Promise<Pick<Pass, "end">>;
  /** Runs that are at work at once; the others wait, in the order of their requests. */
  readonly atOnce: number;
  /** Told of what keeps the runs that wait from being looked at. */
  readonly warn: (message: string) => void;
  /** Milliseconds between signs of life. */
  readonly beatMs?: number;
}

const REASONS = {
  cancelled: "Lần chạy đã dừng theo yêu cầu gửi qua cổng báo cáo; muốn lập báo cáo thì chạy lại.",
  lost: "Lần chạy đã được một tiến trình khác làm tiếp.",
  closing: "Chương trình đang dừng; lần chạy đang dở được làm tiếp khi khởi động lại.",
} as const;

/** An execution was stopped before its end. */
export class Stopped extends Failure {
  override readonly name = "Stopped";
  readonly why: keyof typeof REASONS;
  constructor(why: Stopped["why"]) {
    super(REASONS[why]);
    this.why = why;
  }
}

/** Whether the run goes on, as far as its record tells: one whose report is published still has its mails to send. */
function stopped(record: RunRecord | null, owner: string): Stopped | null {
  if (record !== null && record.end !== null) return null;
  if (record !== null && record.cancel !== null) return new Stopped("cancelled");
  return record?.lease?.owner === owner ? null : new Stopped("lost");
}

/**
 * Keeps the lease while the run is worked on, and hears of a cancellation that another process was asked for: then the
 * work is aborted with Stopped. Ends when the work is aborted, by whomever.
 */
export async function keepLease(
  options: Pick<LocalExecutionsOptions, "history" | "now" | "beatMs">,
  id: string,
  owner: string,
  work: AbortController,
): Promise<void> {
  const { history, now, beatMs = (LEASE_SECONDS * 1000) / SIGNS_PER_LEASE } = options;
  for (;;) {
    await sleep(beatMs, undefined, { signal: work.signal, ref: false }).catch(() => undefined);
    if (work.signal.aborted) return;
    // A store out of reach is no reason to stop: the lease says for how long it may be.
    const record = await history.change(id, (one) => renewed(one, owner, now())).catch(() => undefined);
    const why = record === undefined ? null : stopped(record, owner);
    if (why !== null) work.abort(why);
  }
}

/** How a run has ended by the state machine's output. */
export function endOfOutput(output: unknown, at: string): RunEnd {
  const { outcome, published } = Output.parse(output);
  return { state: outcome, at, revision: published?.revision ?? null, failure: null };
}

/** How a run has ended; null where it is to go on elsewhere. */
async function endOf(
  { execute, now }: LocalExecutionsOptions,
  input: unknown,
  signal: AbortSignal,
): Promise<RunEnd | null> {
  try {
    const ended = await execute(input, signal);
    const common = { at: now().toISOString(), revision: null, failure: null };
    if ("failure" in ended) return { ...common, state: "failed", failure: ended.failure };
    return endOfOutput(ended.output, common.at);
  } catch (error) {
    const common = { at: now().toISOString(), revision: null, failure: null };
    if (!(error instanceof Stopped)) return { ...common, state: "failed", failure: reportable(error) };
    return error.why === "cancelled" ? { ...common, state: "cancelled" } : null;
  }
}

/** Runs that wait or whose worker gives no sign of life, and that are made here: what an operator has asked for. */
const isFree = (record: RunRecord, now: Date): boolean => record.origin === "operator" && !isLeased(record, now);

/** Takes the first of the runs that wait under a lease; null where none does. What was cancelled while it waited ends. */
async function takeNext({ history, now }: LocalExecutionsOptions): Promise<RunRecord | null> {
  const owner = randomUUID();
  for (const record of await history.underWay()) {
    if (!isFree(record, now())) continue;
    const taken = await history.change(record.id, (one) => claimed(one, owner, now()));
    if (taken?.lease?.owner === owner) return taken;
  }
  return null;
}

interface Work {
  readonly controller: AbortController;
  readonly over: Promise<void>;
}

/** The executions under way in this process. */
function workshop(options: LocalExecutionsOptions, closing: AbortSignal) {
  const works = new Map<string, Work>();
  const perform = async (record: RunRecord, controller: AbortController): Promise<void> => {
    const owner = record.lease?.owner ?? "";
    const beating = keepLease(options, record.id, owner, controller);
    const end = await endOf(options, runInput(record), controller.signal);
    controller.abort();
    await beating;
    await options.history.change(record.id, (one) => (end === null ? released(one, owner) : ended(one, end)));
  };
  return {
    works,
    async run(record: RunRecord): Promise<void> {
      const controller = new AbortController();
      if (closing.aborted) controller.abort(closing.reason);
      const over = perform(record, controller)
        // What could not be written is seen by the lease that expires.
        .catch(() => undefined)
        .finally(() => works.delete(record.id));
      works.set(record.id, { controller, over });
      await over;
    },
  };
}

/** So many at once who do the same work, each until nothing is left; who is woken while at it looks once more. */
function crew(size: number, work: () => Promise<void>) {
  const members = new Set<Promise<void>>();
  let calls = 0;
  let active = 0;
  const member = async (): Promise<void> => {
    active += 1;
    for (let heard = -1; heard !== calls; ) {
      heard = calls;
      await work();
    }
    // With no wait between the last look and this: who wakes from here on gets a new member.
    active -= 1;
  };
  return {
    wake(): void {
      calls += 1;
      while (active < size) {
        const one = member().finally(() => members.delete(one));
        members.add(one);
      }
    },
    over: () => Promise.all(members),
  };
}

/** Executions in this process. */
export interface LocalExecutions extends Executions, ExecutionControl {
  /** Looks whether a run waits, and works on it if there is room. */
  wake(): void;
  /** Stops what is under way and gives it free for the next process. */
  close(): Promise<void>;
}

/**
 * Runs the deployed state machine on this machine, one execution for each run. The records of the runs are the queue: a
 * run that waits takes nothing here, and a process that starts goes on with the queue of the one before it. While it
 * works on a run it renews the run's lease; a process that dies leaves a lease that expires, and the next one goes on
 * from what was stored.
 */
export function localExecutions(options: LocalExecutionsOptions): LocalExecutions {
  const { history, now, turn, atOnce, warn } = options;
  const closing = new AbortController();
  const { works, run } = workshop(options, closing.signal);
  const runNext = async (): Promise<void> => {
    const own = await turn(closing.signal);
    try {
      const record = await takeNext(options);
      if (record !== null) await run(record);
    } finally {
      // While closing it is kept: who waits is to own the folder next, not to begin a run that loses its owner.
      if (!closing.signal.aborted) own.end();
    }
  };
  const waits = async (): Promise<boolean> =>
    !closing.signal.aborted && (await history.underWay()).some((record) => isFree(record, now()));
  const { wake, over } = crew(atOnce, async () => {
    try {
      while (await waits()) await runNext();
    } catch (error) {
      if (!closing.signal.aborted) warn(`Chưa xem được các lần chạy: ${String(error)}`);
    }
  });
  return {
    wake,
    async start(id) {
      wake();
      return !works.has(id);
    },
    async stop(id) {
      works.get(id)?.controller.abort(new Stopped("cancelled"));
    },
    standing: async (id) => ({ state: works.has(id) ? "running" : "unknown" }),
    async close() {
      closing.abort(new Stopped("closing"));
      for (const { controller } of works.values()) controller.abort(closing.signal.reason);
      await over();
    },
  };
}
