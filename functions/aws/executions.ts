import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { Executions } from "../ports.ts";

/** Runs of the deployed state machine; a name is refused for 90 days after it was used. */
export function stepFunctions(client: SFNClient, stateMachineArn: string): Executions {
  return {
    async start(run, input) {
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name: run, input: JSON.stringify(input) }));
        return true;
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return false;
        throw error;
      }
    },
  };
}
