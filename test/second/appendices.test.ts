import fc from "fast-check";
import { expect, test } from "vitest";
import { figuresOf } from "../../functions/domain/figures/figures.ts";
import { type Composition, compositionOf as composedOf } from "../../functions/report/composition.ts";
import { disagreements } from "../helpers/data/figure-places.ts";
import { filingAppendix, paymentsAppendix, postalAppendix } from "../helpers/data/tables.ts";
import { loadedOf } from "./loaded.ts";
import { asked, questionOf, worldOf } from "./provinces/generate.ts";
import { planIn } from "./provinces/plan.ts";
import type { Question, World } from "./provinces/world.ts";

const provinces = 30;
const seed = 20_231_201;

/** What the report of a history is composed from, or null where there are too few answers for one. */
async function compositionOf(world: World, question: Question): Promise<Composition | null> {
  const loaded = await loadedOf(world, question);
  if (loaded === null) return null;
  const { inputs, tree, catalogue } = loaded;
  const head = { revision: 1, state: "final", synthetic: false, dataAsOf: "2026-01-01T00:00:00Z" } as const;
  const province = catalogue.province(question.province);
  return composedOf({
    province,
    forms: catalogue.forms(),
    inputs,
    tree,
    figures: figuresOf(inputs, tree),
    findings: [],
    changes: null,
    inputChanges: [],
    head,
  });
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
      const made = [filingAppendix, paymentsAppendix, postalAppendix].flatMap((make) => make(composition));
      const { found, wrong } = disagreements(composition, made);
      compared += found;
      expect(wrong).toEqual([]);
    });
    await fc.assert(agree, { numRuns: provinces, seed });
    expect(compared).toBeGreaterThan(provinces * 10);
  },
);
