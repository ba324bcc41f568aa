import { Stack } from "aws-cdk-lib";
import { CfnTrail } from "aws-cdk-lib/aws-cloudtrail";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";

const PREFIX = "trail";

/** CloudTrail writes into a bucket for this account only; the library's own construct lets it do so for any. */
function letIn(logs: Bucket): void {
  const { account } = Stack.of(logs);
  const common = { principals: [new ServicePrincipal("cloudtrail.amazonaws.com")] };
  const ours = { "aws:SourceAccount": account };
  logs.addToResourcePolicy(
    new PolicyStatement({
      ...common,
      actions: ["s3:GetBucketAcl"],
      resources: [logs.bucketArn],
      conditions: { StringEquals: ours },
    }),
  );
  logs.addToResourcePolicy(
    new PolicyStatement({
      ...common,
      actions: ["s3:PutObject"],
      resources: [logs.arnForObjects(`${PREFIX}/AWSLogs/${account}/*`)],
      conditions: { StringEquals: { ...ours, "s3:x-amz-acl": "bucket-owner-full-control" } },
    }),
  );
}

/** Who has read or written which object, and what was changed in the region: CloudTrail's log, kept beside S3's own. */
export function objectTrail(scope: Construct, reports: Bucket, logs: Bucket): void {
  letIn(logs);
  const trail = new CfnTrail(scope, "Trail", {
    isLogging: true,
    s3BucketName: logs.bucketName,
    s3KeyPrefix: PREFIX,
    enableLogFileValidation: true,
    isMultiRegionTrail: false,
    includeGlobalServiceEvents: false,
    eventSelectors: [
      { includeManagementEvents: true, readWriteType: "WriteOnly" },
      {
        includeManagementEvents: false,
        readWriteType: "All",
        dataResources: [{ type: "AWS::S3::Object", values: [reports.arnForObjects("")] }],
      },
    ],
  });
  if (logs.policy !== undefined) trail.node.addDependency(logs.policy);
}
