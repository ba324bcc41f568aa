import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Stack, type StackProps, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { loadTimetables, type ScheduledProvince } from "../functions/catalogue/timetables.ts";
import { SETTING } from "../functions/settings.ts";
import { Alarms } from "./alarms.ts";
import { Credentials } from "./credentials.ts";
import { Dashboard } from "./dashboard.ts";
import { handlerCode } from "./handlers.ts";
import { Mail } from "./mail.ts";
import { Pipeline } from "./pipeline.ts";
import { Schedules, Starter } from "./schedules.ts";
import type { Stage } from "./stage.ts";
import { Storage } from "./storage.ts";
import { Watchdog } from "./watchdog.ts";

export interface ReportStackProps extends StackProps {
  readonly stage: Stage;
}

const TEMPLATES = pathToFileURL(join(import.meta.dirname, "../templates/"));

/** The provinces of a stage. Throws RangeError for one without a timetable. */
function provincesOf({ provinces }: Stage): ScheduledProvince[] {
  const known = loadTimetables(new URL(`${TEMPLATES}/`));
  const missing = (provinces ?? []).find((id) => !known.some((province) => province.id === id));
  if (missing !== undefined) throw new RangeError(`templates/timetables/ has nothing for "${missing}" of cdk.json`);
  return known.filter(({ id }) => provinces === null || provinces.includes(id));
}

/** Everything of one stage of the service in AWS. */
export class ReportStack extends Stack {
  readonly storage: Storage;
  readonly pipeline: Pipeline;

  constructor(scope: Construct, id: string, { stage, ...props }: ReportStackProps) {
    super(scope, id, { description: `Reports on online public services of provinces (${stage.name})`, ...props });
    const served = provincesOf(stage);
    const provinces = stage.scheduled ? served : [];
    const metrics = `OnlineServiceReports-${stage.name}`;
    const code = handlerCode();
    this.storage = new Storage(this, "Storage");
    const { storage } = this;
    const credentials = new Credentials(this, "Credentials", {
      stage: stage.name,
      provinces: served.map(({ id }) => id),
    });
    const mail = new Mail(this, "Mail", stage);
    const environment = { [SETTING.retentionYears]: String(stage.retentionYears) };
    this.pipeline = new Pipeline(this, "Pipeline", { storage, credentials, mail, code, environment });
    const { pipeline } = this;
    const schedules = new Schedules(this, "Schedules", { stage: stage.name });
    const starter = new Starter(this, "Starter", { code, schedules, stateMachine: pipeline.stateMachine, provinces });
    const watchdog = new Watchdog(this, "Watchdog", {
      ...{ code, storage, schedules, provinces, metrics },
      notifyAbsence: pipeline.notifyAbsence,
    });
    const handlers = [...pipeline.functions.values(), pipeline.notifyAbsence, starter.handler, watchdog.handler];
    const watched = { storage, pipeline, schedules, handlers, provinces, metrics };
    const alarms = new Alarms(this, "Alarms", { ...watched, mail: stage.alarmMail });
    new Dashboard(this, "Dashboard", { ...watched, name: metrics, alarms: alarms.all });
    Tags.of(this).add("stage", stage.name);
  }
}
