import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { RevisionConflict, StoreDamaged } from "../../functions/domain/failure.ts";
import type { SeriesPointer } from "../../functions/revisions/revision.ts";
import { revisionStore } from "../../functions/store/revisions.ts";
import { memoryTable } from "../helpers/store/store.ts";

const { client, table } = memoryTable();
const store = revisionStore({ client, table });

const pointer = (series: string, revision: number, from = "a"): SeriesPointer => ({
  series,
  revision,
  inputs: from.repeat(64),
  manifestKey: `published/${series}/${revision}`,
  manifestSha256: "0".repeat(64),
});

it("moves from revision to revision and keeps the earlier ones", async () => {
  expect(await store.current("s")).toBeNull();
  expect(await store.history("s")).toEqual([]);
  for (const revision of [1, 2, 3]) await store.advance(pointer("s", revision));
  expect(await store.current("s")).toEqual(pointer("s", 3));
  expect(await store.history("s")).toEqual([pointer("s", 1), pointer("s", 2)]);
  expect(await store.current("s/other")).toBeNull();
});

it("takes the same move again, also after others went on", async () => {
  await store.advance(pointer("again", 1));
  await store.advance(pointer("again", 1));
  await store.advance(pointer("again", 2));
  await store.advance(pointer("again", 1));
  expect(await store.current("again")).toEqual(pointer("again", 2));
  expect(await store.history("again")).toEqual([pointer("again", 1)]);
});

it("refuses another move to a revision that stands, a gap and a step back", async () => {
  await expect(store.advance(pointer("no", 2))).rejects.toThrow(RevisionConflict);
  await store.advance(pointer("no", 1));
  await expect(store.advance(pointer("no", 1, "b"))).rejects.toThrow(RevisionConflict);
  await expect(store.advance(pointer("no", 3))).rejects.toThrow(RevisionConflict);
  expect(await store.current("no")).toEqual(pointer("no", 1));
});

it.each([1, 2])("lets one of twenty through to revision %i", async (revision) => {
  const series = `race${revision}`;
  for (let before = 1; before < revision; before++) await store.advance(pointer(series, before));
  const moves = Array.from("0123456789abcdefABCD", (from) => ({ ...pointer(series, revision), manifestKey: from }));
  const results = await Promise.allSettled(moves.map((move) => store.advance(move)));
  const winners = moves.filter((_, index) => results[index]?.status === "fulfilled");
  expect(winners).toHaveLength(1);
  expect(await store.current(series)).toEqual(winners[0]);
  expect(await store.history(series)).toHaveLength(revision - 1);
  for (const result of results) {
    if (result.status === "rejected") expect(result.reason).toBeInstanceOf(RevisionConflict);
  }
});

it("names a series whose item cannot be read", async () => {
  const item = { pk: "series#bad", sk: "pointer", schema: 1, revision: 1 };
  await DynamoDBDocumentClient.from(client).send(new PutCommand({ TableName: table, Item: item }));
  await expect(store.current("bad")).rejects.toThrow(StoreDamaged);
});
