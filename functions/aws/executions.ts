import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type ExecutionStatus as ExecutionStatusName,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { z } from "zod";
import type { ExecutionControl, ExecutionStatus } from "../ports/portal.ts";
import type { Executions } from "../ports/ports.ts";
import type { Environment } from "../settings/values.ts";
import { readStateMachine } from "../settings.ts";
import { translateSdkError } from "../store/sdk-errors.ts";
import { executionClient } from "./clients.ts";

/** A run that was cancelled before its execution began ends well as far as Step Functions knows. */
const Output = z.object({
  outcome: z.enum(["published", "nothing-new", "drafted", "previewed", "awaiting-release", "cancelled"]),
});

function endOfOutput(output: string | undefined): ExecutionStatus {
  const { outcome } = Output.parse(JSON.parse(output ?? "null"));
  return outcome === "cancelled" ? { state: "aborted" } : { state: "succeeded", outcome };
}

async function standingOf(client: SFNClient, executionArn: string): Promise<ExecutionStatus> {
  const { status, output, error } = await client.send(new DescribeExecutionCommand({ executionArn }));
  switch (status) {
    case "RUNNING":
    case "PENDING_REDRIVE":
      return { state: "running" };
    case "SUCCEEDED":
      return endOfOutput(output);
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

const RUNNING: readonly (ExecutionStatusName | undefined)[] = ["RUNNING", "PENDING_REDRIVE"];

/**
 * Whether an execution has not ended; one that is not there has. How it ended is nobody's business here: another
 * version may have made it. Throws StoreUnavailable where Step Functions is out of reach or busy.
 */
export const isExecutionRunning = (client: SFNClient, executionArn: string): Promise<boolean> =>
  translateSdkError("Step Functions", async () => {
    const described = client.send(new DescribeExecutionCommand({ executionArn }));
    return RUNNING.includes((await unlessAbsent(described, null))?.status);
  });

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
    standing: (run) => unlessAbsent<ExecutionStatus>(standingOf(client, arnOf(run)), { state: "unknown" }),
  };
}

/** Runs of the deployed state machine. Throws SettingInvalid naming the variable that is missing or malformed. */
export const deployedExecutions = (env: Environment): Executions & ExecutionControl =>
  stepFunctions(executionClient(env), readStateMachine(env));
