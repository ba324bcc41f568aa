import type { Code } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { ScheduledProvince } from "../functions/catalogue/timetables.ts";
import { SETTING } from "../functions/settings.ts";
import { Handler } from "./handler.ts";
import type { Schedules } from "./schedules.ts";
import type { Storage } from "./storage.ts";

export interface WatchdogProps {
  readonly code: Code;
  readonly storage: Storage;
  readonly schedules: Schedules;
  readonly provinces: readonly ScheduledProvince[];
  /** Namespace of our own metrics. */
  readonly metrics: string;
}

/** After the morning's runs, before the offices' day is half over. */
const DAILY = "cron(0 9 * * ? *)";

/** Looks every day whether the reports that must be there are there, and readable; it reads, and starts nothing. */
export class Watchdog extends Construct {
  readonly handler: Handler;

  constructor(scope: Construct, id: string, { code, storage, schedules, provinces, metrics }: WatchdogProps) {
    super(scope, id);
    this.handler = new Handler(this, "Watch", {
      code,
      handler: "watch.watchHandler",
      description: "Looks whether the reports that are due are there",
      memory: 512,
      minutes: 5,
      environment: { ...storage.environment, [SETTING.metrics]: metrics },
    });
    storage.grant(this.handler, { table: ["GetItem"], read: ["published"] });
    const watched = provinces.flatMap(({ id: province, scheme, entries }) =>
      entries.map(({ kind, due, margin }) => ({ province, kind, scheme, due, margin })),
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
