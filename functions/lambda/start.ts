import { deployedExecutions } from "../aws/executions.ts";
import { type Started, start } from "../pipeline/start.ts";
import type { Executions } from "../ports/ports.ts";
import { handler } from "./handler.ts";

let executions: Executions | undefined;

/** Called by the schedules. */
export const startHandler = handler("start", (event): Promise<Started> => {
  executions ??= deployedExecutions(process.env);
  return start(executions, event);
});
