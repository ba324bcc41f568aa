import { SFNClient } from "@aws-sdk/client-sfn";
import { stepFunctions } from "../aws/executions.ts";
import type { Executions } from "../ports.ts";
import { readStateMachine } from "../settings.ts";
import { type Started, start } from "../steps/start.ts";
import { handler } from "./handler.ts";

let executions: Executions | undefined;

/** Called by the schedules. */
export const startHandler = handler((event): Promise<Started> => {
  executions ??= stepFunctions(new SFNClient({}), readStateMachine(process.env));
  return start(executions, event);
});
