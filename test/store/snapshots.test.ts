import { randomBytes } from "node:crypto";
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import type { SnapshotContent } from "../../functions/ports/snapshots.ts";
import type { SnapshotKey } from "../../functions/revisions/revision.ts";
import { snapshotItemKey } from "../../functions/store/snapshots/item.ts";
import { snapshotStore } from "../../functions/store/snapshots.ts";
import { memoryObjects, memoryTable } from "../helpers/store/store.ts";

const { client, table } = memoryTable();
const objects = memoryObjects();
const store = snapshotStore({ client, table, objects });

let agencies = 0;
/** A snapshot that no other test knows. */
const newKey = (more: Partial<SnapshotKey> = {}): SnapshotKey => ({
  province: "p",
  synthetic: true,
  kind: "counts",
  agency: `A${agencies++}`,
  from: "2023-05-15",
  to: "2023-06-14",
  ...more,
});

const row = (procedure: string, payments = 1) => ({ procedure, payments, nested: { b: [2, 1], a: "ắ" } });

const answer = (rows: readonly unknown[], more: Partial<SnapshotContent> = {}): SnapshotContent => ({
  status: "final",
  dataAsOf: "2023-06-20T08:00:00+07:00",
  askedAt: "2023-06-20T02:00:00Z",
  rows,
  ...more,
});

describe("vintages", () => {
  it("are new only where status or rows differ, and keep when they were first seen", async () => {
    const key = newKey();
    const first = await store.save(key, answer([row("1")], { status: "provisional" }));
    const again = await store.save(
      key,
      answer([row("1")], { status: "provisional", dataAsOf: "2023-07-01T00:00:00Z" }),
    );
    const closed = await store.save(key, answer([row("1")]));
    const changed = await store.save(key, answer([row("1", 2)]));
    const back = await store.save(key, answer([row("1")]));
    expect(first).toMatchObject({ ...key, vintage: 1, status: "provisional", dataAsOf: "2023-06-20T08:00:00+07:00" });
    expect(again).toEqual(first);
    expect([closed, changed, back].map(({ vintage }) => vintage)).toEqual([2, 3, 4]);
    expect(back.sha256).toBe(closed.sha256);
    expect(new Set([first, closed, changed].map(({ sha256 }) => sha256)).size).toBe(3);
    expect(await store.latest(key)).toEqual(back);
    expect(await store.read(first)).toEqual([row("1")]);
    expect(await store.read(changed)).toEqual([row("1", 2)]);
  });

  it("are new where equal counts are read again after their window, once", async () => {
    const key = newKey();
    const at = (dataAsOf: string) => store.save(key, answer([row("1")], { dataAsOf }));
    const early = await at("2023-06-14T23:59:59+07:00");
    const confirmed = await at("2023-06-15T00:00:00+07:00");
    expect([early.vintage, confirmed.vintage, confirmed.dataAsOf]).toEqual([1, 2, "2023-06-15T00:00:00+07:00"]);
    expect(confirmed.sha256).toBe(early.sha256);
    expect(await at("2023-06-20T00:00:00+07:00")).toEqual(confirmed);
    expect(await at("2023-06-13T00:00:00+07:00")).toEqual(confirmed);
  });

  it("do not depend on the order of rows or fields, and keep equal rows", async () => {
    const key = newKey();
    const first = await store.save(key, answer([row("𝟙"), row("ﬀ"), row("b"), row("b"), row("a")]));
    const { nested, ...rest } = row("a");
    const turned = { nested: { a: nested.a, b: nested.b }, ...rest };
    expect(await store.save(key, answer([row("b"), turned, row("b"), row("ﬀ"), row("𝟙")]))).toEqual(first);
    expect(await store.read(first)).toEqual([row("a"), row("b"), row("b"), row("ﬀ"), row("𝟙")]);
    expect((await store.save(key, answer([row("b"), turned, row("ﬀ"), row("𝟙")]))).vintage).toBe(2);
  });

  it("of rows without order among them are told by their text", async () => {
    const key = newKey({ kind: "agencies", agency: "" });
    const [one, two] = [
      { code: "x", name: "1" },
      { code: "x", name: "2" },
    ];
    const first = await store.save(key, answer([one, two]));
    expect(await store.save(key, answer([two, one]))).toEqual(first);
    expect(await store.read(first)).toEqual([one, two]);
  });

  it("of no rows are vintages too, and an unknown key has none", async () => {
    const key = newKey();
    expect(await store.latest(key)).toBeNull();
    expect(await store.read(await store.save(key, answer([])))).toEqual([]);
  });
});

