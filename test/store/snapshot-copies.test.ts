import { describe, expect, it } from "vitest";
import { importFileKey } from "../../functions/revisions/import-file.ts";
import type { SnapshotKey, SnapshotRef } from "../../functions/revisions/revision.ts";
import { sha256 } from "../../functions/store/canonical.ts";
import type { ItemKey } from "../../functions/store/key.ts";
import { snapshotCopies } from "../../functions/store/snapshots/copies.ts";
import { snapshotStore } from "../../functions/store/snapshots.ts";
import type { Item } from "../../functions/store/table.ts";
import { emptyTable, itemsOfWindow, memoryObjects } from "../helpers/store/store.ts";

const KEY: SnapshotKey = {
  ...{ province: "p", synthetic: false, kind: "counts", agency: "A#1" },
  ...{ from: "2023-05-15", to: "2023-06-14" },
};
const answer = (rows: readonly unknown[], dataAsOf = "2023-06-20T08:00:00+07:00") => ({
  ...{ status: "final" as const, dataAsOf, askedAt: "2023-06-20T02:00:00Z", rows },
});

async function world(bodyLimit = 350_000) {
  const [table, objects] = [await emptyTable(), memoryObjects()];
  const store = snapshotStore({ ...table, objects, bodyLimit });
  return { table, objects, store, copies: snapshotCopies(table, objects) };
}
type World = Awaited<ReturnType<typeof world>>;

const itemsOf = ({ table }: World, key = KEY) => itemsOfWindow(table, key);

describe("a vintage that is taken over", () => {
  it.each([
    ["with its rows", 350_000],
    ["with rows that lie beside it", 1],
  ])("is what it was, %s", async (_, bodyLimit) => {
    const [old, anew] = [await world(bodyLimit), await world()];
    await old.store.save(KEY, answer([{ code: "1" }]));
    const second = await old.store.save(KEY, answer([{ code: "2" }]));
    for (const item of await itemsOf(old)) expect(await anew.copies.keep(item, old.objects)).not.toBeNull();
    expect(await anew.store.latest(KEY)).toEqual(second);
    expect(await anew.store.read({ ...second, vintage: 2 })).toEqual([{ code: "2" }]);
    expect(await itemsOf(anew)).toEqual(await itemsOf(old));
  });

  it("comes with the workbook that it was imported from, where that is whole", async () => {
    const bytes = new TextEncoder().encode("PK");
    const file = { name: "a.xlsx", sha256: sha256(bytes), ending: "xlsx" as const };
    const key = importFileKey(file);
    const imported = { ...KEY, kind: "import" as const, agency: "province/A#1" };
    const row = { state: "withdrawn", by: "", reason: "nhầm", file };
    const [old, anew, other] = [await world(), await world(), await world()];
    await old.store.save(imported, answer([row]));
    await old.objects.put(key, bytes, "");
    const items = await itemsOf(old, imported);
    expect(items).toHaveLength(1);
    for (const item of items) expect(await anew.copies.keep(item, old.objects)).not.toBeNull();
    expect(anew.objects.bytes.get(key)).toEqual(bytes);

    old.objects.bytes.set(key, new TextEncoder().encode("PX"));
    for (const item of items) expect(await other.copies.keep(item, old.objects)).not.toBeNull();
    expect(other.objects.bytes.has(key)).toBe(false);
  });

  it("is left out where its rows do not fit their hash, are not there, or it is something else", async () => {
    const [old, anew, beside] = [await world(), await world(), await world(1)];
    await old.store.save(KEY, answer([{ code: "1" }]));
    await beside.store.save(KEY, answer([{ code: "1" }]));
    const [whole] = await itemsOf(old);
    const [apart] = await itemsOf(beside);
    if (whole === undefined || apart === undefined) throw new Error("no items");
    const items: readonly (ItemKey & Item)[] = [
      { ...whole, sha256: "0".repeat(64) },
      { ...whole, body: new Uint8Array([1, 2]) },
      { ...whole, schema: 2 },
      { ...whole, pk: "snapshot#p" },
      { pk: "series#p/2023-06", sk: "pointer", schema: 1 },
      apart,
    ];
    for (const item of items) expect(await anew.copies.keep(item, memoryObjects())).toBeNull();
    expect(await itemsOf(anew)).toEqual([]);
  });

  it("never takes the place of one that is there", async () => {
    const [old, anew] = [await world(), await world()];
    await old.store.save(KEY, answer([{ code: "1" }]));
    const standing = await anew.store.save(KEY, answer([{ code: "2" }]));
    for (const item of await itemsOf(old)) await anew.copies.keep(item, old.objects);
    expect(await anew.store.read(standing)).toEqual([{ code: "2" }]);
  });
});

