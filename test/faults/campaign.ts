import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../functions/laptop/database/database.ts";
import { Chance } from "../helpers/chance.ts";
import { requestOf, type Size, STAGES, type Stage, seriesOf } from "../helpers/runs/province.ts";
import { type Audit, audit, NOTHING_SEEN, type Seen } from "./audit.ts";
import { openTables, type Tables } from "./injection/database.ts";
import { objection } from "./injection/errors.ts";
import { type Calls, deck, draw, type Fault, KINDS, type Kind } from "./injection/fault.ts";
import { folderOfObjects, memoryObjects } from "./injection/objects.ts";
import { type Table, watchClient } from "./injection/table.ts";
import { type Defect, openWorld, type World, type WorldOptions } from "./world.ts";

export interface Campaign {
  readonly seed: number;
  readonly faults: number;
  readonly size: Size;
  readonly kinds: readonly Kind[];
  readonly defect: Defect;
  /** This of so many parts of the campaign, which run side by side. */
  readonly part: number;
  readonly parts: number;
  /** Only this world of the campaign, or null for all. */
  readonly world: number | null;
  /** Every so many worlds one with the real PDF and workbook, and one in a real state folder; 0 for none. */
  readonly documentsEvery: number;
  readonly foldersEvery: number;
  /** Ends at the first violation. */
  readonly stopAtFirst: boolean;
}

export const CAMPAIGN = {
  kinds: KINDS,
  defect: (stores) => stores,
  part: 0,
  parts: 1,
  world: null,
  documentsEvery: 20,
  foldersEvery: 20,
  stopAtFirst: false,
} as const satisfies Partial<Campaign>;

/** A fault that was let happen, and how the run it hit went. */
export interface Struck {
  readonly fault: Fault;
  readonly hit: boolean;
  readonly outcome: "published" | "nothing-new" | "failed";
}

export interface Violation {
  readonly world: number;
  readonly stage: Stage;
  readonly fault: Fault;
  readonly what: string;
}

export interface Result {
  readonly struck: Struck[];
  readonly violations: Violation[];
  /** Faults that had happened when the first violation was found. */
  foundAfter: number | null;
  runs: number;
  revisions: number;
  documents: number;
  folders: number;
}

/** What a stage comes to without faults. */
export interface Faultless {
  readonly calls: Calls;
  readonly figures: string | null;
  readonly state: string | undefined;
}

const noDefect: Defect = (stores) => stores;

/** Calls and figures of every stage of a world that nothing happens to. */
export async function faultless(tables: Tables, size: Size): Promise<Map<Stage, Faultless>> {
  const table = await tables.create();
  const shape = {
    table,
    objects: memoryObjects(),
    size,
    documents: false,
    bodyLimit: 350_000,
    defect: noDefect,
    gated: false,
  };
  const world = await openWorld(shape);
  const known = new Map<Stage, Faultless>();
  let seen = NOTHING_SEEN;
  for (const stage of STAGES) {
    world.stage = stage;
    world.injector.begin(null);
    await world.run(requestOf(size, stage, `faultless-${stage}`));
    const calls = world.injector.callsMade();
    const found = await look(world, seen);
    if (found.violations.length > 0) throw new Error(`without any fault: ${found.violations.join("; ")}`);
    seen = found.seen;
    known.set(stage, { calls, figures: found.figures, state: found.manifest?.state });
  }
  await table.drop();
  return known;
}

export const look = (world: World, seen: Seen): Promise<Audit> => {
  const { table, objects, size } = world.options;
  return audit({ stores: world.stores, table, objects, series: seriesOf(size) }, seen, world.ledger);
};

export interface Drawn {
  readonly at: number;
  readonly faults: readonly { readonly stage: Stage; readonly fault: Fault }[];
}

/** All faults of a campaign, before the first of them happens. */
function drawn(campaign: Campaign, known: ReadonlyMap<Stage, Faultless>): Drawn[] {
  const { seed, kinds, faults } = campaign;
  const cards = deck(new Chance(seed, "deck"), kinds);
  const worlds: Drawn[] = [];
  for (let left = faults, at = 0; left > 0; left -= STAGES.length, at++) {
    const chance = new Chance(seed, "world", at);
    const stages = STAGES.slice(0, left);
    const of = (stage: Stage) => draw(cards, known.get(stage)?.calls ?? new Map(), chance);
    worlds.push({ at, faults: stages.map((stage) => ({ stage, fault: of(stage) })) });
  }
  return worlds;
}

