import { z } from "zod";
import { Resolver, resourcesOf, type Template } from "../cloud/resolve.ts";
import { estateOf } from "../iam-actions.ts";
import { roleOf } from "../policy.ts";
import type { OutsideCall } from "./resource-policies.ts";

const ACCOUNT = "111122223333";

/** A call that a service of AWS makes in its own name, for a resource of this account. */
const by = (service: string, action: string, resource: string, source: string): OutsideCall => ({
  caller: { service },
  action,
  resource,
  context: { "aws:SourceAccount": ACCOUNT, "aws:SourceArn": source, "aws:SecureTransport": "true" },
});

const withRole = (role: string, action: string, resource: string): OutsideCall => ({
  caller: { role },
  action,
  resource,
  context: { "aws:SecureTransport": "true" },
});

/** A service that puts something into a resource that is encrypted with a customer's key needs that key as well. */
function withKey(template: Template, call: OutsideCall): OutsideCall[] {
  const key = estateOf(template).key(call.resource);
  if (key === null) return [call];
  return [call, ...["kms:GenerateDataKey", "kms:Decrypt"].map((action) => ({ ...call, action, resource: key }))];
}

const Alarm = z.looseObject({
  AlarmActions: z.array(z.unknown()).default([]),
  OKActions: z.array(z.unknown()).default([]),
  InsufficientDataActions: z.array(z.unknown()).default([]),
});

/** An alarm publishes to each of its topics. */
const ofAlarms = (template: Template, resolver: Resolver): OutsideCall[] =>
  resourcesOf(template, "AWS::CloudWatch::Alarm").flatMap(([id, { Properties }]) => {
    const { AlarmActions, OKActions, InsufficientDataActions } = Alarm.parse(Properties);
    return [...AlarmActions, ...OKActions, ...InsufficientDataActions].map((action) =>
      by("cloudwatch.amazonaws.com", "sns:Publish", resolver.text(action), resolver.arnOf(id)),
    );
  });

const Logged = z.looseObject({
  LoggingConfiguration: z
    .object({ DestinationBucketName: z.unknown(), LogFilePrefix: z.string().default("") })
    .optional(),
});

/** S3 writes a bucket's access log into another. */
const ofBuckets = (template: Template, resolver: Resolver): OutsideCall[] =>
  resourcesOf(template, "AWS::S3::Bucket").flatMap(([id, { Properties }]) => {
    const logging = Logged.parse(Properties).LoggingConfiguration;
    if (logging === undefined) return [];
    const object = `arn:aws:s3:::${resolver.text(logging.DestinationBucketName)}/${logging.LogFilePrefix}2026-11-28-a`;
    return [by("logging.s3.amazonaws.com", "s3:PutObject", object, resolver.arnOf(id))];
  });

const Scheduled = z.looseObject({
  Target: z.looseObject({
    Arn: z.unknown(),
    RoleArn: z.object({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) }),
    DeadLetterConfig: z.object({ Arn: z.unknown() }).optional(),
  }),
  GroupName: z.unknown(),
});

/** Scheduler takes on a role, calls the function, and puts what it could not deliver into the queue. */
const ofSchedules = (template: Template, resolver: Resolver): OutsideCall[] =>
  resourcesOf(template, "AWS::Scheduler::Schedule").flatMap(([, { Properties }]) => {
    const { Target, GroupName } = Scheduled.parse(Properties);
    const role = Target.RoleArn["Fn::GetAtt"][0];
    const group = `arn:aws:scheduler:ap-southeast-1:${ACCOUNT}:schedule-group/${resolver.text(GroupName)}`;
    const dead = Target.DeadLetterConfig;
    return [
      by("scheduler.amazonaws.com", "sts:AssumeRole", resolver.arnOf(role), group),
      withRole(role, "lambda:InvokeFunction", resolver.text(Target.Arn)),
      ...(dead === undefined ? [] : [withRole(role, "sqs:SendMessage", resolver.text(dead.Arn))]),
    ];
  });

const Invoked = z.looseObject({
  FunctionName: z.object({ Ref: z.string() }),
  DestinationConfig: z.record(z.string(), z.object({ Destination: z.unknown() })).default({}),
});

const HAND_OVER: Readonly<Record<string, string>> = {
  sqs: "sqs:SendMessage",
  sns: "sns:Publish",
  lambda: "lambda:InvokeFunction",
};

/** Lambda hands on what a function gave or failed on, with the function's role. */
const ofDestinations = (template: Template, resolver: Resolver): OutsideCall[] =>
  resourcesOf(template, "AWS::Lambda::EventInvokeConfig").flatMap(([, { Properties }]) => {
    const { FunctionName, DestinationConfig } = Invoked.parse(Properties);
    const role = roleOf(template, FunctionName.Ref);
    return Object.values(DestinationConfig).map(({ Destination }) => {
      const arn = resolver.text(Destination);
      return withRole(role, HAND_OVER[arn.split(":")[2] ?? ""] ?? "unknown", arn);
    });
  });

