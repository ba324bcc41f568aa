import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
} from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { TABLE_SHAPE } from "../../../functions/laptop/database/client.ts";
import { type Table, watchClient } from "./table.ts";

interface SignedRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

interface Answered {
  statusCode: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** Hands one request to the server without a socket between them, which would take most of the time. */
function handOver(server: Server, { method, headers, body }: SignedRequest): Promise<Answered> {
  return new Promise((resolve) => {
    const request = Object.assign(new EventEmitter(), { method, url: "/", headers });
    const given: Record<string, string> = {};
    const response = {
      statusCode: 200,
      setHeader: (name: string, value: string | number) =>
        void Object.assign(given, { [name.toLowerCase()]: `${value}` }),
      end: (text: string) =>
        setImmediate(resolve, { statusCode: response.statusCode, headers: given, body: Buffer.from(text) }),
    };
    server.emit("request", request, response);
    request.emit("data", body instanceof Uint8Array ? Buffer.copyBytesFrom(body) : Buffer.from(String(body)));
    request.emit("end");
  });
}

/** What dynalite wants to see of a signature. */
const SIGNED = {
  authorization: "AWS4-HMAC-SHA256 Credential=bench, SignedHeaders=host, Signature=none",
  "x-amz-date": "20230703T000000Z",
};

function settingsFor(server: Server): DynamoDBClientConfig {
  return {
    region: "local",
    endpoint: "http://127.0.0.1:1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    signer: { sign: async (request) => ({ ...request, headers: { ...request.headers, ...SIGNED } }) },
    requestHandler: {
      handle: async (request: SignedRequest) => ({ response: await handOver(server, request) }),
      destroy: () => {},
    },
  };
}

/** A database in memory that makes tables. */
export interface Tables {
  create(): Promise<Table & { drop(): Promise<void> }>;
  close(): void;
}

/** Opens dynalite in this process, behind a client whose requests faults can hit. */
export function openTables(): Tables {
  const client = new DynamoDBClient(settingsFor(dynalite({ createTableMs: 0 })));
  watchClient(client);
  let made = 0;
  return {
    async create() {
      made += 1;
      const TableName = `reports-${made}`;
      await client.send(new CreateTableCommand({ ...TABLE_SHAPE, TableName }));
      const named = new DescribeTableCommand({ TableName });
      while ((await client.send(named)).Table?.TableStatus !== "ACTIVE") await sleep(2);
      const drop = async () => void (await client.send(new DeleteTableCommand({ TableName })));
      return { client, table: TableName, drop };
    },
    close: () => client.destroy(),
  };
}
