/**
 * The fault bench: `npm run faults -- [--seed N] [--faults N] [--kills N] [--overlaps N]`. Lets faults happen in every
 * call that leaves the steps, kills real processes, fills real disks, lets runs of one state folder overlap, and holds
 * what is stored against what must always be true. Ends with 1 where something was not. `--world N`, `--kill N` and
 * `--overlap N` repeat one of a seed.
 */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { parseArgs, promisify } from "node:util";
import { Worker } from "node:worker_threads";
import pLimit from "p-limit";
import { z } from "zod";
import type { Result } from "./campaign.ts";
import { type KillResult, killAll } from "./kills.ts";
import { overlapping, overlapsOf } from "./overlap/overlap.ts";
import { hitTable } from "./table-of-hits.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "20230615" },
    faults: { type: "string", default: "1000" },
    kills: { type: "string", default: "50" },
    overlaps: { type: "string", default: "12" },
    world: { type: "string" },
    kill: { type: "string" },
    overlap: { type: "string" },
  },
});
const number = z.coerce.number().pipe(z.int().min(0));
const [seed, faults] = [number.parse(values.seed), number.parse(values.faults)];
const [kills, overlaps] = [number.parse(values.kills), number.parse(values.overlaps)];
const only = number.optional();
const [world, kill, overlap] = [values.world, values.kill, values.overlap].map((text) => only.parse(text) ?? null);
/** Whether one of a seed is repeated, and nothing else is done. */
const repeats = [world, kill, overlap].some((one) => typeof one === "number");

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(0)} s`;
let violated = 0;

function accuse(what: string, repeat: string): void {
  violated += 1;
  say(
    `VIOLATION  ${what}\n           again: npm run faults -- --seed ${seed} --faults ${faults} --kills ${kills} --overlaps ${overlaps} ${repeat}`,
  );
}

/** Parts of the campaign side by side. */
const SIDE_BY_SIDE = 2;

/** Faults of one part: a thread of its own, since what hung calls hold is only let go at its end. */
const A_PART = 500;

const parts = Math.max(SIDE_BY_SIDE, Math.ceil(faults / A_PART));

async function inThread(part: number): Promise<Result> {
  const workerData = { seed, faults, part, parts, world: world ?? null };
  const worker = new Worker(new URL("./campaign-thread.ts", import.meta.url), { workerData });
  const [result]: Result[] = await once(worker, "message");
  await worker.terminate();
  if (result === undefined) throw new Error("a part of the campaign gave nothing");
  return result;
}

async function injected(): Promise<void> {
  const start = performance.now();
  const limit = pLimit(SIDE_BY_SIDE);
  const all = Array.from({ length: parts }, (_, part) => part);
  const done = async (part: number): Promise<Result> => {
    const result = await inThread(part);
    // A long campaign that is stopped has said how far it came, and what it found.
    if (parts > SIDE_BY_SIDE)
      say(
        `part ${part + 1} of ${parts}: ${result.struck.length} faults, ${result.violations.length} violations, ${seconds(start)}`,
      );
    for (const one of result.violations) {
      const { site, kind, index, error, release, share } = one.fault;
      const where = `${kind} at ${site}, call ${index} (${error}, ${release}, ${share.toFixed(3)}), ${one.stage} run`;
      accuse(`${where}: ${one.what}`, `--world ${one.world}`);
    }
    return result;
  };
  const results = await Promise.all(all.map((part) => limit(() => done(part))));
  const sum = (of: (part: Result) => number): number => results.reduce((total, part) => total + of(part), 0);
  const struck = results.flatMap((part) => part.struck);
  for (const line of hitTable(struck)) say(line);
  const outcomes = Map.groupBy(struck, (one) => one.outcome);
  const told = ["published", "nothing-new", "failed"] as const;
  say(`hit runs: ${told.map((name) => `${outcomes.get(name)?.length ?? 0} ${name}`).join(", ")}`);
  say(
    `${struck.length} faults, ${struck.filter(({ hit }) => !hit).length} not reached; ${sum((part) => part.runs)} runs, ` +
      `${sum((part) => part.revisions)} revisions; worlds with real PDF and workbook: ${sum((part) => part.documents)}, ` +
      `in a real state folder: ${sum((part) => part.folders)}; ${seconds(start)}`,
  );
}

const Disks = z.array(
  z.object({ kilobytes: z.int(), whole: z.boolean(), outcome: z.string(), violations: z.array(z.string()) }),
);

async function fullDisks(count: number): Promise<void> {
  const start = performance.now();
  const script = new URL("./disk.ts", import.meta.url).pathname;
  const told = await promisify(execFile)("unshare", ["-rm", process.execPath, script, String(seed), String(count)]);
  const disks = Disks.parse(JSON.parse(told.stdout));
  for (const { kilobytes, whole, violations } of disks) {
    for (const what of violations) accuse(`${kilobytes} KB free${whole ? ", database too" : ""}: ${what}`, "--kills 0");
  }
  const failed = disks.filter(({ outcome }) => outcome === "failed").length;
  const whole = disks.filter((disk) => disk.whole).length;
  say(`${disks.length} real full disks (${whole} with the database on them), ${failed} runs failed; ${seconds(start)}`);
}

function sayKills({ kills: made, runMs, revisions, leftOver }: KillResult, since: number): void {
  const killed = made.filter((one) => one.killed).length;
  const standing = made.filter((one) => one.standing).length;
  const moments = Map.groupBy(made, ({ kill: { when } }) => (typeof when === "string" ? `on ${when}` : "by time"));
  say([...moments].map(([moment, list]) => `${moment} ${list.length}`).join(", "));
  say(
    `${made.length} processes, ${killed} killed (${standing} after their revision stood), ${revisions} revisions, ` +
      `hidden folders of half copies left over: ${leftOver}; a whole run took up to ${runMs.toFixed(0)} ms; ${seconds(since)}`,
  );
}

/** Processes after which a long campaign says how far it is. */
const SAY_EVERY = 50;

async function killed(): Promise<void> {
  const began = performance.now();
  const result = await killAll(
    { seed: seed ?? 0, count: kills ?? 0, only: kill ?? null },
    ({ kills: made, violations }) => {
      if ((kills ?? 0) > SAY_EVERY && made.length % SAY_EVERY === 0)
        say(`${made.length} of ${kills} processes, ${violations.length} violations, ${seconds(began)}`);
    },
  );
  for (const one of result.violations) {
    accuse(`killed at ${one.kill.when}, ${one.kill.stage} run: ${one.what}`, `--kill ${one.kill.at}`);
  }
  sayKills(result, began);
}

async function overlapped(): Promise<void> {
  const began = performance.now();
  let all = 0;
  let runs = 0;
  for (const one of overlapsOf(seed ?? 0, overlaps ?? 0)) {
    if (typeof overlap === "number" && one.at !== overlap) continue;
    const { states, violations } = await overlapping(one);
    all += 1;
    runs += states.length + one.reports;
    const where = `${one.runs} runs, ${one.atOnce} at once, ${one.reports} reports, ${one.victim} killed`;
    for (const what of violations) accuse(`${where}: ${what}`, `--overlap ${one.at}`);
  }
  say(`${all} state folders in which runs overlapped, ${runs} runs; ${seconds(began)}`);
}

say(`seed ${seed}: ${faults} faults, ${kills} kills, ${overlaps} overlaps`);
const start = performance.now();
if ((!repeats || world !== null) && (faults ?? 0) > 0) await injected();
if (!repeats && (faults ?? 0) > 0) await fullDisks(Math.ceil((faults ?? 0) / 50));
if ((!repeats || kill !== null) && (kills ?? 0) > 0) await killed();
if ((!repeats || overlap !== null) && (overlaps ?? 0) > 0) await overlapped();
say(`${violated} violations; ${seconds(start)} in all`);
process.exitCode = violated === 0 ? 0 : 1;
