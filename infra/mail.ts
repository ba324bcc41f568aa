import { CfnOutput } from "aws-cdk-lib";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import { EmailIdentity, Identity } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { SETTING } from "../functions/settings.ts";
import { addressOf, type Stage } from "./stage.ts";

/** Who mails are from: an identity of Amazon SES for the sender's domain. Nothing where the stage sends none. */
export class Mail extends Construct {
  readonly #identity: EmailIdentity | null;
  readonly environment: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { mailFrom, alarmMail }: Pick<Stage, "mailFrom" | "alarmMail">) {
    super(scope, id);
    const domain = mailFrom === null ? null : addressOf(mailFrom).replace(/^.*@/, "");
    this.#identity =
      domain === null ? null : new EmailIdentity(this, "Identity", { identity: Identity.domain(domain) });
    // What the domain's owner enters into its DNS, so that SES may sign for it.
    for (const [index, { name, value }] of (this.#identity?.dkimRecords ?? []).entries()) {
      new CfnOutput(this, `Dkim${index + 1}`, { value: `${name} CNAME ${value}` });
    }
    this.environment = {
      ...(mailFrom === null ? {} : { [SETTING.mailFrom]: mailFrom }),
      ...(alarmMail === null ? {} : { [SETTING.operatorAddress]: alarmMail }),
    };
  }

  /** Messages are handed over whole, which version 2 of the API calls SendEmail and IAM ses:SendRawEmail. */
  grantSend(grantee: IGrantable): void {
    this.#identity?.grant(grantee, "ses:SendRawEmail");
  }
}
