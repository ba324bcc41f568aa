import { RemovalPolicy } from "aws-cdk-lib";
import { EventField, Rule, RuleTargetInput } from "aws-cdk-lib/aws-events";
import { SnsTopic } from "aws-cdk-lib/aws-events-targets";
import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";

/** What makes everything that was published unreadable. */
const ENDING = ["DisableKey", "ScheduleKeyDeletion"];

/**
 * The key of what is stored: retained, since without it nothing that was published could be read any more, and deleted
 * or disabled by nobody but one role, administrators included.
 *
 * @param administrator the role's ARN; null for nobody at all
 */
export function reportsKey(scope: Construct, administrator: string | null): Key {
  const key = new Key(scope, "Key", {
    description: "Published reports of provinces",
    enableKeyRotation: true,
    // Also where its creation is taken back: a rollback may not delete it either, and would fail.
    removalPolicy: RemovalPolicy.RETAIN,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: "EndedByNobodyElse",
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ENDING.map((action) => `kms:${action}`),
      resources: ["*"],
      ...(administrator === null ? {} : { conditions: { ArnNotEquals: { "aws:PrincipalArn": administrator } } }),
    }),
  );
  return key;
}

/** Tells of every attempt to end the key, or to change who may, by whomever and however it went. */
export function alarmOnKey(scope: Construct, key: Key, topic: Topic): void {
  const about = { requestParameters: { keyId: [key.keyId, key.keyArn] } };
  const message =
    `Có người yêu cầu xóa, tắt hoặc đổi quyền khóa mã hóa báo cáo (${EventField.fromPath("$.detail.eventName")}, ` +
    `${EventField.fromPath("$.detail.userIdentity.arn")}, ${EventField.time}); nếu không phải việc đã duyệt thì hủy ` +
    'việc xóa khóa ngay. Xem dòng KeyThreatened ở mục "Sự cố và cảnh báo" của templates/guides/trien-khai.md.';
  new Rule(scope, "KeyThreatened", {
    description: "Somebody asks to delete or disable the key of what is published, or to change its policy",
    eventPattern: {
      source: ["aws.kms"],
      detailType: ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["kms.amazonaws.com"],
        eventName: [...ENDING, "PutKeyPolicy"],
        $or: [about, { resources: { ARN: [key.keyArn] } }],
      },
    },
    targets: [new SnsTopic(topic, { message: RuleTargetInput.fromText(message), authorizeUsingRole: true })],
  });
}
