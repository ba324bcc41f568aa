import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Execute, ExecutionOutcome } from "../laptop/executions.ts";
import type { LocalOptions, LocalWorld } from "../laptop/world.ts";
import { reportable } from "../revisions/reportable.ts";

type Place = Pick<LocalOptions, "stateDir" | "api" | "verifyBase" | "mail" | "nationalPortal" | "sources">;

/** Where a thread works, and on what. */
export interface ThreadData extends Place, Pick<Required<LocalOptions>, "server"> {
  readonly input: unknown;
}

export type ThreadMessage = { readonly warning: string } | { readonly outcome: ExecutionOutcome };

/** Runs each execution in a thread of its own over the database that is open here; it is ended where it is to stop. */
export function inThread(place: Place, warn: (message: string) => void, world: Pick<LocalWorld, "server">): Execute {
  return async (input, signal) => {
    const server = await world.server();
    signal.throwIfAborted();
    const workerData: ThreadData = { ...place, server, input };
    const worker = new Worker(new URL("./run-thread.ts", import.meta.url), { workerData });
    const end = (): void => void worker.terminate();
    signal.addEventListener("abort", end, { once: true });
    let outcome: ExecutionOutcome = { failure: reportable(null) };
    worker.on("message", (message: ThreadMessage) => {
      if ("warning" in message) warn(message.warning);
      else outcome = message.outcome;
    });
    worker.on("error", (error) => {
      outcome = { failure: reportable(error) };
      warn(String(error));
    });
    await once(worker, "exit");
    signal.removeEventListener("abort", end);
    signal.throwIfAborted();
    return outcome;
  };
}
