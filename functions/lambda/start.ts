import { deployedExecutions } from "../aws/executions.ts";
import type { Executions } from "../ports.ts";
import { type Started, start } from "../steps/start.ts";

let executions: Executions | undefined;

/** Called by the schedules. */
export const startHandler = (event: unknown): Promise<Started> => {
  executions ??= deployedExecutions(process.env);
  return start(executions, event);
};
