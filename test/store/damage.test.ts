import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { z } from "zod";
import { StoreDamaged, StoreUnavailable } from "../../functions/domain/failure.ts";
import { routedClient } from "../../functions/laptop/database/client.ts";
import type { SnapshotKey, SnapshotRef } from "../../functions/revisions/revision.ts";
import { snapshotItemKey } from "../../functions/store/snapshots/item.ts";
import { snapshotStore } from "../../functions/store/snapshots.ts";
import { memoryObjects, memoryTable } from "../helpers/store/store.ts";

const { client, table } = memoryTable();
const objects = memoryObjects();
const store = snapshotStore({ client, table, objects });
const beside = snapshotStore({ client, table, objects, bodyLimit: 1 });
const documents = DynamoDBDocumentClient.from(client);

const Item = z.looseObject({ body: z.instanceof(Uint8Array).optional() });

const keyOf = (agency: string): SnapshotKey => ({
  province: "p",
  synthetic: false,
  kind: "counts",
  agency,
  from: "2023-05-15",
  to: "2023-06-14",
});

const content = {
  status: "final" as const,
  dataAsOf: "2023-06-20T08:00:00Z",
  askedAt: "2023-06-20T08:01:00Z",
  rows: [{ procedure: "1", payments: 1 }],
};

async function tamper(ref: SnapshotRef, change: (item: z.infer<typeof Item>) => object): Promise<void> {
  const { Item: stored } = await documents.send(
    new GetCommand({ TableName: table, Key: snapshotItemKey(ref, ref.vintage) }),
  );
  const item = Item.parse(stored);
  await documents.send(new PutCommand({ TableName: table, Item: { ...item, ...change(item) } }));
}

function flipped(bytes: Uint8Array | undefined, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes ?? []);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

async function expectDamage(ref: SnapshotRef, words: RegExp): Promise<void> {
  const read = store.read(ref);
  await expect(read).rejects.toThrow(StoreDamaged);
  await expect(read).rejects.toThrow(words);
  await expect(read).rejects.toThrow(new RegExp(`${ref.agency}.*2023-05-15.*2023-06-14.*số ${ref.vintage}`));
}

it("names the programme whose tasks are damaged", async () => {
  const key = { ...keyOf("brvt-qd-2023"), kind: "tasks" as const };
  const ref = await store.save(key, { ...content, rows: [] });
  await tamper(ref, ({ body }) => ({ body: flipped(body, 12) }));
  await expectDamage(ref, /tiến độ nhiệm vụ của văn bản brvt-qd-2023/);
});

it("names the snapshot whose bytes have a flipped bit, wherever it is", async () => {
  const ref = await store.save(keyOf("FLIP"), content);
  for (const at of [0, 12, 30]) {
    await tamper(ref, ({ body }) => ({ body: flipped(body, at) }));
    await expectDamage(ref, /SHA-256/);
    await tamper(ref, ({ body }) => ({ body: flipped(body, at) }));
  }
  expect(await store.read(ref)).toEqual(content.rows);
});

it("names the snapshot whose status was changed", async () => {
  const ref = await store.save(keyOf("STATUS"), content);
  await tamper(ref, () => ({ status: "provisional" }));
  await expectDamage(ref, /SHA-256/);
});

it("names the snapshot whose item or object is gone", async () => {
  const ref = await beside.save(keyOf("GONE"), content);
  await expectDamage({ ...ref, vintage: 2 }, /không còn bản ghi/);
  const [[name = "", bytes = new Uint8Array()] = []] = [...objects.bytes];
  objects.bytes.set(name, flipped(bytes, 20));
  await expectDamage(ref, /đã bị thay đổi/);
  objects.bytes.delete(name);
  await expectDamage(ref, /không còn tệp/);
});

it("refuses an item of another schema, and one without shape", async () => {
  const ref = await store.save(keyOf("SCHEMA"), content);
  await tamper(ref, () => ({ schema: 2 }));
  await expect(store.latest(ref)).rejects.toThrow(/SCHEMA.*phiên bản khác của chương trình.*lược đồ 2/);
  await expect(store.read(ref)).rejects.toThrow(StoreDamaged);
  await expect(store.save(ref, content)).rejects.toThrow(StoreDamaged);
  await tamper(ref, () => ({ schema: 1, sha256: "x" }));
  await expect(store.latestOfWindow(ref)).rejects.toThrow(/SCHEMA.*không đúng cấu trúc/);
});

it("heals by keeping the same answer again", async () => {
  const ref = await store.save(keyOf("HEAL"), content);
  await tamper(ref, ({ body }) => ({ body: flipped(body, 15) }));
  const healed = await store.save(keyOf("HEAL"), content);
  expect(healed).toMatchObject({ vintage: 2, sha256: ref.sha256 });
  expect(await store.read(healed)).toEqual(content.rows);
});

it("says that the table is out of reach", async () => {
  const nobody = routedClient((send) => send({ port: 1, token: "" }));
  const lost = snapshotStore({ client: nobody, table, objects }).latest(keyOf("X"));
  await expect(lost).rejects.toThrow(StoreUnavailable);
  await expect(lost).rejects.toThrow(/bảng dữ liệu "reports": không kết nối được/);
});

it("says that the table is not there", async () => {
  const missing = snapshotStore({ client, table: "other", objects }).latest(keyOf("X"));
  await expect(missing).rejects.toThrow(/bảng dữ liệu "other": không có kho này/);
});
