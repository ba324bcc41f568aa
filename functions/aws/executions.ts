import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { z } from "zod";
import { runInput } from "../domain/run.ts";
import type { Executions, Standing } from "../ports.ts";

const Output = z.object({ outcome: z.enum(["published", "nothing-new", "drafted"]) });

function parsedJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

async function standingOf(client: SFNClient, executionArn: string): Promise<Standing> {
  const { status, output, error } = await client.send(new DescribeExecutionCommand({ executionArn }));
  switch (status) {
    case "RUNNING":
    case "PENDING_REDRIVE":
      return { state: "running" };
    case "SUCCEEDED":
      return { state: "succeeded", ...Output.parse(parsedJson(output)) };
    case "ABORTED":
      return { state: "aborted" };
    default:
      // The cause may hold anything; what a step may tell of its failure is in the run's own notes.
      return { state: "failed", name: error ?? status ?? "Unexpected" };
  }
}

/**
 * Executions of the deployed state machine, each named after its run: Step Functions starts one of a name only once.
 *
 * @param stateMachine its ARN
 */
export function sfnExecutions(stateMachine: string, client = new SFNClient({})): Executions {
  const arnOf = (run: string): string => `${stateMachine.replace(":stateMachine:", ":execution:")}:${run}`;
  return {
    async start(record) {
      const input = JSON.stringify(runInput(record));
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn: stateMachine, name: record.id, input }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
    async stop(run) {
      try {
        await client.send(new StopExecutionCommand({ executionArn: arnOf(run), cause: "cancelled by an operator" }));
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist)) throw error;
      }
    },
    async standing(run) {
      try {
        return await standingOf(client, arnOf(run));
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return { state: "unknown" };
        throw error;
      }
    },
  };
}
