import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { stepFunctions } from "../../functions/aws/executions.ts";
import { start } from "../../functions/pipeline/start.ts";

const client = new SFNClient({ region: "ap-southeast-1" });
const states = mockClient(client);
const arn = "arn:aws:states:ap-southeast-1:123456789012:stateMachine:Pipeline";

it("an event that is delivered twice asks for the same name with the same input, and a name that is taken is no failure", async () => {
  states
    .on(StartExecutionCommand)
    .resolvesOnce({})
    .rejects(new ExecutionAlreadyExists({ message: "", $metadata: {} }));
  const inForce = [{ from: "2026-01-01", to: "2026-12-31" }];
  const event = { province: "dong-nai", kind: "month", scheme: "nd09", inForce, scheduledTime: "2026-12-14T22:00:00Z" };
  const executions = stepFunctions(client, arn);
  expect((await start(executions, event)).first).toBe(true);
  expect((await start(executions, event)).first).toBe(false);
  const [one, other] = states.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input);
  expect(one).toEqual(other);
  expect(one).toMatchObject({ stateMachineArn: arn, name: "dong-nai_2026-12_20261214T2200Z" });
  expect(JSON.parse(one?.input ?? "")).toEqual({
    run: "dong-nai_2026-12_20261214T2200Z",
    province: "dong-nai",
    period: "2026-12",
    programmes: null,
    reports: null,
    refresh: false,
    provisional: false,
    reissue: false,
    preview: false,
  });
});
