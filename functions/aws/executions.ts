import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { Executions } from "../ports.ts";
import { type Environment, readStateMachine } from "../settings.ts";

/** Runs of a state machine, each named after its run; a name is refused for 90 days after it was used. */
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

/** Runs of the deployed state machine. Throws SettingInvalid naming the variable that is missing or malformed. */
export const deployedExecutions = (env: Environment): Executions =>
  stepFunctions(new SFNClient({}), readStateMachine(env));
