import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
} from "@aws-sdk/client-dynamodb";
import { codeOf } from "../../domain/disk.ts";
import { StoreUnavailable } from "../../domain/failure.ts";
import { TABLE, TOKEN_HEADER } from "./wire.ts";

/** Where a database answers. */
export interface Server {
  readonly port: number;
  readonly token: string;
}

/** This process's way to a database. */
export interface Access {
  /** Where it answers now. Throws StoreUnavailable or StoreDamaged where it cannot be opened again. */
  server(): Promise<Server>;
  /** The failure behind a request that it has not answered. */
  failure(cause: unknown): Promise<Error>;
  /** Aborts when the process that admitted this one owns the database no longer; its reason says so to the user. */
  readonly lost?: AbortSignal;
  close(): Promise<void>;
}

/** Sends one request to the server that it chooses. */
export type Route = <T>(send: (server: Server) => Promise<T>) => Promise<T>;

/** Milliseconds. A suspended owner keeps its connections: without an end of waiting, others would hang with it. */
export const ANSWER_MS = 15_000;

const TIMEOUT = "ETIMEDOUT";
const LOST = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", TIMEOUT]);

export const timeoutError = (): Error => Object.assign(new Error("no answer"), { code: TIMEOUT });
export const isTimeout = (error: unknown): boolean => codeOf(error) === TIMEOUT;

/** Sends one request; one that is not answered throws the failure behind it. */
export async function sendTo<T>(access: Access, send: (server: Server) => Promise<T>): Promise<T> {
  const server = await access.server();
  try {
    return await send(server);
  } catch (error) {
    throw LOST.has(codeOf(error)) ? await access.failure(error) : error;
  }
}

/** The failure of a folder whose owner does not answer. */
export function occupied(folder: string, pid?: number): StoreUnavailable {
  const owner = pid === undefined ? "một tiến trình khác" : `tiến trình ${pid}`;
  return new StoreUnavailable(
    `Thư mục dữ liệu ${folder} đang được ${owner} sử dụng nhưng tiến trình đó không trả lời; chờ nó kết thúc hoặc dừng nó rồi chạy lại.`,
  );
}

function isRequest(value: unknown): value is { port?: number; headers: Record<string, string> } {
  return typeof value === "object" && value !== null && "headers" in value && "port" in value;
}

/** A client whose every request goes where the route says at that moment. It looks nothing up on the network. */
export function routedClient(route: Route, answerMs = ANSWER_MS): DynamoDBClient {
  const client = new DynamoDBClient({
    region: "local",
    endpoint: "http://127.0.0.1:1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    requestHandler: { requestTimeout: answerMs, throwOnRequestTimeout: true },
  });
  client.middlewareStack.add(
    (next) => (args) =>
      route((server) => {
        if (!isRequest(args.request)) throw new TypeError("not an HTTP request");
        args.request.port = server.port;
        args.request.headers[TOKEN_HEADER] = server.token;
        return next(args);
      }),
    // Inside the SDK's retries: what the route throws is not tried again.
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