const Ruled = z.looseObject({
  Targets: z.array(
    z.looseObject({
      Arn: z.unknown(),
      RoleArn: z.object({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) }).optional(),
      DeadLetterConfig: z.object({ Arn: z.unknown() }).optional(),
    }),
  ),
});

/** EventBridge hands over to a rule's targets, with a role where one is named, and what it could not to the queue. */
const ofRules = (template: Template, resolver: Resolver): OutsideCall[] =>
  resourcesOf(template, "AWS::Events::Rule").flatMap(([id, { Properties }]) =>
    Ruled.parse(Properties).Targets.flatMap(({ Arn, RoleArn, DeadLetterConfig: dead }) => {
      const itself = (action: string, resource: string) =>
        by("events.amazonaws.com", action, resource, resolver.arnOf(id));
      const arn = resolver.text(Arn);
      const action = HAND_OVER[arn.split(":")[2] ?? ""] ?? "unknown";
      const role = RoleArn?.["Fn::GetAtt"][0];
      const handedOver =
        role === undefined
          ? [itself(action, arn)]
          : [itself("sts:AssumeRole", resolver.arnOf(role)), withRole(role, action, arn)];
      return [...handedOver, ...(dead === undefined ? [] : [itself("sqs:SendMessage", resolver.text(dead.Arn))])];
    }),
  );

const Trailed = z.looseObject({ S3BucketName: z.unknown(), S3KeyPrefix: z.string() });

/** CloudTrail looks who owns the bucket of its log, and writes into it. */
const ofTrails = (template: Template, resolver: Resolver): OutsideCall[] =>
  resourcesOf(template, "AWS::CloudTrail::Trail").flatMap(([id, { Properties }]) => {
    const { S3BucketName, S3KeyPrefix } = Trailed.parse(Properties);
    const bucket = `arn:aws:s3:::${resolver.text(S3BucketName)}`;
    const object = `${bucket}/${S3KeyPrefix}/AWSLogs/${ACCOUNT}/CloudTrail/ap-southeast-1/2026/12/01/a.json.gz`;
    const trail = resolver.arnOf(id);
    const put = by("cloudtrail.amazonaws.com", "s3:PutObject", object, trail);
    return [
      by("cloudtrail.amazonaws.com", "s3:GetBucketAcl", bucket, trail),
      { ...put, context: { ...put.context, "s3:x-amz-acl": "bucket-owner-full-control" } },
    ];
  });

const Executed = z.looseObject({ RoleArn: z.object({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) }) });

/** Lambda and Step Functions take on the roles that they work with. */
const ofRoles = (template: Template, resolver: Resolver): OutsideCall[] => [
  ...resourcesOf(template, "AWS::Lambda::Function").map(([id]) =>
    by("lambda.amazonaws.com", "sts:AssumeRole", resolver.arnOf(roleOf(template, id)), resolver.arnOf(id)),
  ),
  ...resourcesOf(template, "AWS::StepFunctions::StateMachine").map(([id, { Properties }]) => {
    const role = Executed.parse(Properties).RoleArn["Fn::GetAtt"][0];
    return by("states.amazonaws.com", "sts:AssumeRole", resolver.arnOf(role), resolver.arnOf(id));
  }),
];

const Integrated = z.looseObject({ ApiId: z.unknown(), IntegrationUri: z.unknown() });

/** An HTTP API calls the function that answers for it. */
const ofApis = (template: Template, resolver: Resolver): OutsideCall[] =>
  resourcesOf(template, "AWS::ApiGatewayV2::Integration").map(([, { Properties }]) => {
    const { ApiId, IntegrationUri } = Integrated.parse(Properties);
    const source = `arn:aws:execute-api:ap-southeast-1:${ACCOUNT}:${resolver.text(ApiId)}/$default/$default`;
    return by("apigateway.amazonaws.com", "lambda:InvokeFunction", resolver.text(IntegrationUri), source);
  });

/**
 * What AWS's services do for a stack, beside the program: each call that CloudFormation lets one set up without looking
 * whether it may be made.
 */
export function outsideCalls(template: Template): OutsideCall[] {
  const resolver = new Resolver(template);
  const parts = [ofAlarms, ofBuckets, ofSchedules, ofDestinations, ofRoles, ofApis, ofRules, ofTrails];
  return parts.flatMap((part) => part(template, resolver)).flatMap((call) => withKey(template, call));
}
