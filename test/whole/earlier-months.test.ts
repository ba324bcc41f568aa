import { afterEach, beforeEach, expect, test } from "vitest";
import { plan } from "../../functions/pipeline/plan.ts";
import { planOf } from "../../functions/pipeline/support/notes.ts";
import { folder } from "../helpers/runs/command.ts";
import { type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";
import { world } from "../helpers/runs/world.ts";

let province: ExampleProvince;
beforeEach(async () => {
  province = await exampleProvince();
});
afterEach(() => province.close());

test("a report reads those of the twelve months up to its end that were collected, and asks for no other", async () => {
  const { ports } = await world(province, folder());
  const source = { province: "ba-ria-vung-tau", synthetic: false, scheme: "nd09" };
  for (const month of ["2022-05", "2022-07", "2022-08", "2022-12"]) {
    await ports.snapshots.markCollected(source.province, source.synthetic, month, source.scheme);
  }
  const asked = { period: "2023-06", programmes: null, refresh: false, provisional: false };
  await plan(ports, { run: "one", province: source.province, ...asked });

  expect((await planOf(ports, "one")).earlier).toEqual(["2022-07", "2022-08", "2022-12"]);
  expect(province.asked.filter((path) => path.startsWith("/v1/counts"))).toEqual([]);
});
