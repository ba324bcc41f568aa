import { afterAll, beforeAll, expect, it } from "vitest";
import { AUDIENCE, PORTAL_CLIENT, type TestIssuer, testIssuer } from "../helpers/portal/issuer.ts";
import { resourcesOf } from "./cloud/resolve.ts";
import { type Synthesised, synthesised } from "./deployed.ts";
import { type Deployment, deploy, type Recorded, recorded } from "./deployment.ts";
import type { AwsCall } from "./iam-actions.ts";
import { type Exception, judge, withAction, withoutAction } from "./permissions.ts";
import { type Need, roleOf, statementsOf } from "./policy.ts";
import { everything } from "./scenarios.ts";

const LOGS = "The runtime writes the function's log; no command of the program does.";
const TRACES = "What runs beside the program sends the traces; no command of the program does.";
const FAILED = "Lambda itself puts an event that failed into the queue, with the function's role.";
const HANDED_ON = "Lambda itself hands the watchdog's result on, with the function's role.";
const DELIVERY = "Step Functions itself writes the log of its executions; these actions know no single resource.";

const RENEWED = "Only a run of another version of the program notes what it found; here is one version.";

const PUSH = "No province pushes its figures before it has switched that on, and made-up ones are never pushed.";

const except = (actions: readonly string[], resource: string, reason: string): Exception[] =>
  actions.map((action) => ({ action, resource, reason }));

/** What no command of the SDK uses. */
const EXCEPTIONS: readonly Exception[] = [
  ...except(["logs:CreateLogStream", "logs:PutLogEvents"], "*:log-group:*", LOGS),
  ...except(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*", TRACES),
  ...except(["xray:GetSamplingRules", "xray:GetSamplingTargets"], "*", TRACES),
  ...except(["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"], "*:SchedulesUndelivered*", FAILED),
  ...except(["lambda:InvokeFunction"], "*:function:PipelineNotifyAbsence*", HANDED_ON),
  ...except(["logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:UpdateLogDelivery"], "*", DELIVERY),
  ...except(["logs:DeleteLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy"], "*", DELIVERY),
  ...except(["logs:DescribeResourcePolicies", "logs:DescribeLogGroups"], "*", DELIVERY),
  ...except(["dynamodb:PutItem"], "items of series#*", RENEWED),
  ...except(["dynamodb:GetItem, dynamodb:Query", "dynamodb:PutItem"], "items of push#*", PUSH),
  { action: "secretsmanager:GetSecretValue", resource: "*", reason: PUSH, caller: "PipelineNotify" },
];

let issuer: TestIssuer;
let stack: Synthesised;
let recording: Recorded;
let deployment: Deployment;
let calls: readonly AwsCall[];
let invoked: Need[];

beforeAll(async () => {
  issuer = await testIssuer();
  stack = synthesised({
    bundle: false,
    oidc: { issuer: issuer.issuer, audience: AUDIENCE, rolesClaim: "roles", clientId: PORTAL_CLIENT.id },
  });
  recording = recorded();
  deployment = await deploy(stack, () => recording, { size: "few" });
  expect(await everything(deployment, stack.resolver, issuer)).toEqual({
    first: "published",
    mails: { told: [0, 1, 2, 1], mailed: ["nguoi-nhan-28@example.gov.vn"] },
    later: ["published", "nothing-new"],
    failure: "RequestInvalid",
    turns: ["given", "given", "given", "waiting"],
    repeated: ["StoreDamaged", ""],
    large: ["", "StoreDamaged"],
    portal: {
      open: [200, 302, 200, 200],
      read: [200, 200, 200, 200, 200, 200],
      traced: [200, 200, 200],
      run: [202, 200, 202, 200],
      ended: [200, 200],
      entered: [422, 200, 200, 1, 200, 200, 200],
      signed: [202, 200, 201, 200, 201, 302, 200],
    },
    console: [302, 303, 200, 303, 303, 200, 303],
    begun: ["lost"],
    released: {
      mailed: [200, 422, 200, 202, 200, 422, 200, 202],
      held: [true, 200, 302, 202],
      again: ["quang-tri_2023-Q1_2023-03-27-again"],
    },
    losses: [0, 1, "StoreDamaged", "StoreDamaged", 500],
  });
  calls = recording.calls();
  invoked = deployment.invoked.map((arn) => ({ action: "lambda:InvokeFunction", resource: arn, context: {} }));
});

afterAll(async () => {
  await deployment?.close();
  await issuer?.close();
  recording?.dispose();
  stack?.dispose();
});

const verdict = (template = stack.template) => judge(template, calls, invoked, EXCEPTIONS);

it("has called every function of the template", () => {
  const called = [...deployment.functions].filter(([, { invocations }]) => invocations.length > 0).map(([id]) => id);
  expect(called.sort()).toEqual(
    resourcesOf(stack.template, "AWS::Lambda::Function")
      .map(([id]) => id)
      .sort(),
  );
});

it("has recorded every command that arrived at a service", () => {
  const count = (some: readonly AwsCall[]) =>
    some.map(({ caller, service, operation, missing }) => `${caller} ${service}:${operation} ${missing}`).sort();
  expect(count(calls)).toEqual(count(deployment.cloud.calls));
});

it("calls nothing that its role does not allow", () => {
  expect(verdict().forbidden).toEqual([]);
  expect(deployment.cloud.refused).toEqual([]);
});

it("is allowed nothing that it never calls", () => {
  expect(verdict().unneeded).toEqual([]);
});

it("excepts nothing that is not there", () => {
  expect(verdict().idle).toEqual([]);
});

/** Every action that a function's role allows and a call used. */
const grants = () =>
  resourcesOf(stack.template, "AWS::Lambda::Function").flatMap(([id]) => {
    const role = roleOf(stack.template, id);
    const excepted = EXCEPTIONS.filter(({ caller = "" }) => id.startsWith(caller)).map(({ action }) => action);
    const actions = statementsOf(stack.template, role).flatMap(({ Action }) => Action);
    return [...new Set(actions)].filter((action) => !excepted.includes(action)).map((action) => ({ id, role, action }));
  });

it("would fail if any one grant were taken away", () => {
  expect(grants().length).toBeGreaterThan(20);
  const unnoticed = grants().filter(({ role, action }) => {
    const { forbidden } = verdict(withoutAction(stack.template, role, action));
    return !forbidden.some((line) => line.includes(` ${action} on `));
  });
  expect(unnoticed).toEqual([]);
});

it("would fail if any one grant were added", () => {
  const [[table = ""] = []] = resourcesOf(stack.template, "AWS::DynamoDB::Table");
  const more = [
    { action: "dynamodb:DeleteItem", resource: stack.resolver.arnOf(table) },
    { action: "dynamodb:GetItem", resource: "arn:aws:dynamodb:ap-southeast-1:111122223333:table/Other" },
    { action: "s3:*", resource: "*" },
    { action: "ses:SendEmail", resource: "*" },
  ];
  const functions = resourcesOf(stack.template, "AWS::Lambda::Function");
  expect(functions.length).toBeGreaterThan(10);
  for (const [id] of functions) {
    for (const grant of more) {
      const { unneeded } = verdict(withAction(stack.template, roleOf(stack.template, id), grant));
      expect(unneeded).toContain(`${id}: ${grant.action} on ${grant.resource}`);
    }
  }
});
