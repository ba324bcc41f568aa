import { existsSync, readdirSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Chance } from "../helpers/chance.ts";
import { SMALL, STAGES, type Stage, seriesOf } from "../helpers/runs/province.ts";
import { NOTHING_SEEN, type Seen } from "./audit.ts";
import { type Folders, foldersIn, provinceAt, reportArgs, runCommand, startCommand } from "./process.ts";
import { auditCopies, auditFolder } from "./sight.ts";

const SERIES = seriesOf(SMALL);

/** What can be seen from outside while a run goes on; a run is killed when it shows. */
const SIGNS = ["version", "owner", "draft", "pdf", "workbook", "manifest", "copy under way", "copy"] as const;
type Sign = (typeof SIGNS)[number];

interface Kill {
  readonly at: number;
  readonly stage: Stage;
  /** When a sign shows, or after a share of a whole run's time. */
  readonly when: Sign | number;
}

export interface KillResult {
  readonly kills: { readonly kill: Kill; readonly killed: boolean; readonly standing: boolean }[];
  readonly violations: { readonly kill: Kill; readonly what: string }[];
  revisions: number;
  /** Hidden folders of copies under way that stay in the output folder. */
  leftOver: number;
  readonly runMs: number;
}

interface Prepared {
  readonly folders: Folders;
  readonly seen: Seen;
  readonly figures: string | null;
  readonly ms: number;
}

const names = (dir: string): string[] => (existsSync(dir) ? readdirSync(dir) : []);

function shows(sign: Sign, { state, out }: Folders, revision: number): boolean {
  if (sign === "version") return existsSync(join(state, "version.json"));
  if (sign === "owner") return existsSync(join(state, "owner.json"));
  const copies = names(join(out, ...SERIES.split("/")));
  if (sign === "copy") return copies.includes(`r${revision}`);
  if (sign === "copy under way") return copies.some((name) => name.startsWith(`.r${revision}-`));
  const place = sign === "manifest" ? "published" : "drafts";
  const drafts = join(state, "objects", place, ...SERIES.split("/"));
  const draft = names(drafts).find((name) => name.startsWith(`r${revision}-`));
  const files = draft === undefined ? [] : names(join(drafts, draft));
  if (sign === "draft") return files.includes("draft.json");
  if (sign === "pdf") return files.includes("bao-cao-cntt.pdf");
  return sign === "workbook" ? files.includes("bao-cao-cntt.xlsx") : files.some((name) => name.startsWith("manifest-"));
}

const argsOf = (url: string, folders: Folders, stage: Stage): string[] =>
  reportArgs(url, folders, SMALL.period, "--json", ...(stage === "refresh" ? ["--refresh"] : []));

/** Folders after every stage of a series of runs that nothing happens to; the first are empty. */
async function prepare(place: string): Promise<Prepared[]> {
  const prepared: Prepared[] = [{ folders: foldersIn(place), seen: NOTHING_SEEN, figures: null, ms: 0 }];
  for (const [at, stage] of STAGES.entries()) {
    const folders = foldersIn(join(place, stage));
    const before = prepared[at];
    if (before !== undefined && at > 0) await copyOf(before, folders);
    const province = await provinceAt(SMALL, stage);
    const start = performance.now();
    const ended = await runCommand(argsOf(province.url, folders, stage));
    const ms = performance.now() - start;
    await province.close();
    if (ended.code !== 0) throw new Error(`without any fault: ${ended.stderr}`);
    const { seen, figures, violations } = await auditFolder(folders.state, SERIES, before?.seen ?? NOTHING_SEEN);
    if (violations.length > 0) throw new Error(`without any fault: ${violations.join("; ")}`);
    prepared.push({ folders, seen, figures, ms });
  }
  return prepared;
}

async function copyOf({ folders }: Prepared, to: Folders): Promise<void> {
  if (existsSync(folders.state)) await cp(folders.state, to.state, { recursive: true });
  if (existsSync(folders.out)) await cp(folders.out, to.out, { recursive: true });
}

