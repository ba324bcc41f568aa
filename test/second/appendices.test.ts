import fc from "fast-check";
import { expect, test } from "vitest";
import { filingAppendix } from "../../functions/domain/compose-filing.ts";
import { paymentsAppendix } from "../../functions/domain/compose-payments.ts";
import { postalAppendix } from "../../functions/domain/compose-postal.ts";
import { type Composition, printedTargets } from "../../functions/domain/composition.ts";
import { figuresOf } from "../../functions/domain/figures.ts";
import { materialOf } from "../../functions/steps/issue.ts";
import { load } from "../../functions/steps/load.ts";
import { collectedOf, planOf } from "../../functions/steps/notes.ts";
import { gather } from "../../functions/steps/sources.ts";
import { disagreements } from "../domain/figure-places.ts";
import { catalogueWith, firstOutcome, portsOf } from "./first.ts";
import { asked, questionOf, worldOf } from "./generate.ts";
import { memoryStores } from "./memory.ts";
import { planIn } from "./plan.ts";
import type { Question, World } from "./world.ts";

const provinces = 30;
const seed = 20_231_201;

/** What the report of a history is composed from, or null where there are too few answers for one. */
async function compositionOf(world: World, question: Question): Promise<Composition | null> {
  const stores = memoryStores();
  if ((await firstOutcome(stores, world, question)) === "too incomplete") return null;
  const catalogue = catalogueWith(question.scheme);
  const ports = portsOf(stores, world.says, catalogue);
  const plan = await planOf(ports, "this");
  const sources = await gather(ports, plan, await collectedOf(ports, plan));
  const { inputs, tree } = await load(ports, sources, materialOf(catalogue, question.province, plan.programmes));
  const issue = { revision: 1, state: "final", synthetic: false, dataAsOf: "2026-01-01T00:00:00Z" } as const;
  const province = catalogue.province(question.province);
  return { province, inputs, tree, figures: figuresOf(inputs, tree), findings: [], changes: null, issue };
}

/** The others have no target on filing, payments, postal service or digitised results. */
const programmes = ["brvt-qd-2023", "brvt-kh92-2021", "dongnai-kh109-2022"];

test.each(asked.filter(({ programme }) => programmes.includes(programme)))(
  "the appendices of $programme say what figures.csv says, whatever became of the agencies",
  async (one) => {
    let compared = 0;
    const agree = fc.asyncProperty(planIn(one.years), async (plan) => {
      const composition = await compositionOf(worldOf(plan), questionOf(plan, one));
      if (composition === null) return;
      const targets = printedTargets(composition);
      const made = [filingAppendix, paymentsAppendix, postalAppendix].flatMap((make) => make(composition, targets));
      const { found, wrong } = disagreements(composition, made);
      compared += found;
      expect(wrong).toEqual([]);
    });
    await fc.assert(agree, { numRuns: provinces, seed });
    // Công văn 90 has no target on filing, payments or postal service.
    if (one.programme !== "quangtri-cv90-2021") expect(compared).toBeGreaterThan(provinces * 10);
  },
);
