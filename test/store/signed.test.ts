import { expect, test } from "vitest";
import type { SignedCopy } from "../../functions/revisions/signed-copy.ts";
import { signedCopyStore } from "../../functions/store/signed.ts";
import { memoryTable } from "../helpers/store/store.ts";

const store = signedCopyStore(memoryTable());

const COPY: SignedCopy = {
  ...{ series: "quang-tri/2023-06", revision: 1, report: "cntt", entry: 1 },
  ...{ number: "123/BC-STTTT", date: "2023-06-20", signer: "Nguyễn Văn A, Giám đốc", reason: null },
  ...{ file: { size: 10, sha256: "a".repeat(64) }, basis: "system" },
  ...{ registeredAt: "2023-06-20T03:00:00.000Z", by: "van-thu" },
};

test("a registration is written once: of many at once one is kept, and no other takes its place", async () => {
  const signers = Array.from({ length: 10 }, (_, at) => `Người ký ${at}`);
  const results = await Promise.all(signers.map((signer) => store.add({ ...COPY, signer })));
  expect(results.filter(Boolean)).toHaveLength(1);
  const [kept] = await store.list(COPY.series);
  expect(kept).toEqual({ ...COPY, signer: signers[results.indexOf(true)] });
  expect(await store.add({ ...COPY, signer: "Người khác" })).toBe(false);
  expect(await store.list(COPY.series)).toEqual([kept]);
});

test("a series' register is in order of revision, report and entry, and holds nothing of another series", async () => {
  const series = "quang-tri/2023-07";
  const of = (revision: number, report: string, entry: number) => ({ ...COPY, series, revision, report, entry });
  const all = [of(10, "cntt", 1), of(2, "don-vi/77-STC", 1), of(2, "cntt", 10), of(2, "cntt", 9), of(1, "cntt", 1)];
  for (const copy of all) expect(await store.add(copy)).toBe(true);
  expect(await store.add({ ...COPY, series: `${series}/cv90` })).toBe(true);
  expect(await store.list(series)).toEqual(all.toReversed());
});
