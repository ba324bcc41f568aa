import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { z } from "zod";
import type { Executions } from "../ports.ts";
import type { ExecutionControl, Standing } from "../ports-portal.ts";
import { type Environment, readStateMachine } from "../settings.ts";

const Output = z.object({ outcome: z.enum(["published", "nothing-new", "drafted"]) });

async function standingOf(client: SFNClient, executionArn: string): Promise<Standing> {
  const { status, output, error } = await client.send(new DescribeExecutionCommand({ executionArn }));
  switch (status) {
    case "RUNNING":
    case "PENDING_REDRIVE":
      return { state: "running" };
    case "SUCCEEDED":
      return { state: "succeeded", ...Output.parse(JSON.parse(output ?? "null")) };
    case "ABORTED":
      return { state: "aborted" };
    default:
      // The cause may hold anything; what a step may tell of its failure is in the run's own notes.
      return { state: "failed", name: error ?? status ?? "Unexpected" };
  }
}

/** What `call` gives; `otherwise` where there is no such execution. */
async function unlessAbsent<T>(call: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return otherwise;
    throw error;
  }
}

/** Runs of the deployed state machine, each named after its run; a name is refused for 90 days after it was used. */
export function stepFunctions(client: SFNClient, stateMachineArn: string): Executions & ExecutionControl {
  const arnOf = (run: string): string => `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${run}`;
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
    async stop(run) {
      await unlessAbsent<unknown>(client.send(new StopExecutionCommand({ executionArn: arnOf(run) })), undefined);
    },
    standing: (run) => unlessAbsent<Standing>(standingOf(client, arnOf(run)), { state: "unknown" }),
  };
}

/** Runs of the deployed state machine. Throws SettingInvalid naming the variable that is missing or malformed. */
export const deployedExecutions = (env: Environment): Executions & ExecutionControl =>
  stepFunctions(new SFNClient({}), readStateMachine(env));
