import { Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";

/**
 * Where alarms go. A policy of its own takes the place of the one by which everybody in the account may publish, alarms
 * included, so that it says itself that alarms may.
 */
export function alarmTopic(scope: Construct, mail: string | null): Topic {
  const topic = new Topic(scope, "Topic", { enforceSSL: true });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: "AlarmsOfThisAccount",
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
    }),
  );
  if (mail !== null) topic.addSubscription(new EmailSubscription(mail));
  return topic;
}
