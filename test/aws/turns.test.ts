import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient } from "@aws-sdk/client-sfn";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, it } from "vitest";
import { isExecutionRunning } from "../../functions/aws/executions.ts";

const client = new SFNClient({ region: "ap-southeast-1" });
const states = mockClient(client);
const arn = "arn:aws:states:ap-southeast-1:123456789012:execution:Pipeline:r1";

beforeEach(() => {
  states.reset();
});

it.each([
  ["RUNNING", true],
  ["PENDING_REDRIVE", true],
  ["SUCCEEDED", false],
  ["FAILED", false],
  ["TIMED_OUT", false],
  ["ABORTED", false],
] as const)("an execution that is %s holds its turn: %s, whatever its output says", async (status, running) => {
  states.on(DescribeExecutionCommand).resolves({ status, output: '{"outcome":"of another version"}' });
  expect(await isExecutionRunning(client, arn)).toBe(running);
});

it("one that is not there holds none", async () => {
  states.on(DescribeExecutionCommand).rejects(new ExecutionDoesNotExist({ message: "", $metadata: {} }));
  expect(await isExecutionRunning(client, arn)).toBe(false);
});

it.each(["ThrottlingException", "ECONNRESET", "AccessDeniedException"])(
  "an engine that answers with %s is asked again by the step, and fails no run for it",
  async (name) => {
    states.on(DescribeExecutionCommand).rejects(Object.assign(new Error("x"), { name }));
    await expect(isExecutionRunning(client, arn)).rejects.toMatchObject({ name: "StoreUnavailable" });
  },
);
