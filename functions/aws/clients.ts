import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SFNClient } from "@aws-sdk/client-sfn";
import type { Environment } from "../settings/values.ts";
import { traces } from "./traces.ts";

/** Clients of the SDK, each command in the event's trace. */
export function tableClient(env: Environment): DynamoDBClient {
  const client = new DynamoDBClient({});
  client.middlewareStack.use(traces("DynamoDB", env));
  return client;
}

export function objectClient(env: Environment): S3Client {
  const client = new S3Client({});
  client.middlewareStack.use(traces("S3", env));
  return client;
}

export function secretClient(env: Environment): SecretsManagerClient {
  const client = new SecretsManagerClient({});
  client.middlewareStack.use(traces("SecretsManager", env));
  return client;
}

export function executionClient(env: Environment): SFNClient {
  const client = new SFNClient({});
  client.middlewareStack.use(traces("StepFunctions", env));
  return client;
}
