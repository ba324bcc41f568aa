import { expect, test } from "vitest";
import { systemAnswerName } from "../../../functions/domain/mapping/answer-name.ts";
import { systemsOf } from "../../../functions/domain/mapping/systems.ts";
import type { Province } from "../../../functions/domain/province.ts";
import { earlierCounts } from "../../../functions/pipeline/support/counts/earlier.ts";
import { bench } from "../../helpers/runs/bench.ts";
import { mappingOf } from "../../helpers/sources/mapped.ts";

const SOURCE = { province: "ba-ria-vung-tau", synthetic: false };
const WINDOW = { from: "2022-05-15", to: "2022-06-14" };
const MAPPINGS = [mappingOf("hop-dong", { id: "mot-cua" }), mappingOf("hop-dong", { id: "bo-nganh" })];

/** Of A both systems are stored and the API's counts from before, of B one system, of C the API's counts alone. */
async function stored() {
  const { ports } = await bench();
  const content = {
    status: "final" as const,
    dataAsOf: "2022-06-20T00:00:00Z",
    askedAt: "2022-06-20T00:00:00Z",
    rows: [],
  };
  const system = (agency: string, id: string) =>
    ports.snapshots.save(
      { ...SOURCE, ...WINDOW, kind: "source-counts", agency: systemAnswerName({ agency, system: id }) },
      content,
    );
  const api = (agency: string) => ports.snapshots.save({ ...SOURCE, ...WINDOW, kind: "counts", agency }, content);
  await Promise.all([system("A", "mot-cua"), system("A", "bo-nganh"), system("B", "mot-cua"), api("A"), api("C")]);
  return async (sources: Province["sources"]): Promise<string[]> => {
    const api = { ...ports.api(SOURCE.province), systems: systemsFrom(sources) };
    const refs = await earlierCounts({ ...ports, api: () => api }, SOURCE, WINDOW);
    return refs.map(({ kind, agency }) => `${kind} ${agency}`).sort();
  };
}

const systemsFrom = (sources: Province["sources"]) => (agency: string, window: typeof WINDOW) =>
  systemsOf(sources, MAPPINGS, agency, window);

const OWN = { mapping: "mot-cua", system: "province" as const };
const MINISTRY = { mapping: "bo-nganh", system: "ministry" as const };

test("an earlier month is that of all the agency's systems or none; where it had none then, that of the API", async () => {
  const countsWith = await stored();
  expect(await countsWith([])).toEqual(["counts A", "counts C"]);
  expect(await countsWith([OWN, MINISTRY])).toEqual(["source-counts bo-nganh/A", "source-counts mot-cua/A"]);
});

test("a system that is used from a later day on leaves earlier months whole", async () => {
  const countsWith = await stored();
  expect(await countsWith([OWN, { ...MINISTRY, from: "2022-06-15" }])).toEqual([
    "source-counts mot-cua/A",
    "source-counts mot-cua/B",
  ]);
  expect(await countsWith([OWN, { ...MINISTRY, from: "2022-06-14" }])).toHaveLength(2);
  expect(await countsWith([{ ...OWN, from: "2023-01-01" }])).toEqual(["counts A", "counts C"]);
});
