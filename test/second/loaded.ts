import { load } from "../../functions/pipeline/support/load.ts";
import { materialOf } from "../../functions/pipeline/support/material.ts";
import { collectedOf, planOf } from "../../functions/pipeline/support/notes.ts";
import { gather } from "../../functions/pipeline/support/sources.ts";
import type { TemplateCatalogue } from "../../functions/ports/ports.ts";
import type { Documents } from "./computation/scores.ts";
import { catalogueWith, firstOutcome, portsOf } from "./first.ts";
import { memoryStores } from "./memory.ts";
import type { Question, World } from "./provinces/world.ts";

/** A run of the project that has fetched its counts, and what its figures are computed from. */
export interface Loaded extends Awaited<ReturnType<typeof load>> {
  catalogue: TemplateCatalogue;
  material: ReturnType<typeof materialOf>;
}

/** The run of a history, under these documents or those of its own plan; null with too few answers for a report. */
export async function loadedOf(world: World, question: Question, documents?: Documents): Promise<Loaded | null> {
  const stores = memoryStores();
  if ((await firstOutcome(stores, world, question)) === "too incomplete") return null;
  const catalogue = catalogueWith(question.scheme);
  const ports = portsOf(stores, world.says, catalogue);
  const plan = await planOf(ports, "this");
  const sources = await gather(ports, plan, await collectedOf(ports, plan));
  const { now, before } = documents ?? { now: plan.programmes, before: plan.programmesBefore };
  const material = materialOf(catalogue, question.province, now, before, plan.request.period);
  return { ...(await load(ports, sources, material)), catalogue, material };
}
