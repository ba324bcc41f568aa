import { DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import type { RunHistory } from "../../functions/ports/portal.ts";
import { ended, type RunEnd, type RunRecord, runCursor } from "../../functions/revisions/run.ts";
import { runHistory } from "../../functions/store/history.ts";
import { emptyTable, type MemoryTable } from "../helpers/store/store.ts";

const END: RunEnd = { state: "nothing-new", at: "2023-07-01T00:00:00.000Z", revision: null, failure: null };

/** Asked for at this second of an hour. */
function record(id: string, second: number, more: Partial<RunRecord> = {}): RunRecord {
  const asked = { province: "quang-tri", period: "2023-06", programmes: null, reason: "thử", by: "ai đó" };
  const flags = { refresh: false, provisional: false, reissue: false, preview: false };
  const requestedAt = new Date(Date.UTC(2023, 5, 20, 3, 0, second)).toISOString();
  const none = { begunAt: null, cancel: null, lease: null, end: null };
  return { id, ...asked, ...flags, origin: "operator", requestedAt, ...none, ...more };
}

const ids = (records: readonly RunRecord[]): string[] => records.map(({ id }) => id);
const close = (history: RunHistory, id: string) => history.change(id, (one) => ended(one, END));

/** All records, page by page, as a list follows its cursor. */
async function paged(history: RunHistory, limit: number): Promise<string[]> {
  const seen: string[] = [];
  let before: string | null = null;
  for (;;) {
    const page: readonly RunRecord[] = await history.recent(limit, before);
    seen.push(...ids(page));
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return seen;
    before = runCursor(last);
  }
}

async function entries({ client, table }: MemoryTable): Promise<number> {
  const query = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": "run-records" } };
  const found = await DynamoDBDocumentClient.from(client).send(new QueryCommand({ TableName: table, ...query }));
  return found.Items?.length ?? 0;
}

/** A name that an earlier version has left, of a request that was a repeat. */
const leave = ({ client, table }: MemoryTable, one: RunRecord) =>
  DynamoDBDocumentClient.from(client).send(
    new PutCommand({ TableName: table, Item: { pk: "run-records", sk: runCursor(one), schema: 1, id: one.id } }),
  );

describe("the history of runs", () => {
  it("has each run once, however often, at whatever times and by how many at once it is opened", async () => {
    const table = await emptyTable();
    const history = runHistory(table);
    const opened = await Promise.all(Array.from({ length: 20 }, (_, at) => history.open(record("a", at))));
    expect(opened.filter(({ created }) => created)).toHaveLength(1);
    for (let at = 20; at < 80; at++) await history.open(record("a", at));
    expect(ids(await history.recent(100, null))).toEqual(["a"]);
    expect(await entries(table)).toBe(1);
    expect(ids(await history.underWay())).toEqual(["a"]);
  });

  it("is reached by its pages, whole, the newest first, also between names that are no runs", async () => {
    const table = await emptyTable();
    const history = runHistory(table);
    for (let at = 0; at < 12; at++) {
      await history.open(record(`r${at}`, at));
      for (let repeat = 0; repeat < 6; repeat++) await leave(table, record(`r${at}`, 20 + at * 7 + repeat));
    }
    const newest = Array.from({ length: 12 }, (_, at) => `r${11 - at}`);
    expect(ids(await history.recent(5, null))).toEqual(newest.slice(0, 5));
    for (const limit of [1, 5, 12, 13]) expect(await paged(history, limit)).toEqual(newest);
  });
});

describe("the runs under way", () => {
  it("are all that have not ended, in the order of requests, whatever has been asked for since", async () => {
    const history = runHistory(await emptyTable());
    await history.open(record("second", 2));
    await history.open(record("first", 1));
    for (let at = 10; at < 80; at++) {
      await history.open(record(`done-${at}`, at));
      await close(history, `done-${at}`);
    }
    expect(ids(await history.underWay())).toEqual(["first", "second"]);
    await close(history, "first");
    expect(ids(await history.underWay())).toEqual(["second"]);
    await close(history, "second");
    expect(await history.underWay()).toEqual([]);
  });

  it("are found where an earlier version of the program has left them", async () => {
    const table = await emptyTable();
    const documents = DynamoDBDocumentClient.from(table.client);
    for (let at = 0; at < 250; at++) {
      const one = record(`r${at}`, at, { end: at % 100 === 7 ? null : END });
      const Item = { pk: `run-record#${one.id}`, sk: "record", schema: 1, version: 3, record: one };
      await documents.send(new PutCommand({ TableName: table.table, Item }));
      await leave(table, one);
    }
    const history = runHistory(table);
    await history.open(record("new", 300));
    expect(ids(await history.underWay())).toEqual(["r7", "r107", "r207", "new"]);
  });

  it("are without those whose end was written by a process that died right after", async () => {
    const table = await emptyTable();
    const history = runHistory(table);
    await history.open(record("a", 1));
    await history.open(record("b", 2));
    const over = { ...record("a", 1), end: END };
    const Item = { pk: "run-record#a", sk: "record", schema: 1, version: 2, record: over };
    await DynamoDBDocumentClient.from(table.client).send(new PutCommand({ TableName: table.table, Item }));
    expect(ids(await history.underWay())).toEqual(["b"]);
  });

  it("do not hang on one whose record cannot be read", async () => {
    const table = await emptyTable();
    const history = runHistory(table);
    await history.open(record("a", 1));
    await history.open(record("b", 2));
    const Item = { pk: "run-record#a", sk: "record", schema: 1, version: 2 };
    await DynamoDBDocumentClient.from(table.client).send(new PutCommand({ TableName: table.table, Item }));
    expect(ids(await history.underWay())).toEqual(["b"]);
    await expect(history.get("a")).rejects.toThrow(/bản ghi lần chạy a/);
  });
});
