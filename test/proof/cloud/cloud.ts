import { z } from "zod";
import { type AwsCall, type Estate, estateOf, needsOf } from "../iam-actions.ts";
import { isAllowed, roleOf, type Statement, statementsOf } from "../policy.ts";
import { type Database, openDatabase } from "./database.ts";
import { type MailService, mailServiceOf } from "./mail-service.ts";
import type { Resolver, Template } from "./resolve.ts";
import { Objects, refusal } from "./s3.ts";
import { listen, type Received, type Reply } from "./wire.ts";

/** AWS on loopback: what the stack's functions call, and who may. */
export interface Cloud {
  /** Every variable that leads the SDK here, for a function by its logical id. */
  environment(id: string): Record<string, string>;
  readonly calls: readonly AwsCall[];
  /** What was called and is not allowed, one line each. */
  readonly refused: readonly string[];
  readonly objects: Objects;
  /** Inputs of the executions that were started, by ARN. */
  readonly started: ReadonlyMap<string, unknown>;
  /** Keeps an execution of this input that has ended with this error. */
  fail(executionArn: string, input: unknown, error: string): void;
  readonly database: Database;
  readonly mail: MailService;
  close(): Promise<void>;
}

export interface CloudOptions {
  readonly template: Template;
  readonly resolver: Resolver;
  /** What is in a secret, by its name or ARN; undefined where nothing was put into it. */
  readonly secret: (id: string) => string | undefined;
}

const json = (status: number, body: unknown): Reply => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify(body),
});

const Body = z.record(z.string(), z.unknown());

/** The JSON of a request; an empty body has none. */
const bodyOf = ({ body }: Received): Readonly<Record<string, unknown>> =>
  body.length === 0 ? {} : Body.parse(JSON.parse(Buffer.from(body).toString()));

/** `DynamoDB_20120810.GetItem` → `GetItem`; SES has one request that we know. */
const operationOf = ({ headers, url }: Received): string =>
  url.pathname === "/v2/email/outbound-emails" ? "SendEmail" : (headers["x-amz-target"]?.split(".")[1] ?? url.pathname);

/** Roles as the template gives them, read once. */
class Permissions {
  readonly #template: Template;
  readonly #estate: Estate;
  readonly #statements = new Map<string, readonly Statement[]>();

  constructor(template: Template) {
    this.#template = template;
    this.#estate = estateOf(template);
  }

  /** What the call needs and the caller's role does not allow, one line each. */
  lacking(call: AwsCall): string[] {
    const statements =
      this.#statements.get(call.caller) ?? statementsOf(this.#template, roleOf(this.#template, call.caller));
    this.#statements.set(call.caller, statements);
    return needsOf(call, this.#estate)
      .filter((need) => !isAllowed(statements, need))
      .map(({ action, resource }) => `${call.caller} may not ${action} on ${resource}`);
  }
}

/** Opens the stand-ins. A call that the caller's role does not allow is refused as AWS refuses it. */
export async function openCloud({ template, resolver, secret }: CloudOptions): Promise<Cloud> {
  const permissions = new Permissions(template);
  const [database, objects] = [await openDatabase(resolver), new Objects()];
  const [calls, refused]: [AwsCall[], string[]] = [[], []];
  const started = new Map<string, unknown>();
  const stopped = new Set<string>();
  const failed = new Map<string, string>();
  const mail = mailServiceOf(template, resolver);
  const simple: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => Reply>> = {
    GetSecretValue: ({ SecretId }) => {
      const value = secret(String(SecretId));
      return value === undefined
        ? json(400, { __type: "ResourceNotFoundException", message: `no secret ${SecretId}` })
        : json(200, { ARN: SecretId, Name: SecretId, SecretString: value, VersionId: "1" });
    },
    SendEmail: (input) => mail.send(input),
    StartExecution: ({ stateMachineArn, name, input }) => {
      const executionArn = `${String(stateMachineArn).replace(":stateMachine:", ":execution:")}:${name}`;
      if (started.has(executionArn)) return json(400, { __type: "ExecutionAlreadyExists", message: executionArn });
      started.set(executionArn, JSON.parse(String(input)));
      return json(200, { executionArn, startDate: 0 });
    },
    // An execution is under way until somebody stops it: the scenarios run the state machine themselves.
    DescribeExecution: ({ executionArn }) => {
      const arn = String(executionArn);
      if (!started.has(arn)) return json(400, { __type: "ExecutionDoesNotExist", message: arn });
      const error = failed.get(arn);
      if (error !== undefined) return json(200, { executionArn: arn, status: "FAILED", error, startDate: 0 });
      return json(200, { executionArn: arn, status: stopped.has(arn) ? "ABORTED" : "RUNNING", startDate: 0 });
    },
    StopExecution: ({ executionArn }) => {
      stopped.add(String(executionArn));
      return json(200, { stopDate: 0 });
    },
  };
  const server = await listen(async (request) => {
    const { caller, service } = request;
    const operation = operationOf(request);
    const call: AwsCall =
      service === "s3" ? objects.call(request) : { caller, service, operation, input: bodyOf(request), missing: false };
    calls.push(call);
    const lacking = permissions.lacking(call);
    refused.push(...lacking);
    if (lacking.length > 0) {
      return service === "s3"
        ? refusal(403, "AccessDenied")
        : json(400, { __type: "AccessDeniedException", message: lacking.join("; ") });
    }
    if (service === "s3") return objects.answer(request);
    if (service === "dynamodb") return database.answer(request);
    const answer = simple[operation];
    return answer === undefined ? json(501, { __type: "NotImplemented", message: operation }) : answer(call.input);
  });
  return {
    environment: (id) => ({
      AWS_ENDPOINT_URL: server.url,
      AWS_REGION: "ap-southeast-1",
      AWS_ACCESS_KEY_ID: id,
      AWS_SECRET_ACCESS_KEY: "proof",
      AWS_SESSION_TOKEN: "proof",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      LANG: "en_US.UTF-8",
      TZ: ":UTC",
    }),
    calls,
    refused,
    objects,
    started,
    fail(executionArn, input, error) {
      started.set(executionArn, input);
      failed.set(executionArn, error);
    },
    database,
    mail,
    async close() {
      await server.close();
      await database.close();
    },
  };
}
