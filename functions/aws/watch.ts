import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import Calendar from "date-holidays";
import type { Holidays, ObjectStore, RevisionStore, Sighting } from "../ports.ts";
import { type Environment, REPORT_ABSENT, readWatchSettings } from "../settings.ts";
import { revisionStore } from "../store/revisions.ts";
import { s3Objects } from "../store/s3.ts";

/** Public holidays of Việt Nam, the days of Tết by the moon; days that a decree moves are not known to it. */
const vietnamese: Holidays = (year) => {
  const days = new Calendar("VN", { languages: "vi" }).getHolidays(year).filter(({ type }) => type === "public");
  return new Set(days.map(({ date }) => date.slice(0, 10)));
};

/** One metric by province and kind of period, written with the log, so that nothing else has to work for it. */
function tell(namespace: string, { province, kind, period, absent, reason }: Sighting): void {
  const metrics = new Metrics({ namespace });
  // The library adds the function's name; CloudWatch would take it for another metric than the alarm's.
  metrics.clearDefaultDimensions();
  metrics.addDimensions({ Province: province, Cadence: kind });
  metrics.addMetadata("period", period);
  if (reason !== "") metrics.addMetadata("reason", reason);
  metrics.addMetric(REPORT_ABSENT, MetricUnit.Count, absent ? 1 : 0);
  metrics.publishStoredMetrics();
}

/** What the watchdog reaches in AWS. Throws SettingInvalid naming a variable that is missing or malformed. */
export function watchPorts(env: Environment): {
  readonly revisions: RevisionStore;
  readonly objects: ObjectStore;
  readonly holidays: Holidays;
  readonly tell: (sighting: Sighting) => void;
} {
  const { table, bucket, metrics } = readWatchSettings(env);
  return {
    revisions: revisionStore({ client: new DynamoDBClient({}), table }),
    objects: s3Objects({ client: new S3Client({}), bucket }),
    holidays: vietnamese,
    tell: (sighting) => tell(metrics, sighting),
  };
}