describe("clocks that are wrong", () => {
  const at = (dataAsOf: string, askedAt: string, payments: number) =>
    answer([row("1", payments)], { dataAsOf, askedAt });

  it("of the source: what it dates far ahead keeps no later answer out, and that it was put back is kept", async () => {
    const key = newKey();
    await store.save(key, at("2099-01-01T00:00:00Z", "2023-06-20T02:00:00Z", 1));
    const sound = await store.save(key, at("2023-06-21T00:00:00Z", "2023-06-21T02:00:00Z", 2));
    expect(sound).toMatchObject({ vintage: 2, putBackFrom: "2099-01-01T00:00:00Z" });
    expect(await store.latest(key)).toEqual(sound);
    const next = await store.save(key, at("2023-06-22T00:00:00Z", "2023-06-22T02:00:00Z", 3));
    expect(next).toMatchObject({ vintage: 3 });
    expect(next).not.toHaveProperty("putBackFrom");
  });

  it("of the source: equal rows with an earlier instant are no news", async () => {
    const key = newKey();
    const first = await store.save(key, at("2023-06-20T00:00:00Z", "2023-06-20T02:00:00Z", 1));
    expect(await store.save(key, at("2023-06-18T00:00:00Z", "2023-06-21T02:00:00Z", 1))).toEqual(first);
  });

  it("of ours: what the source read later goes on top, though our clock runs behind", async () => {
    const key = newKey();
    await store.save(key, at("2023-06-20T00:00:00Z", "2030-01-01T00:00:00Z", 1));
    const next = await store.save(key, at("2023-06-21T00:00:00Z", "2023-06-21T02:00:00Z", 2));
    expect(next).toMatchObject({ vintage: 2 });
    expect(await store.latest(key)).toEqual(next);
  });

  it("none: an answer that was asked for and read earlier, and comes late, never goes on top", async () => {
    const key = newKey();
    const standing = await store.save(key, at("2023-06-21T00:00:00Z", "2023-06-21T02:00:00Z", 2));
    expect(await store.save(key, at("2023-06-20T00:00:00Z", "2023-06-20T02:00:00Z", 1))).toEqual(standing);
    expect(await store.latest(key)).toEqual(standing);
  });

  it("in an item of before askedAt was kept: the next answer goes on top", async () => {
    const key = newKey();
    await store.save(key, at("2099-01-01T00:00:00Z", "2023-06-20T02:00:00Z", 1));
    await DynamoDBDocumentClient.from(client).send(
      new UpdateCommand({ TableName: table, Key: snapshotItemKey(key, 1), UpdateExpression: "REMOVE askedAt" }),
    );
    expect(await store.save(key, at("2023-06-21T00:00:00Z", "2023-06-21T02:00:00Z", 2))).toMatchObject({ vintage: 2 });
  });
});

describe("at once", () => {
  it("twenty saves of one answer keep one vintage", async () => {
    const key = newKey();
    const refs = await Promise.all(Array.from({ length: 20 }, () => store.save(key, answer([row("1")]))));
    expect(new Set(refs.map(({ vintage }) => vintage))).toEqual(new Set([1]));
    expect(await store.latest(key)).toMatchObject({ vintage: 1 });
  });

  it("different answers are all kept", async () => {
    const key = newKey();
    const saves = Array.from({ length: 10 }, (_, index) => store.save(key, answer([row("1", index)])));
    const refs = await Promise.all(saves);
    expect(refs.map(({ vintage }) => vintage).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await Promise.all(refs.map((ref) => store.read(ref)))).toEqual(refs.map((_, index) => [row("1", index)]));
  });
});

