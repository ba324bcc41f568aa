/**
 * Loaded before a handler: writes down every command of the SDK by a middleware, whichever client sends it, so that no
 * client can be forgotten. An address that is presigned counts as well: whoever opens it acts with the function's role.
 */
import { appendFileSync } from "node:fs";
import { Command } from "@smithy/core/client";

/** How AWS signs for a client, by the client's name. */
const SERVICES: Readonly<Record<string, string>> = {
  DynamoDBClient: "dynamodb",
  S3Client: "s3",
  SecretsManagerClient: "secretsmanager",
  SFNClient: "states",
  SESv2Client: "ses",
  SNSClient: "sns",
};

const { PROOF_CALLS = "", AWS_LAMBDA_FUNCTION_NAME: caller = "" } = process.env;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error.name === "NoSuchKey" || error.name === "NotFound");

/** What is there, but no contents; of an item, or the key of one, the partition. */
function told(value: unknown): unknown {
  if (typeof value === "string") return value.slice(0, 2_000);
  if (typeof value !== "object" || value === null) return typeof value;
  const partition = Object.entries(value).filter(([name]) => name === "pk" || name === ":pk");
  return partition.length > 0 ? Object.fromEntries(partition) : Object.keys(value).slice(0, 20);
}

/** The fields by which permissions are decided. */
function plain(input: object): object {
  const entries = Object.entries(input).map(([name, value]) => [name, told(value)]);
  return Object.fromEntries(entries);
}

function note(client: string, command: string, input: object, missing: boolean): void {
  const service = SERVICES[client] ?? client;
  const operation = command.replace(/Command$/, "");
  appendFileSync(PROOF_CALLS, `${JSON.stringify({ caller, service, operation, input: plain(input), missing })}\n`);
}

const resolve = Command.prototype.resolveMiddlewareWithContext;
Command.prototype.resolveMiddlewareWithContext = function (clientStack, configuration, options, details) {
  const stack = clientStack.clone();
  stack.add(
    (next) => async (args) => {
      try {
        const result = await next(args);
        note(details.clientName, details.commandName, args.input, false);
        return result;
      } catch (error) {
        note(details.clientName, details.commandName, args.input, isMissing(error));
        throw error;
      }
    },
    { step: "initialize", name: "recorder", priority: "high" },
  );
  return resolve.call(this, stack, configuration, options, details);
};
