import { Duration } from "aws-cdk-lib";
import type { Code } from "aws-cdk-lib/aws-lambda";
import { LambdaDestination, SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Construct } from "constructs";
import type { ScheduledProvince } from "../functions/catalogue/timetables.ts";
import { SETTING } from "../functions/settings.ts";
import { acknowledgeWildcard } from "./acknowledge.ts";
import { Handler } from "./handler.ts";
import type { Schedules } from "./schedules.ts";
import type { Storage } from "./storage.ts";

export interface WatchdogProps {
  readonly code: Code;
  readonly storage: Storage;
  readonly schedules: Schedules;
  readonly provinces: readonly ScheduledProvince[];
  /** Gets what the watchdog has seen. */
  readonly notifyAbsence: Handler;
  /** Namespace of our own metrics. */
  readonly metrics: string;
}

/** After the morning's runs, before the offices' day is half over. */
const DAILY = "cron(0 9 * * ? *)";

/** Looks every day whether the reports that must be there are there, and readable; it reads, and starts nothing. */
export class Watchdog extends Construct {
  readonly handler: Handler;

  constructor(
    scope: Construct,
    id: string,
    { code, storage, schedules, provinces, notifyAbsence, metrics }: WatchdogProps,
  ) {
    super(scope, id);
    this.handler = new Handler(this, "Watch", {
      code,
      handler: "watch.watchHandler",
      description: "Looks whether the reports that are due are there",
      memory: 512,
      timeout: Duration.minutes(5),
      environment: { ...storage.environment, [SETTING.metrics]: metrics },
    });
    storage.grant(this.handler, { table: { get: ["series", "releases"] }, read: ["published"] });
    // Whoever tells operators by mail comes after the watchdog: what fails there cannot keep it from its metric.
    this.handler.configureAsyncInvoke({
      retryAttempts: 2,
      onSuccess: new LambdaDestination(notifyAbsence),
      onFailure: new SqsDestination(schedules.undelivered),
    });
    // What tells of an absence is as loud when it fails itself.
    notifyAbsence.configureAsyncInvoke({
      maxEventAge: Duration.hours(6),
      retryAttempts: 2,
      onFailure: new SqsDestination(schedules.undelivered),
    });
    acknowledgeWildcard(
      this.handler.role ?? this.handler,
      notifyAbsence,
      ":*",
      "CDK lets a destination's caller call every version.",
    );
    const watched = provinces.flatMap(({ id: province, scheme, inForce, entries }) =>
      entries.map(({ kind, due, margin }) => ({ province, kind, scheme, inForce, due, margin })),
    );
    if (watched.length === 0) return;
    schedules.add({
      name: "watchdog",
      description: "Looks whether the reports that are due are there",
      cron: DAILY,
      handler: this.handler,
      event: { watched },
    });
  }
}
