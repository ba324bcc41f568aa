import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { reportable } from "../domain/failure.ts";
import { ended, LEASE_SECONDS, type RunEnd, type RunRecord, released, renewed } from "../domain/run.ts";
import type { Executions } from "../ports.ts";
import type { ExecutionControl, RunHistory } from "../ports-portal.ts";

/** Signs of life a lease: a slow disk or a busy processor may swallow some. */
const SIGNS_PER_LEASE = 6;

const Output = z.object({
  outcome: z.enum(["published", "nothing-new", "drafted"]),
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
  /** Milliseconds between signs of life. */
  readonly beatMs?: number;
}

/** Why an execution was stopped before its end. */
class Stopped extends Error {
  readonly why: "cancelled" | "lost" | "closing";
  constructor(why: Stopped["why"]) {
    super(`stopped: ${why}`);
    this.why = why;
  }
}

/**
 * Whether the run goes on, as far as its record tells: one whose report is published still has its mails to send; one
 * that was started without a lease has none to lose.
 */
function stopped(record: RunRecord | null, owner: string | null): Stopped | null {
  if (record !== null && record.end !== null) return null;
  if (record !== null && record.cancel !== null) return new Stopped("cancelled");
  return owner === null || record?.lease?.owner === owner ? null : new Stopped("lost");
}

/** Keeps the lease while the run is worked on, and hears of a cancellation that another process was asked for. */
async function beat(options: LocalExecutionsOptions, id: string, owner: string | null, work: AbortController) {
  const { history, now, beatMs = (LEASE_SECONDS * 1000) / SIGNS_PER_LEASE } = options;
  for (;;) {
    await sleep(beatMs, undefined, { signal: work.signal, ref: false });
    const look = owner === null ? history.get(id) : history.change(id, (one) => renewed(one, owner, now()));
    // A store out of reach is no reason to stop: the lease says for how long it may be.
    const record = await look.catch(() => undefined);
    const why = record === undefined ? null : stopped(record, owner);
    if (why !== null) work.abort(why);
  }
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
    const output = Output.parse(ended.output);
    return { ...common, state: output.outcome, revision: output.published?.revision ?? null };
  } catch (error) {
    const common = { at: now().toISOString(), revision: null, failure: null };
    if (!(error instanceof Stopped)) return { ...common, state: "failed", failure: reportable(error) };
    return error.why === "cancelled" ? { ...common, state: "cancelled" } : null;
  }
}

interface Work {
  readonly controller: AbortController;
  readonly over: Promise<void>;
}

/** Executions in this process. */
export interface LocalExecutions extends Executions, ExecutionControl {
  /** Stops what is under way and gives it free for the next process. */
  close(): Promise<void>;
}

/**
 * Runs the deployed state machine on this machine, one execution for each run. While it works it renews the run's
 * lease; a process that dies leaves a lease that expires, and the next one goes on from what was stored.
 */
export function localExecutions(options: LocalExecutionsOptions): LocalExecutions {
  const { history } = options;
  const works = new Map<string, Work>();
  const work = async (run: string, input: unknown, controller: AbortController): Promise<void> => {
    const owner = (await history.get(run))?.lease?.owner ?? null;
    const beating = beat(options, run, owner, controller).catch(() => undefined);
    const end = await endOf(options, input, controller.signal);
    controller.abort();
    await beating;
    await history.change(run, (one) => (end === null ? released(one, owner ?? "") : ended(one, end)));
  };
  return {
    async start(run, input) {
      if (works.has(run)) return false;
      const controller = new AbortController();
      const over = work(run, input, controller)
        // What could not be written is seen by the lease that expires.
        .catch(() => undefined)
        .finally(() => works.delete(run));
      works.set(run, { controller, over });
      return true;
    },
    async stop(run) {
      works.get(run)?.controller.abort(new Stopped("cancelled"));
    },
    standing: async (run) => ({ state: works.has(run) ? "running" : "unknown" }),
    async close() {
      for (const { controller } of works.values()) controller.abort(new Stopped("closing"));
      await Promise.all([...works.values()].map(({ over }) => over));
    },
  };
}
