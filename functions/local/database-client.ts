import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
} from "@aws-sdk/client-dynamodb";
import { TABLE, TOKEN_HEADER } from "./database-wire.ts";

/** Where a database answers. */
export interface Server {
  readonly port: number;
  readonly token: string;
}

/** Sends one request, as often as it takes, to whatever server it is given. */
export type Route = <T>(send: (server: Server) => Promise<T>) => Promise<T>;

/** A suspended owner keeps its connections: without an end of waiting its guests would hang with it. */
const REQUEST_MS = 15_000;

function isRequest(value: unknown): value is { port?: number; headers: Record<string, string> } {
  return typeof value === "object" && value !== null && "headers" in value && "port" in value;
}

/** A client whose every request goes where the route says at that moment. It looks nothing up on the network. */
export function routedClient(route: Route): DynamoDBClient {
  const client = new DynamoDBClient({
    region: "local",
    endpoint: "http://127.0.0.1:1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    requestHandler: { requestTimeout: REQUEST_MS, throwOnRequestTimeout: true },
  });
  client.middlewareStack.add(
    (next) => (args) =>
      route((server) => {
        if (!isRequest(args.request)) throw new TypeError("not an HTTP request");
        args.request.port = server.port;
        args.request.headers[TOKEN_HEADER] = server.token;
        return next(args);
      }),
    // Inside the SDK's retries: a lost server is looked for before the SDK counts an attempt.
    { step: "finalizeRequest", name: "routeToOwner", priority: "low" },
  );
  return client;
}

/** The table as infra/storage.ts has it. */
export const TABLE_SHAPE: CreateTableCommandInput = {
  TableName: TABLE,
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [
    { AttributeName: "pk", AttributeType: "S" },
    { AttributeName: "sk", AttributeType: "S" },
  ],
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
};

/** Makes sure that the table is there and usable. */
export async function ensureTable(server: Server): Promise<void> {
  const client = routedClient((send) => send(server));
  try {
    await client.send(new CreateTableCommand(TABLE_SHAPE)).catch((error) => {
      if (!(error instanceof ResourceInUseException)) throw error;
    });
    const status = async () => (await client.send(new DescribeTableCommand({ TableName: TABLE }))).Table?.TableStatus;
    while ((await status()) !== "ACTIVE") await sleep(5);
  } finally {
    client.destroy();
  }
}
