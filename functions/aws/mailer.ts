import type { Mailer } from "../ports/mail.ts";
import type { SesSettings } from "../settings/ses.ts";
import type { Environment } from "../settings/values.ts";
import { MAIL_REFUSED, type MailSettings, requiredSender } from "../settings.ts";
import { traces } from "./traces.ts";

/** Counts a mail that was not taken, in a line of the log that CloudWatch takes for a metric. */
async function countRefusal(namespace: string): Promise<void> {
  const { Metrics, MetricUnit } = await import("@aws-lambda-powertools/metrics");
  const metrics = new Metrics({ namespace });
  // The library adds the function's name; CloudWatch would take it for another metric than the alarm's.
  metrics.clearDefaultDimensions();
  metrics.addMetric(MAIL_REFUSED, MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}

/** What the mailer gives, its failures counted for the alarm. */
const counted = ({ send }: Mailer, namespace: string): Mailer => ({
  async send(mail) {
    try {
      await send(mail);
    } catch (error) {
      await countRefusal(namespace);
      throw error;
    }
  },
});

/**
 * Amazon SES with a client that learns how many mails a second it takes, in the sandbox one: a mail's time ends in the
 * mailer, not with the few attempts that are usual.
 */
async function openSes(mail: MailSettings, { configurationSet }: SesSettings, env: Environment): Promise<Mailer> {
  const { sesMailer } = await import("../transport/mail.ts");
  const { SESv2Client } = await import("@aws-sdk/client-sesv2");
  const client = new SESv2Client({ retryMode: "adaptive", maxAttempts: 8 });
  client.middlewareStack.use(traces("SES", env));
  return sesMailer(requiredSender(mail), client, configurationSet);
}

/** By the SMTP server that is set, or by Amazon SES. */
export async function openAwsMailer(mail: MailSettings, ses: SesSettings, env: Environment): Promise<Mailer> {
  const sender = requiredSender(mail);
  const { smtpMailer } = await import("../transport/mail.ts");
  const mailer = mail.smtpUrl === null ? await openSes(mail, ses, env) : smtpMailer(sender, mail.smtpUrl);
  return ses.metrics === null ? mailer : counted(mailer, ses.metrics);
}
