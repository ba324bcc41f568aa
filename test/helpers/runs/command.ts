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

export const CLI = new URL("../../../functions/cli.js", import.meta.url).pathname;

/**
 * Runs a command (`report`, `verify`) as a process of its own, under the Node that runs the tests.
 *
 * @param cli the program's entry, where it is not this project's own
 */
export function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, cli = CLI): Promise<Ended> {
  const options = { env: { PATH: process.env["PATH"] ?? "", ...env }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, ...args], options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

/** Runs `report`. */
export const command = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  run(["report", ...args], env);

/** How far a command is, and what it waits for. */
const PROGRESS =
  /^(Đang .* …|(Thu thập số liệu|Lập văn bản): \d.*|Đang chờ để hỏi lại .*|Chưa hỏi được .*; thử lại .*|Số liệu nguồn .*; đọc lại .*)$/;

/** What a command has said beside how far it is. */
export const toldIn = (stderr: string): string[] =>
  stderr.split("\n").filter((line) => line !== "" && !PROGRESS.test(line));

/** A folder of its own for a test, removed when the test has ended. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "bao-cao-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