/** One fault in one run, a clean run after it, and a look at what stands. */
export async function strike(
  world: World,
  name: string,
  { stage, fault }: Drawn["faults"][number],
  expected: Faultless,
  seen: Seen,
) {
  const { injector, options } = world;
  const violations: string[] = [];
  world.stage = stage;
  injector.begin(fault);
  const outcome = await world.run(requestOf(options.size, stage, `${name}-hit`)).catch((error) => {
    const why = objection(error);
    if (why !== null) violations.push(`the run's error ${why}`);
    return "failed" as const;
  });
  const hit = injector.hit;
  await injector.reach("run-end");
  if (fault.kind === "cut" && outcome === "published" && !fault.site.startsWith("api.")) {
    const { figures } = await look(world, seen);
    if (figures !== expected.figures) violations.push("a read that came back short was used in what was published");
  }
  injector.begin(null);
  await injector.reach("clean-run");
  await world.run(requestOf(options.size, stage, `${name}-clean`)).catch((error) => {
    violations.push(`the clean run failed: ${String(error)}`);
  });
  await injector.reach("end");
  const found = await look(world, seen);
  violations.push(...found.violations, ...injector.accusations.splice(0));
  for (const error of injector.lateErrors.splice(0)) {
    // The answer to a bare request of a step that is gone: no store is left to make a refusal of it.
    if (fault.site === "table.put" && error instanceof Error && error.name === "ConditionalCheckFailedException")
      continue;
    const why = objection(error);
    if (why !== null) violations.push(`a late error ${why}`);
  }
  if (found.figures !== expected.figures) violations.push("figures.csv differs from the faultless run's");
  if (found.manifest?.state !== expected.state) violations.push(`the report is ${found.manifest?.state}`);
  return { struck: { fault, hit, outcome }, violations, seen: found.seen };
}

async function openTable(tables: Tables, folder: string | null): Promise<Table & { drop(): Promise<void> }> {
  if (folder === null) return tables.create();
  const { client, table, close } = await openDatabase(folder);
  watchClient(client);
  return { client, table, drop: close };
}

/** The faults of one world, one after the other. */
async function strikeWorld(
  tables: Tables,
  campaign: Campaign,
  { at, faults }: Drawn,
  known: ReadonlyMap<Stage, Faultless>,
  result: Result,
): Promise<void> {
  const { documentsEvery, foldersEvery, size, defect, seed } = campaign;
  const documents = documentsEvery > 0 && at % documentsEvery === documentsEvery - 1;
  const folder = foldersEvery > 0 && at % foldersEvery === 0 ? await mkdtemp(join(tmpdir(), "bench-")) : null;
  const table = await openTable(tables, folder);
  const objects = folder === null ? memoryObjects() : folderOfObjects(join(folder, "objects"));
  const bodyLimit = at % 3 === 1 ? 400 : 350_000;
  // Every fourth world has somebody agree to each release.
  const gated = at % 4 === 3;
  const options: WorldOptions = { table, objects, size, documents, bodyLimit, defect, gated };
  result.documents += documents ? 1 : 0;
  result.folders += folder === null ? 0 : 1;
  try {
    const world = await openWorld(options);
    let seen = NOTHING_SEEN;
    for (const one of faults) {
      const expected = known.get(one.stage);
      if (expected === undefined) throw new RangeError(one.stage);
      const found = await strike(world, `${seed}-${at}-${one.stage}`, one, expected, seen);
      seen = found.seen;
      result.struck.push(found.struck);
      result.runs += 2;
      result.violations.push(...found.violations.map((what) => ({ world: at, ...one, what })));
      if (found.violations.length > 0) result.foundAfter ??= result.struck.length;
      // What is broken once stays so: the faults after it would only say it again.
      if (found.violations.length > 0) break;
    }
    result.revisions += seen.pointers.length;
  } finally {
    await table.drop();
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }
}

/** Worlds under way at once: one waits for its disk while another computes. */
const AT_ONCE = 2;

/** Lets faults happen, world after world, and says what they did. */
export async function strikeAll(campaign: Campaign): Promise<Result> {
  const result: Result = {
    struck: [],
    violations: [],
    foundAfter: null,
    runs: 0,
    revisions: 0,
    documents: 0,
    folders: 0,
  };
  const tables = openTables();
  try {
    const known = await faultless(tables, campaign.size);
    const { world: only, part, parts } = campaign;
    const mine = ({ at }: Drawn) => (only === null ? at % parts === part : at === only && part === 0);
    const next = drawn(campaign, known).filter(mine).values();
    const work = async () => {
      for (const world of next) {
        await strikeWorld(tables, campaign, world, known, result);
        if (campaign.stopAtFirst && result.violations.length > 0) return;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    tables.close();
  }
  return result;
}
