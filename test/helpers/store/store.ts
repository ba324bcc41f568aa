import { once } from "node:events";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import dynalite from "dynalite";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { z } from "zod";
import { StoreDamaged } from "../../../functions/domain/failure.ts";
import { ensureTable } from "../../../functions/laptop/database/client.ts";
import { TABLE } from "../../../functions/laptop/database/wire.ts";
import type { ObjectStore } from "../../../functions/ports/ports.ts";
import type { SnapshotKey } from "../../../functions/revisions/revision.ts";
import type { ItemKey } from "../../../functions/store/key.ts";
import { windowKey } from "../../../functions/store/snapshots/item.ts";
import type { Item } from "../../../functions/store/table.ts";

export interface MemoryTable {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** A real dynalite in memory, not started yet. */
function memoryDatabase() {
  const server = dynalite({ createTableMs: 0 });
  const portOf = (): number => {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("not listening");
    return address.port;
  };
  const client = new DynamoDBClient({
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    endpoint: async () => ({ protocol: "http:", hostname: "127.0.0.1", port: portOf(), path: "/" }),
  });
  return {
    client,
    async open(): Promise<void> {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      await ensureTable({ port: portOf(), token: "none" });
    },
    async close(): Promise<void> {
      client.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** A real dynalite in memory for the tests of one file, with the table in it. */
export function memoryTable(): MemoryTable {
  const { client, open, close } = memoryDatabase();
  beforeAll(open);
  afterAll(close);
  return { client, table: TABLE };
}

/** A real dynalite in memory for one test, with nothing in its table. */
export async function emptyTable(): Promise<MemoryTable> {
  const { client, open, close } = memoryDatabase();
  await open();
  onTestFinished(close);
  return { client, table: TABLE };
}

/** Every item of a window's snapshots, as the table has it. */
export async function itemsOfWindow(
  { client, table }: MemoryTable,
  key: Omit<SnapshotKey, "agency">,
): Promise<(ItemKey & Item)[]> {
  const { Items = [] } = await DynamoDBDocumentClient.from(client).send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": windowKey(key) },
    }),
  );
  return Items.map((item) => z.looseObject({ pk: z.string(), sk: z.string() }).parse(item));
}

/** Objects in memory, whose bytes a test can reach. */
export function memoryObjects(): ObjectStore & { readonly bytes: Map<string, Uint8Array> } {
  const bytes = new Map<string, Uint8Array>();
  return {
    bytes,
    async put(key, value) {
      const standing = bytes.get(key);
      if (standing !== undefined && Buffer.compare(standing, value) !== 0) throw new StoreDamaged(key);
      bytes.set(key, value);
    },
    get: async (key) => bytes.get(key) ?? null,
  };
}
