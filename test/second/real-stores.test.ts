import { gzipSync } from "node:zlib";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { expect, test } from "vitest";
import { TABLE_SHAPE } from "../../functions/laptop/database/client.ts";
import { releaseStore } from "../../functions/store/releases.ts";
import { revisionStore } from "../../functions/store/revisions.ts";
import { runStore } from "../../functions/store/runs.ts";
import { snapshotStore } from "../../functions/store/snapshots.ts";
import { memoryObjects, memoryTable } from "../helpers/store/store.ts";
import { differenceOf, secondOutcome } from "./computation/second.ts";
import { firstOutcome, type Stores } from "./first.ts";
import { asked, questionOf, worldOf } from "./provinces/generate.ts";
import { largeWorld } from "./provinces/large.ts";
import { planIn } from "./provinces/plan.ts";
import type { Question } from "./provinces/world.ts";

const provinces = 4;
const seed = 20_211_215;

const { client } = memoryTable();
let tables = 0;

/** The project's stores over a table of their own. */
async function realStores(): Promise<Stores> {
  tables += 1;
  const options = { client, table: `reports-${tables}` };
  await client.send(new CreateTableCommand({ ...TABLE_SHAPE, TableName: options.table }));
  const objects = memoryObjects();
  const snapshots = snapshotStore({ ...options, objects });
  return {
    snapshots,
    runs: runStore(options),
    revisions: revisionStore(options),
    releases: releaseStore(options),
    objects,
  };
}

test.each(asked)("Both agree on $programme over the real stores", { timeout: 120_000 }, async (one) => {
  const agrees = fc.asyncProperty(planIn(one.years), async (plan) => {
    const [world, question] = [worldOf(plan), questionOf(plan, one)];
    const first = await firstOutcome(await realStores(), world, question);
    const difference = differenceOf(first, secondOutcome(world, question).outcome);
    if (difference !== "") throw new Error(difference);
  });
  await fc.assert(agrees, { numRuns: provinces, seed, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true });
});

const large: readonly Question[] = [
  { programme: "brvt-qd-2023", province: "ba-ria-vung-tau", period: "2023-02", scheme: "nd09", refresh: false },
  { programme: "brvt-kh92-2021", province: "ba-ria-vung-tau", period: "2021-02", scheme: "calendar", refresh: true },
];

test.each(large)(
  "Rows that pass 400 KB compressed come back whole: $programme",
  { timeout: 60_000 },
  async (question) => {
    const world = largeWorld(question.period.slice(0, 4));
    for (const answer of Object.values(world.says.counts)) {
      const rows = answer.kind === "rows" ? answer.rows : [];
      expect(gzipSync(JSON.stringify(rows)).length).toBeGreaterThan(400_000);
    }

    const first = await firstOutcome(await realStores(), world, question);

    expect(differenceOf(first, secondOutcome(world, question).outcome)).toBe("");
  },
);
