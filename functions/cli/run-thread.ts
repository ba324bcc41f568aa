/**
 * A thread that runs one execution to its end, over the state folder that its process has open: what renders for
 * seconds on end must not keep the portal from answering. It may be ended at any moment; what it has stored stays.
 */
import { parentPort, workerData } from "node:worker_threads";
import { loadCatalogue } from "../catalogue/catalogue.ts";
import { openLocalWorld } from "../laptop/world.ts";
import { VERSION } from "../version.ts";
import { outcomeOf } from "./pipeline.ts";
import type { ThreadData, ThreadMessage } from "./run-worker.ts";

const { input, ...place }: ThreadData = workerData;
const tell = (message: ThreadMessage): void => parentPort?.postMessage(message);

const world = await openLocalWorld({
  ...place,
  catalogue: loadCatalogue(new URL("../../templates/", import.meta.url)),
  now: () => new Date(),
  code: VERSION,
  progress: () => {},
  warn: (warning) => tell({ warning }),
});
try {
  tell({ outcome: await outcomeOf(world.ports, input) });
} finally {
  await world.close();
}
