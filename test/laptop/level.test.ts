import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { expect, it, vi } from "vitest";
import { ensureTable, routedClient } from "../../functions/laptop/database/client.ts";
import { catchLevel } from "../../functions/laptop/database/level.ts";
import { TABLE } from "../../functions/laptop/database/wire.ts";

it("a query ends its iterator of the database, whether it reads all rows or stops at a limit", async () => {
  const path = await mkdtemp(join(tmpdir(), "level-"));
  const level = catchLevel(() => {});
  const { default: dynalite } = await import("dynalite");
  const server = dynalite({ path, createTableMs: 0 });
  await level().open();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const opened = vi.spyOn(level(), "values");
  await ensureTable({ port: address.port, token: "" });
  const client = routedClient((send) => send({ port: address.port, token: "" }));
  const put = (sk: string) =>
    client.send(new PutItemCommand({ TableName: TABLE, Item: { pk: { S: "a" }, sk: { S: sk } } }));
  await Promise.all(["1", "2", "3"].map(put));
  for (const Limit of [undefined, 1]) {
    const { Items } = await client.send(
      new QueryCommand({
        TableName: TABLE,
        Limit,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: "a" } },
      }),
    );
    expect(Items).toHaveLength(Limit ?? 3);
  }
  expect(opened).toHaveBeenCalledTimes(2);
  for (const { value } of opened.mock.results)
    await expect(value.next()).rejects.toMatchObject({ code: "LEVEL_ITERATOR_NOT_OPEN" });
  client.destroy();
  server.close();
  await once(server, "close");
  await rm(path, { recursive: true });
});
