import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const CLI = new URL("../../functions/cli.ts", import.meta.url).pathname;

/** Runs a command (`report`, `verify`) as a process of its own, under the Node that runs the tests. */
export function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const options = { env: { PATH: process.env["PATH"] ?? "", ...env }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

/** Runs `report`. */
export const command = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  run(["report", ...args], env);

/** A folder of its own for a test, removed when the test has ended. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "bao-cao-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
