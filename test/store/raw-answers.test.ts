import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import type { SnapshotKey } from "../../functions/revisions/revision.ts";
import { sha256 } from "../../functions/store/canonical.ts";
import { snapshotCopies } from "../../functions/store/snapshots/copies.ts";
import { snapshotStore } from "../../functions/store/snapshots.ts";
import { emptyTable, itemsOfWindow, memoryObjects } from "../helpers/store/store.ts";

const KEY: SnapshotKey = {
  ...{ province: "p", synthetic: false, kind: "source-counts", agency: "opencps/A#1" },
  ...{ from: "2023-05-15", to: "2023-06-14" },
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const keyOf = (text: string): string => `snapshots/source/${sha256(text)}.gz`;

/** An answer whose rows were read from these pages. */
const answer = (code: string, ...pages: readonly string[]) => ({
  ...{ status: "final" as const, dataAsOf: "2023-06-20T08:00:00+07:00", askedAt: "2023-06-20T02:00:00Z" },
  ...{ rows: [{ code }], raw: pages.map(bytesOf) },
});

async function world(bodyLimit = 350_000) {
  const [table, objects] = [await emptyTable(), memoryObjects()];
  return { table, objects, store: snapshotStore({ ...table, objects, bodyLimit }) };
}

it.each([350_000, 1])(
  "the pages of an answer lie beside its vintage, which lists them, rows beside it or not (%i)",
  async (limit) => {
    const { objects, store } = await world(limit);
    const ref = await store.save(KEY, answer("1", "trang 1", "trang 2", "trang 1"));
    const listed = (text: string) => ({ key: keyOf(text), sha256: sha256(text), bytes: text.length, isWhole: true });
    expect(await store.rawAnswers(ref)).toEqual([listed("trang 1"), listed("trang 2"), listed("trang 1")]);
    expect(await store.read(ref)).toEqual([{ code: "1" }]);
    expect([...objects.bytes.keys()].filter((key) => key.startsWith("snapshots/source/")).sort()).toEqual(
      [keyOf("trang 1"), keyOf("trang 2")].sort(),
    );
  },
);

it("an answer of the same rows writes nothing, whatever it is read from; other rows from the same bytes keep them once", async () => {
  const { objects, store } = await world();
  const first = await store.save(KEY, answer("1", "trang 1"));
  const before = new Map(objects.bytes);
  expect(await store.save(KEY, answer("1", "trang 1 "))).toEqual(first);
  const second = await store.save(KEY, answer("2", "trang 1"));
  expect(objects.bytes).toEqual(before);
  expect(await store.rawAnswers(second)).toEqual(await store.rawAnswers(first));
});

it("bytes that another zlib has packed otherwise are the same answer", async () => {
  const { objects, store } = await world();
  const packed = gzipSync("trang 1", { level: 0 });
  await objects.put(keyOf("trang 1"), packed, "application/gzip");
  const ref = await store.save(KEY, answer("1", "trang 1"));
  expect(await store.rawAnswers(ref)).toMatchObject([{ isWhole: true }]);
  expect(objects.bytes.get(keyOf("trang 1"))).toBe(packed);
});

it("what is damaged or lost is told of, and keeps no counts from being stored", async () => {
  const { objects, store } = await world();
  const ref = await store.save(KEY, answer("1", "trang 1", "trang 2"));
  objects.bytes.set(keyOf("trang 1"), bytesOf("khác"));
  objects.bytes.delete(keyOf("trang 2"));
  expect((await store.rawAnswers(ref)).map(({ isWhole }) => isWhole)).toEqual([false, false]);
  const next = await store.save(KEY, answer("2", "trang 1", "trang 2"));
  expect([next.vintage, (await store.rawAnswers(next)).map(({ isWhole }) => isWhole)]).toEqual([2, [false, true]]);
});

it("a vintage that was read from nothing that is kept lists nothing", async () => {
  const { store } = await world();
  const { raw: _, ...content } = answer("1");
  expect(await store.rawAnswers(await store.save(KEY, content))).toEqual([]);
});

it("a vintage that is taken over comes with its pages as far as they are whole", async () => {
  const [old, anew] = [await world(), await world()];
  const ref = await old.store.save(KEY, answer("1", "trang 1", "trang 2"));
  old.objects.bytes.set(keyOf("trang 2"), bytesOf("khác"));
  const copies = snapshotCopies(anew.table, anew.objects);
  for (const item of await itemsOfWindow(old.table, KEY)) expect(await copies.keep(item, old.objects)).toEqual(ref);
  expect((await anew.store.rawAnswers(ref)).map(({ isWhole }) => isWhole)).toEqual([true, false]);
  expect(anew.objects.bytes.has(keyOf("trang 2"))).toBe(false);
});

it("rows that come back to a vintage that was lost bring their pages", async () => {
  const { table, objects, store } = await world();
  const other = await world();
  const ref = await other.store.save(KEY, answer("1", "trang 1"));
  await snapshotCopies(table, objects).noteLost(ref);
  expect(await store.save(KEY, answer("1", "trang 1"))).toEqual(ref);
  expect(await store.rawAnswers(ref)).toMatchObject([{ key: keyOf("trang 1"), isWhole: true }]);
});
