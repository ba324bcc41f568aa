/**
 * Runs on disks that are really full: small file systems in a name space of their own, where this process is started
 * (`unshare -rm node test/faults/disk.ts SEED COUNT`). Says what it found as JSON.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../functions/laptop/database/database.ts";
import { Chance } from "../helpers/chance.ts";
import { requestOf, SMALL } from "../helpers/runs/province.ts";
import { NOTHING_SEEN } from "./audit.ts";
import { faultless, look } from "./campaign.ts";
import { openTables } from "./injection/database.ts";
import { objection } from "./injection/errors.ts";
import { folderOfObjects } from "./injection/objects.ts";
import { openWorld } from "./world.ts";

const [seed, count] = process.argv.slice(2).map(Number);
const tables = openTables();
const expected = (await faultless(tables, SMALL)).get("first");

function mount(dir: string, options: string): void {
  execFileSync("mount", ["-t", "tmpfs", "-o", options, "none", dir]);
}

/** The disk of a world: its objects, or its whole state with the database. */
async function runOn(dir: string, kilobytes: number, whole: boolean) {
  mount(dir, "size=100m");
  const state = join(dir, "state");
  const database = whole ? await openDatabase(state) : null;
  const table = database ?? (await tables.create());
  mkdirSync(state, { recursive: true });
  const objects = folderOfObjects(join(state, "objects"));
  const defect = <T>(stores: T): T => stores;
  const violations: string[] = [];
  const world = await openWorld({
    table,
    objects,
    size: SMALL,
    documents: false,
    bodyLimit: 350_000,
    defect,
    gated: false,
  });
  const used = Number(execFileSync("df", ["--output=used", dir]).toString().split("\n")[1]);
  mount(dir, `remount,size=${used + kilobytes}k`);
  const outcome = await world.run(requestOf(SMALL, "first", "full")).catch((error) => {
    const why = objection(error);
    if (why !== null) violations.push(`the run's error ${why}`);
    return "failed" as const;
  });
  mount(dir, "remount,size=100m");
  const clean = world.run(requestOf(SMALL, "first", "clean"));
  await clean.catch((error) => violations.push(`the clean run failed: ${String(error)}`));
  const found = await look(world, NOTHING_SEEN);
  violations.push(...found.violations);
  if (found.figures !== expected?.figures) violations.push("figures.csv differs from the faultless run's");
  await database?.close();
  execFileSync("umount", [dir]);
  return { kilobytes, whole, outcome, violations };
}

const results = [];
for (let at = 0; at < (count ?? 0); at++) {
  const dir = mkdtempSync(join(tmpdir(), "bench-disk-"));
  const chance = new Chance(seed ?? 1, "disk", at);
  results.push(await runOn(dir, 4 * chance.below(200), at % 4 === 3));
  rmSync(dir, { recursive: true, force: true });
}
tables.close();
process.stdout.write(JSON.stringify(results));