describe("a vintage whose rows are lost", () => {
  /** Two vintages of which a manifest tells, and nothing else. */
  async function lost(): Promise<World & { refs: readonly SnapshotRef[] }> {
    const [old, anew] = [await world(), await world()];
    const refs = [
      await old.store.save(KEY, answer([{ code: "1" }])),
      await old.store.save(KEY, answer([{ code: "2" }])),
    ];
    for (const ref of refs) await anew.copies.noteLost(ref);
    return { ...anew, refs };
  }

  it("stands for none, is named to who reads it, and keeps its number", async () => {
    const { store, refs } = await lost();
    expect(await store.latest(KEY)).toBeNull();
    const [first] = refs;
    if (first === undefined) throw new Error("no vintage");
    await expect(store.read(first)).rejects.toMatchObject({
      name: "StoreDamaged",
      message: expect.stringMatching(/số liệu hồ sơ của cơ quan A#1 .*: đã mất cùng cơ sở dữ liệu cũ; lập lại báo cáo/),
    });
    expect(await store.save(KEY, answer([{ code: "3" }]))).toMatchObject({ vintage: 3 });
    await expect(store.read(first)).rejects.toThrow(/đã mất/);
  });

  it("is given them back by the same answer, whenever it was read", async () => {
    const { store, refs } = await lost();
    const [, second] = refs;
    expect(await store.save(KEY, answer([{ code: "2" }], "2023-06-01T00:00:00Z"))).toEqual(second);
    expect(await store.latest(KEY)).toEqual(second);
    expect(await store.save(KEY, answer([{ code: "2" }]))).toEqual(second);
  });

  it("is not given others' rows by two calls at once", async () => {
    const { store, refs } = await lost();
    const saved = await Promise.all(["2", "4", "2"].map((code) => store.save(KEY, answer([{ code }]))));
    expect(new Set(saved.map(({ vintage }) => vintage)).size).toBeLessThanOrEqual(3);
    for (const [at, code] of ["2", "4", "2"].entries()) {
      const ref = saved[at];
      if (ref !== undefined) expect(await store.read(ref)).toEqual([{ code }]);
    }
    expect(saved.some((ref) => ref.sha256 === refs[1]?.sha256)).toBe(true);
  });

  it("of words that people wrote asks for the words", async () => {
    const { store, copies } = await world();
    const ref = { ...KEY, kind: "texts" as const, agency: "cntt", vintage: 1, sha256: "0".repeat(64) };
    const texts: SnapshotRef = { ...ref, status: "final", dataAsOf: "2023-06-20T08:00:00Z" };
    await copies.noteLost(texts);
    await expect(store.read(texts)).rejects.toThrow(/phần chữ của báo cáo .*; viết lại phần chữ này/);
    const imported = { ...texts, kind: "import" as const, agency: "ministry/A#1" };
    await copies.noteLost(imported);
    await expect(store.read(imported)).rejects.toThrow(
      /số liệu nhập từ sổ tính của cơ quan A#1, hệ thống của Bộ, ngành .*; nhập lại sổ tính này/,
    );
    expect(await store.latestOfWindow(texts)).toEqual([texts]);
  });
});

it("a note of a loss does not take the place of rows that are there", async () => {
  const { store, copies } = await world();
  const ref = await store.save(KEY, answer([{ code: "1" }]));
  await copies.noteLost(ref);
  expect(await store.read(ref)).toEqual([{ code: "1" }]);
});
