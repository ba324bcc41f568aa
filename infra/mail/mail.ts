import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { EventBus } from "aws-cdk-lib/aws-events";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import {
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  MailFromBehaviorOnMxFailure,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { MAIL_REFUSED, SETTING } from "../../functions/settings.ts";
import { addressOf, type Stage } from "../stage.ts";
import { FIVE_MINUTES, together, type Watch } from "../watch.ts";

export interface MailProps extends Pick<Stage, "mailFrom" | "alarmMail"> {
  /** Namespace of our own metrics. */
  readonly metrics: string;
}

/** What sends: the identity of the sender's domain, and what holds for its mails. */
interface Sending {
  readonly identity: EmailIdentity;
  readonly settings: ConfigurationSet;
}

/** Who mails are from, in Amazon SES: the sender's domain. Nothing where the stage sends none. */
export class Mail extends Construct {
  readonly #sending: Sending | null;
  readonly #metrics: string;
  readonly environment: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { mailFrom, alarmMail, metrics }: MailProps) {
    super(scope, id);
    this.#metrics = metrics;
    this.#sending = mailFrom === null ? null : this.#sendingFrom(addressOf(mailFrom).replace(/^.*@/, ""));
    this.environment = {
      ...(mailFrom === null ? {} : { [SETTING.mailFrom]: mailFrom, [SETTING.metrics]: metrics }),
      ...(this.configurationSet === null ? {} : { [SETTING.mailConfigurationSet]: this.configurationSet }),
      ...(alarmMail === null ? {} : { [SETTING.operatorAddress]: alarmMail }),
    };
  }

  /** By which events tell whose mail they are about; null where the stage sends none. */
  get configurationSet(): string | null {
    return this.#sending?.settings.configurationSetName ?? null;
  }

  #sendingFrom(domain: string): Sending {
    const mailFromDomain = `tra-lai.${domain}`;
    const identity = new EmailIdentity(this, "Identity", {
      identity: Identity.domain(domain),
      // Under the sender's own domain, so that SPF speaks for it as well; until DNS has it, mails go out without.
      mailFromDomain,
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    this.#tellRecords(identity, mailFromDomain);
    const settings = new ConfigurationSet(this, "Settings", {
      // Which addresses are dead is known in one place, the table, where an operator can say that one is mended.
      disableSuppressionList: true,
    });
    settings.addEventDestination("Told", {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, "Bus", "default")),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    return { identity, settings };
  }

  /** What the domain's owner enters into its DNS, so that SES may sign for it and send in its name. */
  #tellRecords({ dkimRecords }: EmailIdentity, mailFromDomain: string): void {
    for (const [index, { name, value }] of dkimRecords.entries()) {
      new CfnOutput(this, `Dkim${index + 1}`, { value: `${name} CNAME ${value}` });
    }
    const inbox = `feedback-smtp.${Stack.of(this).region}.amazonses.com`;
    new CfnOutput(this, "ReturnMx", { value: `${mailFromDomain} MX 10 ${inbox}` });
    new CfnOutput(this, "ReturnSpf", { value: `${mailFromDomain} TXT "v=spf1 include:amazonses.com -all"` });
  }

  /** Messages are handed over whole, which version 2 of the API calls SendEmail and IAM ses:SendRawEmail. */
  grantSend(grantee: IGrantable): void {
    if (this.#sending === null) return;
    const { identity, settings } = this.#sending;
    const resourceName = settings.configurationSetName;
    const settingsArn = Stack.of(this).formatArn({ service: "ses", resource: "configuration-set", resourceName });
    const actions = ["ses:SendRawEmail"];
    identity.grant(grantee, ...actions);
    Grant.addToPrincipal({ grantee, actions, resourceArns: [settingsArn] });
  }

  /** Amazon SES stops an account of whose mails more than 5 % come back, or 0.1 % are called unwanted. */
  watches(): Record<string, Watch> {
    if (this.#sending === null) return {};
    const rate = (metricName: string): Metric =>
      new Metric({ namespace: "AWS/SES", metricName, period: Duration.hours(1), statistic: Stats.MAXIMUM });
    const count = (namespace: string, metricName: string): Metric =>
      new Metric({ namespace, metricName, ...FIVE_MINUTES });
    return {
      MailBounced: {
        metric: rate("Reputation.BounceRate"),
        threshold: 0.05,
        description: "Quá nhiều thư bị trả lại; sửa hoặc bỏ các địa chỉ hỏng, nếu không Amazon SES ngừng nhận thư gửi.",
      },
      MailComplained: {
        metric: rate("Reputation.ComplaintRate"),
        threshold: 0.001,
        description: "Có người nhận đánh dấu thư là thư rác; bỏ người đó khỏi danh sách rồi liên hệ.",
      },
      MailRefused: {
        metric: together("SUM", [count(this.#metrics, MAIL_REFUSED), count("AWS/SES", "Reject")], "Refused"),
        description:
          "Amazon SES không nhận thư gửi: chưa ở chế độ chính thức, vượt hạn mức hoặc bị tạm dừng; thư chưa mất, lần chạy sau gửi lại.",
      },
    };
  }
}
