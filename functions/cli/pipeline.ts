import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { type ExecutionOutcome, endOfOutput, keepLease, Stopped } from "../laptop/executions.ts";
import type { Handlers } from "../laptop/machine.ts";
import { notifyFailure } from "../pipeline/alert.ts";
import { assemble } from "../pipeline/assemble.ts";
import { collect } from "../pipeline/collect.ts";
import { notify } from "../pipeline/notify.ts";
import { plan } from "../pipeline/plan.ts";
import { publish } from "../pipeline/publish.ts";
import { render } from "../pipeline/render.ts";
import type { Request } from "../pipeline/support/request.ts";
import { tracked } from "../pipeline/track.ts";
import type { ServicePorts } from "../ports/ports.ts";
import { reportable } from "../revisions/reportable.ts";
import { ended, leaseOf, type RunEnd, startedElsewhere } from "../revisions/run.ts";

/** Retries wait a tenth of what they wait in AWS: somebody is looking. */
const WAIT_SCALE = 0.1;

/** The deployed state machine. */
const definition = (): unknown =>
  JSON.parse(readFileSync(new URL("../../infra/pipeline.asl.json", import.meta.url), "utf8"));

/** Its steps in this process. */
function handlersOver(ports: ServicePorts): Handlers {
  const over =
    <Output>(step: (ports: ServicePorts, input: unknown) => Promise<Output>) =>
    (input: unknown): Promise<Output> =>
      step(ports, input);
  return {
    // Whoever runs it here has waited for its turn in the state folder.
    AwaitTurn: async () => ({ outcome: "given" }),
    Plan: over(tracked("plan", plan)),
    CollectAgency: over(tracked("collect", collect)),
    MissAgency: over(tracked("collect", collect)),
    Assemble: over(tracked("assemble", assemble)),
    RenderDocument: over(tracked("render", render)),
    Publish: over(tracked("publish", publish)),
    PublishApproved: over(tracked("publish", publish)),
    Notify: over(notify),
    AskApprovers: over(notify),
    NotifyFailure: over(notifyFailure),
  };
}

/** Runs the state machine in this process. Throws what a step has thrown, or the signal's reason. */
async function runMachine(ports: ServicePorts, input: unknown, signal?: AbortSignal): Promise<unknown> {
  const machine = await import("../laptop/machine.ts");
  const run = { definition: definition(), handlers: handlersOver(ports), input, waitScale: WAIT_SCALE };
  return machine.runMachine(signal === undefined ? run : { ...run, signal });
}

/** Runs the state machine in this process, and says how it ended. Throws the signal's reason. */
export async function outcomeOf(ports: ServicePorts, input: unknown, signal?: AbortSignal): Promise<ExecutionOutcome> {
  try {
    return { output: await runMachine(ports, input, signal) };
  } catch (error) {
    signal?.throwIfAborted();
    return { failure: reportable(error) };
  }
}

/** How a run that threw has ended. */
function endBy(error: unknown, at: string): RunEnd {
  const common = { at, revision: null };
  if (error instanceof Stopped && error.why === "cancelled") return { ...common, state: "cancelled", failure: null };
  return { ...common, state: "failed", failure: reportable(error) };
}

/**
 * Runs the state machine to its end in this process, under a lease, so that the history tells of a run that it works on
 * as long as it does; what ends it ends its record. Throws what a step has thrown, the signal's reason, or Stopped where
 * the run was cancelled.
 *
 * @param options `beatMs`: milliseconds between signs of life, a sixth of the lease unless given; `by`: who asked for it
 */
export async function runPipeline(
  ports: ServicePorts,
  request: Request,
  signal: AbortSignal,
  { by = "", ...beats }: { readonly beatMs?: number; readonly by?: string } = {},
): Promise<unknown> {
  const { history, now } = ports;
  const at = (): string => now().toISOString();
  const owner = randomUUID();
  // How the run went is told by what is given or thrown here, also where the history cannot be written.
  const close = (end: RunEnd) => history.change(request.run, (record) => ended(record, end)).catch(() => undefined);
  await history.open(startedElsewhere(request, at(), leaseOf(owner, now()), by));
  const work = new AbortController();
  const alive = keepLease({ history, now, ...beats }, request.run, owner, work);
  try {
    const output = await runMachine(ports, request, AbortSignal.any([signal, work.signal]));
    await close(endOfOutput(output, at()));
    return output;
  } catch (error) {
    await close(endBy(error, at()));
    throw error;
  } finally {
    work.abort();
    await alive;
  }
}
