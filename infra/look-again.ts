import { Duration } from "aws-cdk-lib";
import type { Code } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { ScheduledProvince } from "../functions/catalogue/timetables.ts";
import { SETTING } from "../functions/settings.ts";
import { Handler } from "./handler.ts";
import type { Schedules } from "./schedules.ts";
import type { Storage } from "./storage.ts";

export interface LookAgainProps {
  readonly code: Code;
  readonly storage: Storage;
  readonly schedules: Schedules;
  readonly stateMachine: StateMachine;
  readonly provinces: readonly ScheduledProvince[];
}

/** After the first runs of the morning's timetables. */
const DAILY = "cron(30 6 * * ? *)";

/** Starts a run every day for each published report whose figures are provisional, until its last day. */
export class LookAgain extends Construct {
  readonly handler: Handler;

  constructor(scope: Construct, id: string, { code, storage, schedules, stateMachine, provinces }: LookAgainProps) {
    super(scope, id);
    this.handler = new Handler(this, "Look", {
      code,
      handler: "start.lookAgainHandler",
      description: "Starts runs of provisional reports, to make them final",
      memory: 512,
      timeout: Duration.minutes(5),
      environment: { ...storage.environment, [SETTING.stateMachine]: stateMachine.stateMachineArn },
    });
    storage.grant(this.handler, { table: { get: ["series"] }, read: ["published"] });
    stateMachine.grantStartExecution(this.handler);
    this.handler.configureAsyncInvoke({
      maxEventAge: Duration.hours(6),
      retryAttempts: 2,
      onFailure: new SqsDestination(schedules.undelivered),
    });
    const followed = provinces.flatMap(({ id: province, scheme, inForce, entries }) =>
      entries.map(({ kind, days, due, follow }) => ({ province, kind, scheme, inForce, days, due, follow })),
    );
    if (followed.length === 0) return;
    schedules.add({
      name: "look-again",
      description: "Starts runs of reports that are provisional",
      cron: DAILY,
      handler: this.handler,
      event: { followed },
    });
  }
}
