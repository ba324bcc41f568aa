import { Annotations, CfnOutput, Stack, type StackProps, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { loadHolidays } from "../functions/catalogue/holidays.ts";
import type { ScheduledProvince } from "../functions/catalogue/timetables.ts";
import { NATIONAL_PORTAL, SETTING } from "../functions/settings.ts";
import { Alarms } from "./alarms.ts";
import { Credentials } from "./credentials.ts";
import { Dashboard } from "./dashboard.ts";
import type { Handler } from "./handler.ts";
import { handlerCode } from "./handlers.ts";
import { LookAgain } from "./look-again.ts";
import { MailFeedback } from "./mail/feedback.ts";
import { Mail } from "./mail/mail.ts";
import { Pipeline } from "./pipeline.ts";
import { Portal } from "./portal.ts";
import { Schedules, Starter } from "./schedules.ts";
import { type Stage, scheduledProvinces, TEMPLATES, warningsOf } from "./stage.ts";
import { alarmOnKey } from "./storage/key.ts";
import { Storage } from "./storage.ts";
import { TakeOver } from "./takeover.ts";
import { Watchdog } from "./watchdog.ts";

export interface ReportStackProps extends StackProps {
  readonly stage: Stage;
}

/** The provinces of a stage. */
const provincesOf = ({ provinces }: Stage): ScheduledProvince[] =>
  scheduledProvinces().filter(({ id, own }) => (provinces === null ? own : provinces.includes(id)));

/** The namespace of a stage's own metrics. */
const metricsOf = ({ name }: Stage): string => `OnlineServiceReports-${name}`;

/** How the national portal is asked; nothing where it is not. */
function portalSettings({ nationalPortal }: Stage): Record<string, string> {
  if (nationalPortal === null) return {};
  const { url, root, contact } = nationalPortal;
  return {
    [NATIONAL_PORTAL.url]: url,
    [NATIONAL_PORTAL.root]: root,
    ...(contact === null ? {} : { [NATIONAL_PORTAL.contact]: contact }),
  };
}

/** The years whose days off somebody has confirmed; those of the others are told to operators as expected only. */
const confirmedYears = (): string =>
  loadHolidays(TEMPLATES)
    .flatMap(({ id, confirmed }) => (confirmed ? [id] : []))
    .join(" ");

/** Everything of one stage of the service in AWS. */
export class ReportStack extends Stack {
  readonly storage: Storage;
  readonly pipeline: Pipeline;
  readonly #code = handlerCode();
  readonly #mail: Mail;

  constructor(scope: Construct, id: string, { stage, ...props }: ReportStackProps) {
    super(scope, id, { description: `Reports on online public services of provinces (${stage.name})`, ...props });
    const served = provincesOf(stage);
    // The address before what is told of it, the answers after what they are about.
    const portal = stage.portal === null ? null : new Portal(this, "Portal", stage.portal);
    this.storage = new Storage(this, "Storage", stage);
    this.#mail = new Mail(this, "Mail", { ...stage, metrics: metricsOf(stage) });
    this.pipeline = this.#pipeline(stage, served, portal);
    this.#surroundings(stage, stage.scheduled ? served : [], portal);
    new CfnOutput(this, "StateMachineArn", { value: this.pipeline.stateMachine.stateMachineArn });
    new CfnOutput(this, "TableName", { value: this.storage.table.tableName });
    new CfnOutput(this, "BucketName", { value: this.storage.bucket.bucketName });
    new CfnOutput(this, "ConfirmedHolidays", { value: confirmedYears(), description: "Years in templates/holidays/" });
    for (const [field, warning] of warningsOf(stage)) Annotations.of(this).addWarningV2(`stage:${field}`, warning);
    Tags.of(this).add("stage", stage.name);
  }

  #pipeline(stage: Stage, served: readonly ScheduledProvince[], portal: Portal | null): Pipeline {
    const provinces = served.map(({ id }) => id);
    return new Pipeline(this, "Pipeline", {
      code: this.#code,
      storage: this.storage,
      credentials: new Credentials(this, "Credentials", { stage: stage.name, provinces }),
      mail: this.#mail,
      environment: {
        [SETTING.retentionYears]: String(stage.retentionYears),
        [SETTING.apiUnansweredAgencies]: String(stage.unansweredAgencies),
        ...portalSettings(stage),
        ...portal?.environment,
      },
      runsAtOnce: stage.runsAtOnce,
      agenciesAtOnce: stage.agenciesAtOnce,
    });
  }

  /** What starts runs, opens them, watches them, and tells of them. */
  #surroundings(stage: Stage, provinces: readonly ScheduledProvince[], portal: Portal | null): void {
    const code = this.#code;
    const { storage, pipeline } = this;
    const { stateMachine, notifyAbsence } = pipeline;
    const metrics = metricsOf(stage);
    const schedules = new Schedules(this, "Schedules", { stage: stage.name });
    const starter = new Starter(this, "Starter", { code, schedules, stateMachine, provinces });
    const common = { code, storage, schedules, provinces, metrics };
    const watchdog = new Watchdog(this, "Watchdog", { ...common, notifyAbsence });
    const again = new LookAgain(this, "LookAgain", { code, storage, schedules, stateMachine, provinces });
    const starters = [starter.handler, again.handler];
    const handlers = [...pipeline.functions.values(), notifyAbsence, ...starters, watchdog.handler];
    if (portal !== null) {
      const { name, retentionYears } = stage;
      handlers.push(portal.serve({ stage: name, code, storage, stateMachine, retentionYears }));
      // Only operators' runs can be lost unseen, and they ask the portal.
      handlers.push(new TakeOver(this, "TakeOver", { code, storage, schedules, stateMachine }).handler);
    }
    handlers.push(...this.#feedback(schedules));
    const watched = { ...common, pipeline, portal, handlers };
    const alarms = new Alarms(this, "Alarms", { ...watched, mail: stage.alarmMail, mailWatches: this.#mail.watches() });
    alarmOnKey(alarms, storage.key, alarms.topic);
    new Dashboard(this, "Dashboard", { ...watched, name: metrics, alarms: alarms.all });
  }
  /** What notes which mails came back; nothing where none are sent. */
  #feedback({ undelivered }: Schedules): Handler[] {
    const { configurationSet } = this.#mail;
    if (configurationSet === null) return [];
    const props = { code: this.#code, storage: this.storage, configurationSet, undelivered };
    return [new MailFeedback(this, "MailFeedback", props).handler];
  }
}
