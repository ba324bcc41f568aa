/** A part of a campaign, in a thread of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { SMALL } from "../helpers/runs/province.ts";
import { CAMPAIGN, strikeAll } from "./campaign.ts";

export const Part = z.object({
  seed: z.int(),
  faults: z.int(),
  part: z.int(),
  parts: z.int(),
  world: z.int().nullable(),
});

const result = await strikeAll({ ...CAMPAIGN, ...Part.parse(workerData), size: SMALL });
parentPort?.postMessage(result);
