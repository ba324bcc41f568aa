import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Chance } from "../../helpers/chance.ts";
import { PROGRAMME, PROVINCE, SMALL, seriesOf } from "../../helpers/runs/province.ts";
import { NOTHING_SEEN } from "../audit.ts";
import { type Ended, foldersIn, provinceAt, reportArgs, startCommand } from "../process.ts";
import { auditFolder } from "../sight.ts";
import { type Run, type Serving, serving } from "./serving.ts";

const SERIES = seriesOf(SMALL);

/** Runs of one state folder that overlap, and who is killed among them. */
export interface Overlap {
  readonly at: number;
  /** Runs that the portal lets work at once, each in a thread of its process. */
  readonly atOnce: number;
  /** Runs that are asked of the portal, by keys of their own. */
  readonly runs: number;
  /** Processes of the command line beside it. */
  readonly reports: number;
  readonly victim: "nobody" | "portal" | "report";
  /** Milliseconds from the first request to the kill. */
  readonly after: number;
}

export interface OverlapResult {
  readonly overlap: Overlap;
  readonly states: readonly string[];
  readonly violations: readonly string[];
}

/** The overlaps of a seed: one after the other nobody, the portal and a report is killed. */
export function overlapsOf(seed: number, count: number): Overlap[] {
  return Array.from({ length: count }, (_, at): Overlap => {
    const chance = new Chance(seed, "overlap", at);
    const victim = (["nobody", "portal", "report"] as const)[at % 3] ?? "nobody";
    const numbers = { atOnce: 1 + chance.below(2), runs: 2 + chance.below(7) };
    const reports = (victim === "report" ? 1 : 0) + chance.below(2);
    return { at, ...numbers, reports, victim, after: 200 + chance.below(6000) };
  });
}

/** What a process of the command line may end with: well, or, where somebody was killed, by that. */
function objectionTo({ code, stderr }: Ended, { victim }: Overlap): string | null {
  if (code === 0 || (victim === "report" && code === null)) return null;
  const lostOwner = /Tiến trình \d+ không còn giữ thư mục dữ liệu/.test(stderr);
  return victim === "portal" && lostOwner ? null : `a report ended with ${code}: ${stderr}`;
}

async function over(portal: Serving, id: string): Promise<Run> {
  const patience = AbortSignal.timeout(240_000);
  for (;;) {
    const run = await portal.run(id);
    if (!["waiting", "running", "cancelling"].includes(run.state)) return run;
    if (patience.aborted) throw new Error(`run ${id} is ${run.state} for ever`);
    await sleep(100);
  }
}

/** Everything at once, and the kill in the midst of it; where the portal was killed, another goes on in its place. */
async function struggle(url: string, place: string, overlap: Overlap) {
  const folders = foldersIn(place);
  const body = { province: PROVINCE, period: SMALL.period, programmes: [PROGRAMME], reason: "chồng nhau" };
  let portal = await serving(url, folders, overlap.atOnce);
  const keys = Array.from({ length: overlap.runs }, (_, at) => `khoa-${at}`);
  const asked = keys.map((key) => portal.post(key, body));
  const commands = Array.from({ length: overlap.reports }, (_, at) =>
    startCommand(reportArgs(url, { ...folders, out: join(place, `out-${at}`) }, SMALL.period)),
  );
  if (overlap.victim !== "nobody") await sleep(overlap.after);
  if (overlap.victim === "report") commands[0]?.child.kill("SIGKILL");
  if (overlap.victim === "portal") {
    portal.kill("SIGKILL");
    await portal.ended;
    portal = await serving(url, folders, overlap.atOnce);
  }
  await Promise.all(asked);
  const runs: Run[] = [];
  // By the same key it is the same run, also where its answer was lost with the portal.
  for (const key of keys) {
    const again = await portal.post(key, body);
    if (again !== null) runs.push(await over(portal, again.id));
  }
  const ended = await Promise.all(commands.map((command) => command.ended));
  portal.kill("SIGTERM");
  await portal.ended;
  return { folders, runs, ended };
}

/** What is wrong with the state folder afterwards. */
async function faultsIn(state: string): Promise<string[]> {
  const { seen, violations } = await auditFolder(state, SERIES, NOTHING_SEEN);
  const names = await readdir(state, { recursive: true });
  const temporaries = names.filter((name) => /[0-9a-f]\.tmp$/.test(name));
  return [
    ...violations,
    ...(seen.pointers.length === 1 ? [] : [`${seen.pointers.length} revisions stand`]),
    ...temporaries.map((name) => `${name} is left over`),
  ];
}

/**
 * Lets runs of one state folder overlap: none fails, one revision is published, whoever is killed. Nothing is left half
 * written by those who died.
 */
export async function overlapping(overlap: Overlap): Promise<OverlapResult> {
  const place = await mkdtemp(join(tmpdir(), "bench-overlap-"));
  const province = await provinceAt(SMALL, "late");
  try {
    const { folders, runs, ended } = await struggle(province.url, place, overlap);
    const failed = runs.filter(({ state }) => !["published", "nothing-new"].includes(state));
    const published = runs.filter(({ state }) => state === "published").length;
    const violations = [
      ...failed.map(({ id, state, failure }) => `run ${id} is ${state}: ${failure?.message}`),
      ...(published > 1 ? [`${published} runs published`] : []),
      ...(runs.length === overlap.runs ? [] : [`${runs.length} of ${overlap.runs} runs are there`]),
      ...ended.flatMap((one) => objectionTo(one, overlap) ?? []),
      ...(await faultsIn(folders.state)),
    ];
    return { overlap, states: runs.map(({ state }) => state), violations };
  } finally {
    await province.close();
    await rm(place, { recursive: true, force: true });
  }
}
