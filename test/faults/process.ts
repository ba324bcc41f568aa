import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { CREDENTIALS, type ExampleProvince, exampleProvince } from "../helpers/runs/example-province.ts";
import { answersOf, PROGRAMME, PROVINCE, type Size, type Stage } from "../helpers/runs/province.ts";

/** How a process of the command line ended. */
export interface Ended {
  /** Null where it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a run keeps its data and copies its reports to. */
export interface Folders {
  readonly state: string;
  readonly out: string;
}

export const foldersIn = (place: string): Folders => ({ state: join(place, "state"), out: join(place, "out") });

const CLI = new URL("../../functions/cli.js", import.meta.url).pathname;

/** The arguments of a report over HTTP. */
export function reportArgs(url: string, { state, out }: Folders, period: string, ...more: readonly string[]): string[] {
  const asked = ["--province", PROVINCE, "--period", period, "--programme", PROGRAMME];
  return ["report", ...asked, "--api", url, "--state", state, "--out", out, ...more];
}

async function endOf(child: ChildProcess): Promise<Ended> {
  const told = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    told.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    told.stderr += text;
  });
  await once(child, "close");
  return { code: child.exitCode, ...told };
}

/** Starts the command line as a process of its own. */
export function startCommand(args: readonly string[]): {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
} {
  const env = { PATH: process.env["PATH"] ?? "", TMPDIR: process.env["TMPDIR"] ?? "/tmp", ...CREDENTIALS };
  const child = spawn(process.execPath, ["--max-semi-space-size=4", CLI, ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { child, ended: endOf(child) };
}

export const runCommand = (args: readonly string[]): Promise<Ended> => startCommand(args).ended;

/** The small province over HTTP, at a stage of its data. */
export async function provinceAt(size: Size, stage: Stage): Promise<ExampleProvince> {
  const province = await exampleProvince();
  province.behaviour.answers = answersOf(size, stage);
  return province;
}
