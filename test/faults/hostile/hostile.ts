/**
 * `npm run hostile -- [--only TEXT]`: gives the command line answers that nobody should give, each to a run of its own
 * over HTTP, and holds how the run ends against what has to come of it. Prints a table in Markdown; ends with 1 where a
 * run ended otherwise, was silent for long, or said what no official should read.
 */
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pLimit from "p-limit";
import { z } from "zod";
import { SMALL } from "../../helpers/runs/province.ts";
import { type Folders, foldersIn, provinceAt, reportArgs, startCommand } from "../process.ts";
import type { HostileAnswer, Outcome } from "./answer.ts";
import { rowAnswers } from "./rows.ts";
import { serverAnswers, TOKEN_ANSWERS } from "./servers.ts";

const AGENCY = "Z1.S01";
const COUNTS = `/v1/counts?agency=${AGENCY}&from=2022-12-15`;

const ALL: readonly HostileAnswer[] = [
  ...TOKEN_ANSWERS,
  ...serverAnswers("/v1/agencies", "refused"),
  ...serverAnswers(COUNTS, "gap"),
  ...rowAnswers(COUNTS),
];

const AT_ONCE = 3;
const LONGEST_SILENCE_MS = 20_000;
const LONGEST_RUN_MS = 10 * 60_000;
const MOST_MEMORY_MB = 700;

/** What nobody but a programmer should read. */
const FORBIDDEN =
  /lỗi ngoài dự kiến|broken connection|undefined|NaN|\[object|\n\s+at |ECONN|Error:|mat-khau|the-token|TypeError/;

interface Told {
  readonly code: number | null;
  readonly seconds: number;
  readonly silentMs: number;
  readonly memoryMb: number;
  readonly stderr: string;
  readonly outcome: Outcome | "unknown";
}

const Manifest = z.object({ state: z.enum(["final", "provisional"]) });

function outcomeOf(code: number | null, { out }: Folders): Told["outcome"] {
  const copy = join(out, "ba-ria-vung-tau", SMALL.period, "brvt-qd-2023", "r1");
  if (!existsSync(copy)) return code === 1 ? "refused" : "unknown";
  if (code !== 0) return "unknown";
  const { state } = Manifest.parse(JSON.parse(readFileSync(join(copy, "manifest.json"), "utf8")));
  const isNamed = readFileSync(join(copy, "quality.csv"), "utf8").includes(",gap,");
  if (isNamed !== (state === "provisional")) return "unknown";
  return isNamed ? "gap" : "taken";
}

/** The most memory that a process has had, in MB; 0 where it is gone. */
function peakMb(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

async function tried({ at, reply }: HostileAnswer): Promise<Told> {
  const place = await mkdtemp(join(tmpdir(), "bench-hostile-"));
  const folders = foldersIn(place);
  const province = await provinceAt(SMALL, "late");
  province.behaviour.wild.set(at, reply);
  const start = performance.now();
  const { child, ended } = startCommand(reportArgs(province.url, folders, SMALL.period));
  const told = { memoryMb: 0, silentMs: 0 };
  let last = start;
  const heard = (): void => {
    told.silentMs = Math.max(told.silentMs, performance.now() - last);
    last = performance.now();
  };
  child.stderr?.on("data", heard);
  const looking = setInterval(() => {
    told.memoryMb = Math.max(told.memoryMb, peakMb(child.pid ?? 0));
  }, 50);
  try {
    const { code, stderr } = await ended;
    heard();
    return { ...told, code, seconds: (performance.now() - start) / 1_000, stderr, outcome: outcomeOf(code, folders) };
  } finally {
    clearInterval(looking);
    await province.close();
    await rm(place, { recursive: true, force: true });
  }
}

function faultsOf(told: Told, wanted: Outcome): string[] {
  return [
    told.outcome === wanted ? "" : `${wanted} was wanted, ${told.outcome} came`,
    FORBIDDEN.test(told.stderr) ? "says what no official should read" : "",
    told.silentMs > LONGEST_SILENCE_MS ? `silent for ${Math.round(told.silentMs / 1_000)} s` : "",
    told.seconds * 1_000 > LONGEST_RUN_MS ? "went on too long" : "",
    told.memoryMb > MOST_MEMORY_MB ? "took too much memory" : "",
    told.code === 1 && !/\.$/.test(sentenceOf(told)) ? "no sentence" : "",
  ].filter((fault) => fault !== "");
}

const sentenceOf = ({ stderr }: Told): string => stderr.trim().split("\n").at(-1) ?? "";
const cell = (value: string): string => value.replaceAll("|", "\\|");

const { only } = parseArgs({ options: { only: { type: "string", default: "" } } }).values;
const chosen = ALL.filter(({ name, at }) => `${at} ${name}`.includes(only));
if (chosen.length === 0) throw new Error(`no answer is called ${only}`);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const limit = pLimit(AT_ONCE);
let faulty = 0;

say(
  "| Address | Answer | Exit | Outcome | Seconds | Longest silence, s | Memory, MB | Last sentence |\n|---|---|---|---|---|---|---|---|",
);
await Promise.all(
  chosen.map((one) =>
    limit(async () => {
      const told = await tried(one);
      const faults = faultsOf(told, one.outcome);
      if (faults.length > 0) faulty += 1;
      const numbers = [told.seconds, told.silentMs / 1_000, told.memoryMb].map((value) => value.toFixed(0));
      const row = [one.at, one.name, String(told.code), told.outcome, ...numbers, sentenceOf(told)].map(cell);
      say(`| ${row.join(" | ")} |`);
      if (faults.length > 0) say(`FAULT  ${one.at}, ${one.name}: ${faults.join("; ")}\n${told.stderr}`);
    }),
  ),
);
say(`${chosen.length} answers, ${faulty} with faults`);
process.exitCode = faulty === 0 ? 0 : 1;
