import { readFileSync } from "node:fs";
import { reportable } from "../domain/failure.ts";
import { ended } from "../domain/run.ts";
import type { ExecutionOutcome } from "../local/executions.ts";
import type { Handlers } from "../local/machine.ts";
import type { ServicePorts } from "../ports.ts";
import { notifyFailure } from "../steps/alert.ts";
import { assemble } from "../steps/assemble.ts";
import { collect } from "../steps/collect.ts";
import { notify } from "../steps/notify.ts";
import { plan } from "../steps/plan.ts";
import { publish } from "../steps/publish.ts";
import { render } from "../steps/render.ts";
import type { Request } from "../steps/request.ts";
import { tracked } from "../steps/track.ts";

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
    Plan: over(tracked("plan", plan)),
    CollectAgency: over(tracked("collect", collect)),
    MissAgency: over(tracked("collect", collect)),
    Assemble: over(tracked("assemble", assemble)),
    RenderDocument: over(tracked("render", render)),
    Publish: over(tracked("publish", publish)),
    Notify: over(notify),
    NotifyFailure: over(notifyFailure),
  };
}

/** Runs the state machine in this process. Throws what a step has thrown, or the signal's reason. */
async function runMachine(ports: ServicePorts, input: unknown, signal?: AbortSignal): Promise<unknown> {
  const machine = await import("../local/machine.ts");
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

/** Runs the state machine to its end in this process; a failure also ends the run in the history. */
export async function runPipeline(ports: ServicePorts, request: Request): Promise<unknown> {
  try {
    return await runMachine(ports, request);
  } catch (error) {
    const at = ports.now().toISOString();
    const end = { state: "failed" as const, at, revision: null, failure: reportable(error) };
    // What went wrong is told by the error itself, also where the history cannot be written.
    await ports.history.change(request.run, (record) => ended(record, end)).catch(() => undefined);
    throw error;
  }
}