/** Starts a run and kills it; false where it had ended before. */
async function killed(args: readonly string[], kill: Kill, folders: Folders, revision: number, wholeMs: number) {
  const { child, ended } = startCommand(args);
  let over = false;
  const end = ended.finally(() => {
    over = true;
  });
  if (typeof kill.when === "number") await Promise.race([sleep(kill.when * wholeMs), end]);
  else while (!over && !shows(kill.when, folders, revision)) await sleep(1);
  const sent = !over && child.kill("SIGKILL");
  return { ...(await end), sent };
}

async function strike(kill: Kill, before: Prepared, after: Prepared, result: KillResult): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), "bench-kill-"));
  const folders = foldersIn(place);
  const violations: string[] = [];
  const province = await provinceAt(SMALL, kill.stage);
  try {
    if (kill.stage !== "first") await copyOf(before, folders);
    const args = argsOf(province.url, folders, kill.stage);
    const ended = await killed(args, kill, folders, before.seen.pointers.length + 1, after.ms);
    const first = await auditFolder(folders.state, SERIES, before.seen);
    violations.push(...first.violations.map((what) => `after the kill: ${what}`));
    violations.push(...(await auditCopies(folders.out, SERIES)).faults.map((what) => `after the kill: ${what}`));
    const clean = await runCommand(args);
    if (clean.code !== 0) violations.push(`the clean run ended with ${clean.code}: ${clean.stderr}`);
    for (const { stderr } of [ended, clean]) {
      if (/undefined|mat-khau|the-token|\n\s+at /.test(stderr)) violations.push(`standard error says: ${stderr}`);
    }
    const last = await auditFolder(folders.state, SERIES, first.seen);
    violations.push(...last.violations);
    if (last.figures !== after.figures) violations.push("figures.csv differs from the faultless run's");
    const standing = last.seen.pointers.length;
    if (standing !== after.seen.pointers.length) violations.push(`${standing} revisions stand`);
    const { copies, faults, leftOver } = await auditCopies(folders.out, SERIES);
    violations.push(...faults);
    if (!copies.includes(`r${standing}`)) violations.push(`no copy of revision ${standing}: ${copies.join(", ")}`);
    result.leftOver += leftOver.length;
    result.revisions += standing;
    const moved = first.seen.pointers.length > before.seen.pointers.length;
    result.kills.push({ kill, killed: ended.sent, standing: moved });
  } finally {
    await province.close();
    await rm(place, { recursive: true, force: true });
  }
  result.violations.push(...violations.map((what) => ({ kill, what })));
}

function planned(seed: number, count: number): Kill[] {
  const chance = new Chance(seed, "kills");
  const stages = ["first", "first", "late", "refresh", "again"] as const;
  return Array.from({ length: count }, (_, at): Kill => {
    const stage = stages[at % stages.length] ?? "first";
    const sign = at % 2 === 0 && stage !== "again" ? (SIGNS[Math.floor(at / 2) % SIGNS.length] ?? "draft") : null;
    // Loading the program is the first part of a run; nothing is at stake there.
    return { at, stage, when: sign ?? 0.3 + 0.75 * chance.next() };
  });
}

/**
 * Kills real processes of the command line, each at its moment, and runs again in the same folders.
 *
 * @param told is called after each
 */
export async function killAll(
  { seed, count, only }: { readonly seed: number; readonly count: number; readonly only: number | null },
  told: (sofar: KillResult) => void,
): Promise<KillResult> {
  const place = await mkdtemp(join(tmpdir(), "bench-kills-"));
  try {
    const prepared = await prepare(place);
    const runMs = Math.max(...prepared.map(({ ms }) => ms));
    const result: KillResult = { kills: [], violations: [], revisions: 0, leftOver: 0, runMs };
    const next = planned(seed, count)
      .filter(({ at }) => only === null || only === at)
      .values();
    const work = async () => {
      for (const kill of next) {
        const at = STAGES.indexOf(kill.stage);
        const [before, after] = [prepared[at], prepared[at + 1]];
        if (before !== undefined && after !== undefined) await strike(kill, before, after, result);
        told(result);
      }
    };
    await Promise.all([work(), work()]);
    return result;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
