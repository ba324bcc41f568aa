import fc from "fast-check";
import { expect, test } from "vitest";
import { figuresOf } from "../../functions/domain/figures/figures.ts";
import { scoresOf } from "../../functions/domain/figures/scores.ts";
import { groundOf } from "./computation/figures.ts";
import { type Documents, scoresFrom } from "./computation/scores.ts";
import { scoresText } from "./first.ts";
import { loadedOf } from "./loaded.ts";
import { questionOf, worldOf } from "./provinces/generate.ts";
import { planIn } from "./provinces/plan.ts";
import type { Question, World } from "./provinces/world.ts";

const provinces = 40;
const seed = 20_231_202;
const KH92 = "brvt-kh92-2021";
const KH93 = "brvt-kh93-2021";
const QD = "brvt-qd-2023";

/** The scores that the project gives under these documents; null where there are too few answers for a report. */
async function firstScores(world: World, question: Question, documents: Documents): Promise<string | null> {
  const loaded = await loadedOf(world, question, documents);
  if (loaded === null) return null;
  const { inputs, tree, material } = loaded;
  const { smallest } = material.province.regime;
  return scoresText(scoresOf(inputs, tree, figuresOf(inputs, tree), smallest).values());
}

test.each([
  ["two documents that share targets", { now: [KH92, KH93], before: [KH92, KH93] }],
  ["a document that came after the period before", { now: [KH92, KH93], before: [KH93] }],
  ["a document that took another's place", { now: [QD], before: [KH92] }],
  ["the first document of a year", { now: [QD], before: [] }],
])("Both computations give the same scores under %s", async (_, documents) => {
  let [scored, moved] = [0, 0];
  const asked = { programme: documents.now[0] ?? QD, province: "ba-ria-vung-tau", years: ["2021", "2023"] };
  const agree = fc.asyncProperty(planIn(asked.years), async (plan) => {
    const [world, question] = [worldOf(plan), questionOf(plan, asked)];
    const first = await firstScores(world, question, documents);
    if (first === null) return;
    const second = scoresFrom(groundOf(world, question), documents);
    scored += second.length;
    moved += second.filter((line) => !line.endsWith(",")).length;
    expect(first.split("\r\n").filter((line) => line !== "")).toEqual(second);
  });
  await fc.assert(agree, { numRuns: provinces, seed });
  expect(scored).toBeGreaterThan(provinces);
  expect(moved > 0).toBe(documents.before.length > 0);
});
