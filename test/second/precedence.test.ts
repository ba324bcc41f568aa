import fc from "fast-check";
import { expect, test } from "vitest";
import { figuresOf } from "../../functions/domain/figures/figures.ts";
import { scoresOf } from "../../functions/domain/figures/scores.ts";
import { lazyRenderers } from "../../functions/render/renderers.ts";
import { cellsFrom, figuresText, groundOf } from "./computation/figures.ts";
import { targetsBeside } from "./computation/precedence.ts";
import { scoresFrom } from "./computation/scores.ts";
import { scoresText } from "./first.ts";
import { loadedOf } from "./loaded.ts";
import { questionOf, worldOf } from "./provinces/generate.ts";
import { planIn } from "./provinces/plan.ts";
import { trialProgramme } from "./provinces/trial.ts";

const provinces = 8;
const seed = 20_261_130;
const PACK = ["national-nq76-2021", "national-qd126-2025", "national-qd2629-2025", "national-qd766-2022"];

test.each([
  [trialProgramme.id, "ba-ria-vung-tau"],
  ["dongnai-kh109-2022", "dong-nai"],
])("Both computations give the same figures and scores under %s and the national pack", async (own, province) => {
  const documents = [own, ...PACK];
  const asked = { programme: own, province, years: ["2022", "2023"] };
  let compared = 0;
  const agree = fc.asyncProperty(planIn(asked.years), async (plan) => {
    const [world, question] = [worldOf(plan), questionOf(plan, asked)];
    const loaded = await loadedOf(world, question, { now: documents, before: documents });
    if (loaded === null) return;
    const { inputs, tree, material } = loaded;
    const figures = figuresOf(inputs, tree);
    const ground = groundOf(world, question);
    expect(await lazyRenderers().figuresCsv(figures.rows)).toBe(figuresText(cellsFrom(ground, documents)));
    const scores = scoresText(scoresOf(inputs, tree, figures, material.province.regime.smallest).values());
    expect(scores).toBe(scoresFrom(ground, { now: documents, before: documents }).join("\r\n"));
    compared += 1;
  });
  await fc.assert(agree, { numRuns: provinces, seed });
  expect(compared).toBeGreaterThan(provinces / 2);
});

// The own decision asks for online filing of every level, and so leaves the pack's other two alone.
test("Of the pack only what the province has not decided itself is judged", () => {
  const left = targetsBeside("national-qd766-2022", [trialProgramme.id, ...PACK]);
  expect(left.map(({ indicator }) => indicator)).toEqual(["paid-online-dossiers"]);
});
