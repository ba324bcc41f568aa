import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { ObjectStore, ReportStatus, RevisionStore } from "../ports/ports.ts";
import type { ReleaseStore } from "../ports/release.ts";
import type { WorkingDays } from "../revisions/working-days.ts";
import type { Environment } from "../settings/values.ts";
import { REPORT_ABSENT, readWatchSettings } from "../settings.ts";
import { releaseStore } from "../store/releases.ts";
import { revisionStore } from "../store/revisions.ts";
import { s3Objects } from "../store/s3.ts";
import { objectClient, tableClient } from "./clients.ts";
import { workingDaysOf } from "./working-days.ts";

/** One metric by province and kind of period, written with the log, so that nothing else has to work for it. */
function publishMetric(namespace: string, { province, kind, period, absent, reason }: ReportStatus): void {
  const metrics = new Metrics({ namespace });
  // The library adds the function's name; CloudWatch would take it for another metric than the alarm's.
  metrics.clearDefaultDimensions();
  metrics.addDimensions({ Province: province, Cadence: kind });
  metrics.addMetadata("period", period);
  if (reason !== "") metrics.addMetadata("reason", reason);
  metrics.addMetric(REPORT_ABSENT, MetricUnit.Count, absent ? 1 : 0);
  metrics.publishStoredMetrics();
}

/**
 * What the watchdog reaches in AWS; `templates` is the folder that the bundle carries. Throws SettingInvalid naming a
 * variable that is missing or malformed.
 */
export function watchPorts(
  env: Environment,
  templates: URL,
): {
  readonly revisions: RevisionStore;
  readonly objects: ObjectStore;
  readonly releases: ReleaseStore;
  readonly workingDays: WorkingDays;
  readonly publishMetric: (sighting: ReportStatus) => void;
} {
  const { table, bucket, metrics } = readWatchSettings(env);
  const client = tableClient(env);
  return {
    revisions: revisionStore({ client, table }),
    releases: releaseStore({ client, table }),
    objects: s3Objects({ client: objectClient(env), bucket }),
    workingDays: workingDaysOf(templates),
    publishMetric: (sighting) => publishMetric(metrics, sighting),
  };
}
