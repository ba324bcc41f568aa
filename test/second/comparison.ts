import fc from "fast-check";
import { test } from "vitest";
import { differenceOf, secondOutcome } from "./computation/second.ts";
import { firstOutcome } from "./first.ts";
import { memoryStores } from "./memory.ts";
import { asked, questionOf, worldOf } from "./provinces/generate.ts";
import { planIn } from "./provinces/plan.ts";
import { situationNames } from "./situations/figures.ts";

/**
 * Declares a test for each programme: that both computations give the same rows over so many generated provinces.
 *
 * @returns how many of the provinces reached each situation, once the tests have run
 */
export function testAgreement(provinces: number, seed: number): ReadonlyMap<string, number> {
  const reached = new Map<string, number>(situationNames.map((name) => [name, 0]));
  test.each(asked)("Both computations agree on $programme, row by row", async (one) => {
    let differed = false;
    const agrees = fc.asyncProperty(planIn(one.years), async (plan) => {
      const [world, question] = [worldOf(plan), questionOf(plan, one)];
      const { outcome, situations } = secondOutcome(world, question);
      for (const name of differed ? [] : situations) reached.set(name, (reached.get(name) ?? 0) + 1);
      const difference = differenceOf(await firstOutcome(memoryStores(), world, question), outcome);
      if (difference === "") return;
      differed = true;
      throw new Error(difference);
    });
    await fc.assert(agrees, { numRuns: provinces, seed });
  });
  return reached;
}
