import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { z } from "zod";
import { type Resolver, resourcesOf } from "./resolve.ts";
import type { Received, Reply } from "./wire.ts";

/** Capacity units that DynamoDB would bill. */
export interface Capacity {
  reads: number;
  writes: number;
}

const Shape = z.looseObject({
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) })),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(["S", "N", "B"]) })),
});

/** DynamoDB with the tables of a template, in this process. */
export interface Database {
  answer(request: Received): Promise<Reply>;
  /** Straight to the tables, as nobody's function. */
  readonly client: DynamoDBClient;
  /** Units consumed so far, as the server counts them by the items' sizes. */
  readonly capacity: Capacity;
  close(): Promise<void>;
}

export async function openDatabase(resolver: Resolver): Promise<Database> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({
    region: "local",
    endpoint,
    credentials: { accessKeyId: "proof", secretAccessKey: "proof" },
  });
  for (const [id, { Properties }] of resourcesOf(resolver.template, "AWS::DynamoDB::Table")) {
    const { KeySchema, AttributeDefinitions } = Shape.parse(Properties);
    const TableName = resolver.nameOf(id);
    const [BillingMode] = ["PAY_PER_REQUEST" as const];
    await client.send(new CreateTableCommand({ TableName, KeySchema, AttributeDefinitions, BillingMode }));
    const described = new DescribeTableCommand({ TableName });
    while ((await client.send(described)).Table?.TableStatus !== "ACTIVE") await sleep(5);
  }
  const capacity: Capacity = { reads: 0, writes: 0 };
  const Consumed = z.object({ ConsumedCapacity: z.object({ CapacityUnits: z.number() }).optional() });
  return {
    client,
    capacity,
    async answer({ headers, body }) {
      const target = headers["x-amz-target"] ?? "";
      const asked = { ...JSON.parse(Buffer.from(body).toString()), ReturnConsumedCapacity: "TOTAL" };
      const sent = ["authorization", "x-amz-date", "x-amz-target", "content-type"];
      const answer = await fetch(endpoint, {
        method: "POST",
        headers: Object.fromEntries(sent.map((name) => [name, headers[name] ?? ""])),
        body: JSON.stringify(asked),
      });
      const text = await answer.text();
      const units = Consumed.safeParse(JSON.parse(text)).data?.ConsumedCapacity?.CapacityUnits ?? 0;
      if (/\.(Put|Update|Delete)Item$/.test(target)) capacity.writes += units;
      else capacity.reads += units;
      const kept = ["content-type", "x-amz-crc32", "x-amzn-requestid"];
      const found = kept.flatMap((name) => {
        const value = answer.headers.get(name);
        return value === null ? [] : [[name, value] as const];
      });
      return { status: answer.status, headers: Object.fromEntries(found), body: text };
    },
    async close() {
      client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
