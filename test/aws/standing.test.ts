import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, expect, it } from "vitest";
import { stepFunctions } from "../../functions/aws/executions.ts";

const MACHINE = "arn:aws:states:ap-southeast-1:123456789012:stateMachine:BaoCao";
const EXECUTION = "arn:aws:states:ap-southeast-1:123456789012:execution:BaoCao:lan-1";

const aws = mockClient(SFNClient);
const executions = stepFunctions(new SFNClient({ region: "ap-southeast-1" }), MACHINE);
beforeEach(() => aws.reset());

it("starts an execution under the run's name, and says where there was one", async () => {
  aws
    .on(StartExecutionCommand)
    .resolvesOnce({})
    .rejects(new ExecutionAlreadyExists({ message: "there", $metadata: {} }));
  expect(await executions.start("lan-1", { run: "lan-1" })).toBe(true);
  expect(await executions.start("lan-1", { run: "lan-1" })).toBe(false);
  const sent = { stateMachineArn: MACHINE, name: "lan-1", input: '{"run":"lan-1"}' };
  expect(aws.commandCalls(StartExecutionCommand).map(({ args: [command] }) => command.input)).toEqual([sent, sent]);
});

it.each([
  [{ status: "RUNNING" }, { state: "running" }],
  [
    { status: "SUCCEEDED", output: '{"run":"lan-1","outcome":"published"}' },
    { state: "succeeded", outcome: "published" },
  ],
  [
    { status: "SUCCEEDED", output: '{"run":"lan-1","outcome":"nothing-new"}' },
    { state: "succeeded", outcome: "nothing-new" },
  ],
  [{ status: "SUCCEEDED", output: '{"run":"lan-1","outcome":"cancelled"}' }, { state: "aborted" }],
  [
    { status: "FAILED", error: "TooIncomplete", cause: '{"errorMessage":"mật khẩu"}' },
    { state: "failed", name: "TooIncomplete" },
  ],
  [{ status: "TIMED_OUT" }, { state: "failed", name: "TIMED_OUT" }],
  [{ status: "ABORTED" }, { state: "aborted" }],
] as const)("tells how %j stands", async (answer, standing) => {
  aws.on(DescribeExecutionCommand, { executionArn: EXECUTION }).resolves(answer);
  expect(await executions.standing("lan-1")).toEqual(standing);
});

it("knows nothing of an execution that is not there, and stops it without an error", async () => {
  const absent = new ExecutionDoesNotExist({ message: "no", $metadata: {} });
  aws.on(DescribeExecutionCommand).rejects(absent);
  aws.on(StopExecutionCommand).rejects(absent);
  expect(await executions.standing("lan-1")).toEqual({ state: "unknown" });
  await executions.stop("lan-1");
  expect(aws.commandCalls(StopExecutionCommand)[0]?.args[0].input).toEqual({ executionArn: EXECUTION });
});

it("hands on what it does not know", async () => {
  aws.on(DescribeExecutionCommand).rejects(new Error("AccessDeniedException"));
  await expect(executions.standing("lan-1")).rejects.toThrow("AccessDenied");
});