describe("a window", () => {
  it("gives the newest vintage of each agency, over many pages", async () => {
    const window = newKey({ from: "2022-01-15", to: "2022-02-14" });
    const codes = ["A#1", "A", "A#", "Ắ/b c", "%23"];
    const bulk = Array.from({ length: 8 }, () => ({ procedure: randomBytes(150_000).toString("hex") }));
    for (const agency of codes) {
      await store.save({ ...window, agency }, answer([row("1")]));
      await store.save({ ...window, agency }, answer([row(agency)]));
    }
    for (const [index, one] of bulk.entries()) await store.save({ ...window, agency: `Z${index}` }, answer([one]));
    const refs = await store.latestOfWindow(window);
    expect(refs.map(({ agency }) => agency).sort()).toEqual([...codes, ...bulk.map((_, index) => `Z${index}`)].sort());
    for (const ref of refs.filter(({ agency }) => codes.includes(agency))) {
      expect(ref.vintage).toBe(2);
      expect(await store.read(ref)).toEqual([row(ref.agency)]);
    }
  });

  it("keeps the tasks of two programmes of one day apart, rows by agency", async () => {
    const day = newKey({ kind: "tasks", from: "2023-06-14", to: "2023-06-14" });
    const told = (task: string, agency: string) => ({ task, agency, status: "done", completedOn: null, note: "" });
    const [one, other] = [
      { ...day, agency: "brvt-kh92-2021" },
      { ...day, agency: "brvt-kh93-2021" },
    ];
    const rows = [told("T-2", "A"), told("T-1", "B"), told("T-1", "A")];
    const first = await store.save(one, answer(rows));
    await store.save(other, answer([told("T-9", "A")]));
    expect(await store.save(one, answer(rows.toReversed()))).toEqual(first);
    expect(await store.latest(one)).toEqual(first);
    expect(await store.read(first)).toEqual([told("T-1", "A"), told("T-2", "A"), told("T-1", "B")]);
    expect((await store.latestOfWindow(day)).map(({ agency }) => agency)).toEqual([one.agency, other.agency]);
  });

  it("keeps provinces, sources, kinds and days apart", async () => {
    const key = newKey();
    await store.save(key, answer([]));
    const apart = [
      { province: "q" },
      { synthetic: false },
      { kind: "measures" as const },
      { from: "2023-05-16" },
      { to: "2023-06-15" },
    ];
    for (const other of apart) expect(await store.latest({ ...key, ...other })).toBeNull();
  });
});

describe("large rows", () => {
  it("go to the objects over the limit", async () => {
    const small = snapshotStore({ client, table, objects, bodyLimit: 50 });
    const ref = await small.save(newKey(), answer([row("1"), row("2")]));
    const [[name = "", bytes = new Uint8Array()] = []] = [...objects.bytes];
    expect(name).toMatch(/^snapshots\/[0-9a-f]{64}\.json\.gz$/);
    expect(bytes.length).toBeGreaterThan(50);
    expect(await store.read(ref)).toEqual([row("1"), row("2")]);
  });

  it("that no compression brings under DynamoDB's limit are kept", async () => {
    const large = [{ procedure: randomBytes(450_000).toString("base64") }];
    const ref = await store.save(newKey(), answer(large));
    expect(await store.read(ref)).toEqual(large);
  });

  it("just under the limit fit their item", async () => {
    const rows = [{ procedure: randomBytes(255_000).toString("base64"), name: "a".repeat(2_000) }];
    const known = objects.bytes.size;
    const roomy = snapshotStore({ client, table, objects, bodyLimit: 349_000 });
    expect(await store.read(await roomy.save(newKey(), answer(rows)))).toEqual(rows);
    expect(objects.bytes.size).toBe(known);
  });
});

describe("months", () => {
  it("are marked as collected once, per province, source and scheme", async () => {
    for (const month of ["2023-01", "2023-03", "2023-03"]) await store.markCollected("p", true, month, "nd09");
    await store.markCollected("p", false, "2023-02", "nd09");
    await store.markCollected("p", true, "2023-02", "calendar");
    expect(await store.collected("p", true, ["2023-03", "2023-02", "2023-01"], "nd09")).toEqual(
      new Set(["2023-01", "2023-03"]),
    );
    expect(await store.collected("p", true, ["2023-02"], "nd09")).toEqual(new Set());
    expect(await store.collected("p", true, [], "nd09")).toEqual(new Set());
  });
});

describe("a vintage", () => {
  it("is never touched again", async () => {
    const key = newKey();
    const ref = await store.save(key, answer([row("1")]));
    const Key = snapshotItemKey(key, 1);
    const stored = () => DynamoDBDocumentClient.from(client).send(new GetCommand({ TableName: table, Key }));
    const before = await stored();
    await store.save(key, answer([row("1")], { dataAsOf: "2024-01-01T00:00:00Z" }));
    await store.save(key, answer([row("2")]));
    expect((await stored()).Item).toEqual(before.Item);
    expect(before.Item).toMatchObject({ schema: 1, sha256: ref.sha256 });
  });
});
