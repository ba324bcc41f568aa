import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { firstOutcome } from "./first.ts";
import { asked, questionOf, worldOf } from "./generate.ts";
import { memoryStores } from "./memory.ts";
import { planIn } from "./plan.ts";
import { differenceOf, secondOutcome } from "./second.ts";
import { situationNames } from "./situations-figures.ts";

const provinces = 200;
const seed = 20_231_130;

const reached = new Map<string, number>(situationNames.map((name) => [name, 0]));

afterAll(() => {
  const lines = [...reached].map(([name, times]) => `${String(times).padStart(6)}  ${name}`);
  console.info([`seed ${seed}: ${provinces} provinces for each of ${asked.length} programmes`, ...lines].join("\n"));
});

test.each(asked)("Both computations agree on $programme, row by row", { timeout: 240_000 }, async (one) => {
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
  await fc.assert(agrees, { numRuns: provinces, seed, interruptAfterTimeLimit: 180_000, markInterruptAsFailure: true });
});

test("The provinces reached every situation", () => {
  expect([...reached].filter(([, times]) => times === 0).map(([name]) => name)).toEqual([]);
});
