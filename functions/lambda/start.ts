import { deployedExecutions } from "../aws/executions.ts";
import { lookAgainPorts } from "../aws/look-again.ts";
import { type LookAgainPorts, lookAgain } from "../pipeline/look-again.ts";
import { type Started, start } from "../pipeline/start.ts";
import type { Executions } from "../ports/ports.ts";
import { handler } from "./handler.ts";

let executions: Executions | undefined;
let again: LookAgainPorts | undefined;

/** Called by the schedules. */
export const startHandler = handler("start", (event): Promise<Started> => {
  executions ??= deployedExecutions(process.env);
  return start(executions, event);
});

/** Called by a schedule of its own. */
export const lookAgainHandler = handler("look-again", (event): Promise<readonly string[]> => {
  again ??= lookAgainPorts(process.env);
  return lookAgain(again, event);
});
