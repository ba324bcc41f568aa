import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resourcesOf, type Template } from "../cloud/resolve.ts";
import { type Synthesised, synthesised } from "../deployed.ts";
import { denies } from "../policy.ts";
import { outsideCalls } from "./outside-calls.ts";
import {
  isCallAllowed,
  type OutsideCall,
  openWithoutNeed,
  type ResourceStatement,
  resourceStatements,
} from "./resource-policies.ts";

let stack: Synthesised;
let calls: readonly OutsideCall[];
let statements: readonly ResourceStatement[];

beforeAll(() => {
  stack = synthesised({ bundle: false });
  calls = outsideCalls(stack.template);
  statements = resourceStatements(stack.template);
}, 60_000);

afterAll(() => stack?.dispose());

const nameOf = ({ caller, action, resource }: OutsideCall): string =>
  `${"service" in caller ? caller.service : caller.role} ${action} on ${resource}`;

const refused = (some: readonly ResourceStatement[], template: Template = stack.template): string[] =>
  calls.filter((call) => !isCallAllowed(template, some, call)).map(nameOf);

/** Calls of services in their own name on what is not a role: those that others could have a service make. */
const ofServices = () => calls.filter(({ caller, action }) => "service" in caller && !action.startsWith("sts:"));

describe("what AWS's services do for the stack", () => {
  it("is all of this, so that a proof of nothing is no proof", () => {
    const kinds = new Set(
      calls.map(({ caller, action }) => `${"service" in caller ? caller.service : "role"} ${action}`),
    );
    expect([...kinds].sort()).toEqual([
      "apigateway.amazonaws.com lambda:InvokeFunction",
      "cloudtrail.amazonaws.com s3:GetBucketAcl",
      "cloudtrail.amazonaws.com s3:PutObject",
      "cloudwatch.amazonaws.com sns:Publish",
      "events.amazonaws.com lambda:InvokeFunction",
      "events.amazonaws.com sqs:SendMessage",
      "events.amazonaws.com sts:AssumeRole",
      "lambda.amazonaws.com sts:AssumeRole",
      "logging.s3.amazonaws.com s3:PutObject",
      "role lambda:InvokeFunction",
      "role sns:Publish",
      "role sqs:SendMessage",
      "scheduler.amazonaws.com sts:AssumeRole",
      "states.amazonaws.com sts:AssumeRole",
    ]);
  });

  it("is allowed by every resource that it is done with", () => {
    expect(refused(statements)).toEqual([]);
  });

  it("is refused where it is done for another account", () => {
    const foreign = (text: string) => text.replaceAll("111122223333", "999999999999");
    const others = ofServices().map((call) => ({
      ...call,
      context: Object.fromEntries(Object.entries(call.context).map(([key, value]) => [key, foreign(value)])),
    }));
    expect(others.length).toBeGreaterThan(10);
    expect(others.filter((call) => isCallAllowed(stack.template, statements, call)).map(nameOf)).toEqual([]);
  });

  it("is refused without TLS, and to any other service", () => {
    for (const call of ofServices().filter(({ action }) => !action.startsWith("lambda:"))) {
      const plain = { ...call, context: { ...call.context, "aws:SecureTransport": "false" } };
      expect([nameOf(call), isCallAllowed(stack.template, statements, plain)]).toEqual([nameOf(call), false]);
    }
    for (const call of ofServices()) {
      const other = { ...call, caller: { service: "iot.amazonaws.com" } };
      expect([nameOf(call), isCallAllowed(stack.template, statements, other)]).toEqual([nameOf(call), false]);
    }
  });
});

describe("a resource's policy", () => {
  it("lets nobody in who need not come in", () => {
    expect(openWithoutNeed(statements, calls)).toEqual([]);
  });

  it("would be missed, whichever statement is taken away", () => {
    const allowing = statements.filter(({ Effect, Action }) => Effect === "Allow" && !Action.includes("kms:*"));
    expect(allowing.length).toBeGreaterThan(15);
    const unnoticed = allowing.filter((one) => refused(statements.filter((other) => other !== one)).length === 0);
    expect(unnoticed).toEqual([]);
  });

  it("would be told of, whatever statement is added that opens it", () => {
    const topic = calls.find(({ action }) => action === "sns:Publish")?.resource ?? "";
    const allow = { Effect: "Allow" as const, Action: ["sns:Publish"], Resource: [topic] };
    for (const Principal of ["*" as const, { AWS: ["*"] }, { Service: ["events.amazonaws.com"] }]) {
      expect(openWithoutNeed([...statements, { ...allow, Principal }], calls)).toHaveLength(1);
    }
  });

  it("of a topic that is encrypted with a key of one's own has to open the key to alarms, too", () => {
    const template = structuredClone(stack.template);
    const [[key = ""] = []] = resourcesOf(template, "AWS::KMS::Key");
    const [[, topic] = []] = resourcesOf(template, "AWS::SNS::Topic");
    if (topic !== undefined) topic.Properties["KmsMasterKeyId"] = { "Fn::GetAtt": [key, "Arn"] };
    const shut = outsideCalls(template).filter((call) => !isCallAllowed(template, statements, call));
    expect(new Set(shut.map(({ action }) => action))).toEqual(new Set(["kms:GenerateDataKey", "kms:Decrypt"]));
  });
});

it("the key is ended by nobody but the role that is set, administrators and the root user included", () => {
  const [[key = ""] = []] = resourcesOf(stack.template, "AWS::KMS::Key");
  const resource = stack.resolver.arnOf(key);
  for (const action of ["kms:ScheduleKeyDeletion", "kms:DisableKey"]) {
    const denied = ["role/KhoaDuLieu", "role/Admin", "root"].map((name) =>
      denies(statements, { action, resource, context: { "aws:PrincipalArn": `arn:aws:iam::111122223333:${name}` } }),
    );
    expect([action, denied]).toEqual([action, [false, true, true]]);
  }
});

it("a topic whose policy only denies takes no alarm, as AWS has it", () => {
  const silent = statements.filter(({ Effect, Action }) => Effect === "Deny" || !Action.includes("sns:Publish"));
  expect(refused(silent).length).toBe(resourcesOf(stack.template, "AWS::CloudWatch::Alarm").length);
});
