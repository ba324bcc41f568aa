import { Duration } from "aws-cdk-lib";
import type { Code } from "aws-cdk-lib/aws-lambda";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import { SETTING } from "../functions/settings.ts";
import { acknowledgeExecutions } from "./acknowledge.ts";
import { Handler } from "./handler.ts";
import type { Schedules } from "./schedules.ts";
import type { Storage } from "./storage.ts";

export interface TakeOverProps {
  readonly code: Code;
  readonly storage: Storage;
  readonly schedules: Schedules;
  readonly stateMachine: StateMachine;
}

/** So long an operator's run that was lost waits at most. */
const OFTEN = "cron(0/15 * * * ? *)";

/** Takes over the runs that operators have asked for and that were lost, whether anybody looks at them or not. */
export class TakeOver extends Construct {
  readonly handler: Handler;

  constructor(scope: Construct, id: string, { code, storage, schedules, stateMachine }: TakeOverProps) {
    super(scope, id);
    this.handler = new Handler(this, "LookAfter", {
      code,
      handler: "runs.lookAfterHandler",
      description: "Takes over runs that were asked for and lost, ends those that are over",
      memory: 256,
      timeout: Duration.minutes(5),
      environment: { ...storage.environment, [SETTING.stateMachine]: stateMachine.stateMachineArn },
    });
    storage.grant(this.handler, {
      table: {
        get: ["run", "runRecord", "runRegister", "openRuns", "releases"],
        query: true,
        put: ["runRecord", "runRegister", "openRuns"],
      },
    });
    stateMachine.grantStartExecution(this.handler);
    stateMachine.grantExecution(this.handler, "states:DescribeExecution");
    acknowledgeExecutions(this.handler.role ?? this.handler, stateMachine);
    schedules.add({
      name: "take-over",
      description: "Takes over runs that operators have asked for and that were lost",
      cron: OFTEN,
      handler: this.handler,
      event: {},
    });
  }
}
