import { randomBytes } from "node:crypto";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { StoreDamaged } from "../../functions/domain/failure.ts";
import { runStore } from "../../functions/store/runs.ts";
import { memoryTable } from "../helpers/store/store.ts";

const { client, table } = memoryTable();
const runs = runStore({ client, table });

it("hands a value from step to step, the last one put", async () => {
  await runs.put("r", "plan", { tên: "Bà Rịa", list: [1, null] });
  await runs.put("r", "plan", { tên: "Vũng Tàu", list: [2, null] });
  expect(await runs.get("r", "plan")).toEqual({ tên: "Vũng Tàu", list: [2, null] });
});

it("names what a step should have left", async () => {
  await expect(runs.get("r", "draft")).rejects.toThrow(StoreDamaged);
  await expect(runs.get("r", "draft")).rejects.toThrow(/lần chạy r .*"draft"/);
});

it("lists by name, over many pages, what begins with a prefix", async () => {
  const value = randomBytes(150_000).toString("hex");
  const names = Array.from({ length: 10 }, (_, index) => `collected#${index}`);
  for (const name of names.toReversed()) await runs.put("big", name, { name, value });
  await runs.put("big", "collecteD", 1);
  await runs.put("other", "collected#x", 1);
  expect(await runs.list("big", "collected#")).toEqual(names.map((name) => ({ name, value: { name, value } })));
  expect((await runs.list("big", "")).map(({ name }) => name)).toEqual(["collecteD", ...names]);
  expect(await runs.list("none", "")).toEqual([]);
});

it("refuses what does not fit or is not JSON", async () => {
  await expect(runs.put("r", "large", randomBytes(400_000).toString("base64"))).rejects.toThrow(/large is \d+ bytes/);
  await expect(runs.put("r", "nothing", undefined)).rejects.toThrow(TypeError);
});

it("names a value that cannot be read", async () => {
  const item = { pk: "run#bad", sk: "plan", schema: 1, value: new Uint8Array([1, 2, 3]) };
  await DynamoDBDocumentClient.from(client).send(new PutCommand({ TableName: table, Item: item }));
  await expect(runs.list("bad", "")).rejects.toThrow(/"plan" của lần chạy bad/);
});
