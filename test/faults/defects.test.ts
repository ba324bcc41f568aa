import { expect, test } from "vitest";
import { TINY } from "../helpers/runs/province.ts";
import { CAMPAIGN, strikeAll } from "./campaign.ts";
import { DEFECTS } from "./defect.ts";

/** What writers do to each other: the faults that conditional writes are there for. */
const campaign = {
  ...CAMPAIGN,
  seed: 7,
  faults: 60,
  size: TINY,
  kinds: ["twice", "rival"],
  documentsEvery: 0,
  foldersEvery: 0,
  stopAtFirst: true,
} as const;

test.each(Object.entries(DEFECTS))("the bench finds %s", async (_name, defect) => {
  const { violations, foundAfter } = await strikeAll({ ...campaign, defect });
  expect(violations).not.toEqual([]);
  expect(foundAfter).toBeLessThanOrEqual(60);
});

test("the bench finds nothing in the stores as they are", async () => {
  expect(
    (await strikeAll({ ...campaign, faults: 16, kinds: ["twice", "rival", "timeout", "zombie"] })).violations,
  ).toEqual([]);
});
