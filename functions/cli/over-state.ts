import { openLocalWorld } from "../local/world.ts";
import type { Catalogue, ServicePorts } from "../ports.ts";
import { VERSION } from "../version.ts";

/**
 * Does something with what a state folder holds; nothing is asked of a province. Throws StoreUnavailable where the
 * folder cannot be used.
 */
export async function overState<Result>(
  stateDir: string,
  catalogue: Catalogue,
  work: (ports: ServicePorts) => Promise<Result>,
): Promise<Result> {
  const now = (): Date => new Date();
  const quiet = { progress: () => {}, warn: () => {} };
  const world = await openLocalWorld({ stateDir, api: null, catalogue, now, code: VERSION, ...quiet });
  try {
    return await work(world.ports);
  } finally {
    await world.close();
  }
}
