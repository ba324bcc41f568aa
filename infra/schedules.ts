import { Duration, RemovalPolicy, Stack, TimeZone, Validations } from "aws-cdk-lib";
import type { Code } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleGroup,
  ScheduleTargetInput,
  TimeWindow,
} from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { ScheduledProvince } from "../functions/catalogue/timetables.ts";
import { cronOf, delayOf } from "../functions/revisions/timetable.ts";
import { SETTING } from "../functions/settings.ts";
import { acknowledgeWildcard } from "./acknowledge.ts";
import { Handler } from "./handler.ts";

const ZONE = TimeZone.of("Asia/Ho_Chi_Minh");

/** Tried so long and so often before an event goes to the dead-letter queue; the most that Scheduler allows. */
const DELIVERY = { maxEventAge: Duration.hours(24), retryAttempts: 185 };

/** What a schedule is set to. */
export interface ScheduleEntry {
  readonly name: string;
  readonly description: string;
  /** In Asia/Ho_Chi_Minh. */
  readonly cron: string;
  readonly handler: Handler;
  /** The scheduled instant is put beside it, as `scheduledTime`. */
  readonly event: Readonly<Record<string, unknown>>;
}

/** The schedules of a stage. What could not be delivered waits two weeks in one queue, whose alarm is in `alarms.ts`. */
export class Schedules extends Construct {
  readonly undelivered: Queue;
  readonly #group: ScheduleGroup;

  constructor(scope: Construct, id: string, { stage }: { stage: string }) {
    super(scope, id);
    this.undelivered = new Queue(this, "Undelivered", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.undelivered).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "It is the dead-letter queue of the schedules and of the functions that they call.",
    });
    this.#group = new ScheduleGroup(this, "Group", {
      scheduleGroupName: `online-service-reports-${stage}`,
      // It holds nothing of its own; one that stayed would be in the way of the next deployment.
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** Sets a schedule; an event that its function fails on goes to the same queue as one that was never delivered. */
  add({ name, description, cron, handler, event }: ScheduleEntry): void {
    acknowledgeWildcard(
      Stack.of(this),
      handler,
      ":*",
      "CDK lets Scheduler call every version; there is none but the newest.",
    );
    new Schedule(this, name, {
      description,
      scheduleName: name,
      scheduleGroup: this.#group,
      schedule: ScheduleExpression.expression(cron, ZONE),
      timeWindow: TimeWindow.off(),
      target: new LambdaInvoke(handler, {
        ...DELIVERY,
        deadLetterQueue: this.undelivered,
        input: ScheduleTargetInput.fromObject({ ...event, scheduledTime: ContextAttribute.scheduledTime }),
      }),
    });
  }
}

export interface StarterProps {
  readonly code: Code;
  readonly schedules: Schedules;
  readonly stateMachine: StateMachine;
  readonly provinces: readonly ScheduledProvince[];
}

/** Starts runs by the provinces' timetables: a schedule for each province and kind of period. */
export class Starter extends Construct {
  readonly handler: Handler;

  constructor(scope: Construct, id: string, { code, schedules, stateMachine, provinces }: StarterProps) {
    super(scope, id);
    this.handler = new Handler(this, "Start", {
      code,
      handler: "start.startHandler",
      description: "Starts the run that a schedule asks for",
      memory: 256,
      timeout: Duration.minutes(1),
      environment: { [SETTING.stateMachine]: stateMachine.stateMachineArn },
    });
    stateMachine.grantStartExecution(this.handler);
    this.handler.configureAsyncInvoke({
      maxEventAge: Duration.hours(6),
      retryAttempts: 2,
      onFailure: new SqsDestination(schedules.undelivered),
    });
    for (const { id: province, scheme, inForce, entries } of provinces) {
      for (const entry of entries) {
        schedules.add({
          name: `${province}-${entry.kind}`,
          description: `Reports of ${province}, one for each ${entry.kind}`,
          cron: cronOf(entry, scheme, delayOf(province)),
          handler: this.handler,
          event: { province, kind: entry.kind, scheme, inForce },
        });
      }
    }
  }
}
