import { expect, test } from "vitest";
import { StoreDamaged } from "../../functions/domain/failure.ts";
import { withDecision, withHeld } from "../../functions/revisions/release/release.ts";
import { releaseStore } from "../../functions/store/releases.ts";
import { openTable } from "../../functions/store/table.ts";
import { emptyTable } from "../helpers/store/store.ts";

const SERIES = "ba-ria-vung-tau/2023-06";
const draft = {
  ...{ run: "one", series: SERIES, province: "ba-ria-vung-tau", period: "2023-06", programmes: null, revision: 1 },
  ...{ state: "final" as const, synthetic: false, inputs: "a".repeat(64), files: "b".repeat(64) },
  ...{ holds: [{ kind: "setting" as const }], at: "2023-06-20T03:00:00.000Z", decision: null, publishedAt: null },
};
const by = (name: string, outcome: "approved" | "returned" = "approved") => ({
  ...{ outcome, by: name, at: "2023-06-21T03:00:00.000Z", reason: "" },
});

test("of many who decide at once one does, and everybody is told what stands", async () => {
  const store = releaseStore(await emptyTable());
  await store.change(SERIES, (drafts) => withHeld(drafts, draft));
  const names = ["An", "Bình", "Chi", "Dũng"];
  const seen = await Promise.all(
    names.map((name, at) => {
      const decision = by(name, at % 2 === 0 ? "approved" : "returned");
      return store.change(SERIES, (drafts) => withDecision(drafts, "one", decision, 0));
    }),
  );
  const decided = seen.map(([one]) => one?.decision?.by);
  expect(new Set(decided).size).toBe(1);
  expect(names).toContain(decided[0]);
  expect((await store.of(SERIES))[0]?.decision?.by).toBe(decided[0]);
});

test("who decides while a newer draft comes in loses nothing of either", async () => {
  const store = releaseStore(await emptyTable());
  await store.change(SERIES, (drafts) => withHeld(drafts, draft));
  await Promise.all([
    store.change(SERIES, (drafts) => withDecision(drafts, "one", by("An"), 0)),
    store.change(SERIES, (drafts) => withHeld(drafts, { ...draft, run: "two" })),
  ]);
  const drafts = await store.of(SERIES);
  expect(drafts.map(({ run }) => run)).toEqual(["one", "two"]);
});

test("lists the drafts of every series, each in its order; of a series without any there are none", async () => {
  const store = releaseStore(await emptyTable());
  const other = { ...draft, series: "dong-nai/2023-06", run: "three" };
  for (const one of [draft, { ...draft, run: "two" }, other]) {
    await store.change(one.series, (drafts) => withHeld(drafts, one));
  }
  expect((await store.all()).map((drafts) => drafts.map(({ run }) => run))).toEqual([["one", "two"], ["three"]]);
  expect(await store.of("quang-tri/2023-06")).toEqual([]);
});

test("a record that cannot be read is named, not taken for none", async () => {
  const table = await emptyTable();
  await openTable(table).put({ pk: "releases", sk: SERIES, schema: 1, version: 1, drafts: [{ run: "one" }] });
  await expect(releaseStore(table).of(SERIES)).rejects.toThrow(StoreDamaged);
});
