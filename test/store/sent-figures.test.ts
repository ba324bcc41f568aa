import { expect, it } from "vitest";
import type { PushRecord } from "../../functions/domain/push/state.ts";
import { sentFigureStore } from "../../functions/store/push/sent-figures.ts";
import { memoryTable } from "../helpers/store/store.ts";

const { client, table } = memoryTable();
const figures = sentFigureStore({ client, table });

const AT = new Date("2023-06-20T03:00:00Z");
const place = (series: string, office = "000-00-15-H04") => ({ mapping: "thu", series, indicator: "DH01", office });
const sent = (revision = 1) => ({ revision, value: "20.16" });

async function recordOf(series: string, office?: string): Promise<PushRecord | null> {
  const found = await figures.list({ mapping: "thu", series });
  return found.find((one) => office === undefined || one.office === office)?.record ?? null;
}

it("gives a figure to one of many that ask at once", async () => {
  const claims = await Promise.all(Array.from({ length: 20 }, () => figures.claim(place("many"), sent(), AT, null)));
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(await recordOf("many")).toEqual({
    ...{ state: "sending", revision: 1, value: "20.16", until: "2023-06-20T03:03:00.000Z", version: 1 },
  });
});

it("gives it again only to who has read how it stands now", async () => {
  await figures.claim(place("again"), sent(), AT, null);
  await figures.close(place("again"), 1, "open");
  const known = await recordOf("again");
  expect(await figures.claim(place("again"), sent(), AT, null)).toBe(false);
  expect(await figures.claim(place("again"), sent(2), AT, known)).toBe(true);
  expect(await figures.claim(place("again"), sent(2), AT, known)).toBe(false);
});

it("takes what a late call has heard before what was taken for unknown, and never the other way", async () => {
  await figures.claim(place("late"), sent(), AT, null);
  await figures.close(place("late"), 1, "unknown");
  await figures.close(place("late"), 1, "accepted");
  await figures.close(place("late"), 1, "unknown");
  expect(await recordOf("late")).toMatchObject({ state: "accepted" });
});

it("does not let a call about an earlier revision note anything of a later one", async () => {
  await figures.claim(place("newer"), sent(), AT, null);
  await figures.close(place("newer"), 1, "unknown");
  await figures.claim(place("newer"), sent(2), AT, await recordOf("newer"));
  await figures.close(place("newer"), 1, "accepted");
  expect(await recordOf("newer")).toMatchObject({ state: "sending", revision: 2 });
});

it("tells figures apart by report, mapping and codes, whatever a code of our own looks like", async () => {
  const offices = ["Sở Tài chính", "a b", "a#b", "000"];
  for (const office of offices) expect(await figures.claim(place("codes", office), sent(), AT, null)).toBe(true);
  expect((await figures.list({ mapping: "thu", series: "codes" })).map(({ office }) => office).sort()).toEqual(
    [...offices].sort(),
  );
  expect(await figures.list({ mapping: "thu", series: "codes/other" })).toEqual([]);
  expect(await figures.list({ mapping: "khac", series: "codes" })).toEqual([]);
});
