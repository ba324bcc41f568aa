import { Duration } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { Code } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { Handler } from "../handler.ts";
import type { Storage } from "../storage.ts";

export interface MailFeedbackProps {
  readonly code: Code;
  readonly storage: Storage;
  /** Of whose mails it is told. */
  readonly configurationSet: string;
  /** Where an event goes that could not be noted. */
  readonly undelivered: Queue;
}

/** Notes what Amazon SES tells of mails that it had taken: those that came back, those that were called unwanted. */
export class MailFeedback extends Construct {
  readonly handler: Handler;

  constructor(scope: Construct, id: string, { code, storage, configurationSet, undelivered }: MailFeedbackProps) {
    super(scope, id);
    this.handler = new Handler(this, "Note", {
      code,
      handler: "feedback.feedbackHandler",
      description: "Notes mails that came back or were called unwanted",
      memory: 256,
      timeout: Duration.minutes(1),
      environment: storage.environment,
    });
    storage.grant(this.handler, { table: { get: ["mailboxes"], put: ["mailboxes"] } });
    this.handler.configureAsyncInvoke({
      maxEventAge: Duration.hours(6),
      retryAttempts: 2,
      onFailure: new SqsDestination(undelivered),
    });
    new Rule(this, "Told", {
      description: "What Amazon SES tells of mails of this stage",
      eventPattern: {
        source: ["aws.ses"],
        detail: {
          eventType: ["Bounce", "Complaint"],
          mail: { tags: { "ses:configuration-set": [configurationSet] } },
        },
      },
      targets: [
        new LambdaFunction(this.handler, {
          deadLetterQueue: undelivered,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
  }
}
