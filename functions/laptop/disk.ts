import { randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { codeOf, diskFaultOf } from "../domain/disk.ts";
import { StoreUnavailable } from "../domain/failure.ts";

/** A file that a process, known by its id and its start, is writing; version 0.2 did not name the start. */
const TEMPORARY = /^(\d+)-(?:(\d+)-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** The failure an administrator can act on, or the error itself where the disk is not its cause. */
export function diskFailure(error: unknown, dir: string): unknown {
  const fault = diskFaultOf(error);
  if (fault === null) return error;
  return new StoreUnavailable(
    `Không dùng được thư mục ${dir}: ${fault.what}; ${fault.remedy} hoặc chọn thư mục khác rồi chạy lại.`,
    { cause: error },
  );
}

/** Runs work on a folder; a full, read-only or broken disk becomes StoreUnavailable naming the folder. */
export async function onDisk<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskFailure(error, dir);
  }
}

/** Makes what was done to the names in a folder outlive a power cut. */
export async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder that outlives a power cut: every folder that got a new entry is synced. */
export async function makeFolder(dir: string): Promise<void> {
  const whole = resolve(dir);
  const first = await mkdir(whole, { recursive: true });
  if (first === undefined) return;
  for (let made = whole; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

async function writeSynced(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const handle = await open(path, "wx", mode);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** This process, as its temporary files name it. */
async function nameOfProcess(): Promise<string> {
  const start = await startOf(process.pid);
  return start === null ? `${process.pid}` : `${process.pid}-${start}`;
}

async function throughTemporary(
  dir: string,
  bytes: Uint8Array,
  mode: number,
  place: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = join(dir, `${await nameOfProcess()}-${randomUUID()}.tmp`);
  try {
    await writeSynced(temporary, bytes, mode);
    await place(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Replaces a file whole, or not at all; readable by its owner only. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const dir = dirname(path);
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  await throughTemporary(dir, bytes, 0o600, (temporary) => rename(temporary, path));
  await syncFolder(dir);
}

/**
 * Writes a file whole, once.
 *
 * @param temporaries folder on the same file system for the file until it is whole
 * @returns false where there was one, whatever its bytes
 */
export async function createFile(path: string, bytes: Uint8Array, temporaries: string): Promise<boolean> {
  let created = true;
  await throughTemporary(temporaries, bytes, 0o644, async (temporary) => {
    try {
      await link(temporary, path);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
      created = false;
    }
  });
  // Also for one that was there: whoever made it may have died before this.
  await syncFolder(dirname(path));
  return created;
}

/** Whether a process with this id runs on this machine. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** When a process started, in the kernel's ticks: with it an id names one process for good. Null where it is not told. */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The name before it, in brackets, may hold anything.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

/** Whether the process that began a temporary file still runs, in whichever thread. */
async function isWritten(pid: number, start: string | undefined): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (start === undefined) return pid !== process.pid;
  return [start, null].includes(await startOf(pid));
}

/** Names in a folder; none where it is not there. */
export async function namesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

/** The files in a folder and in all below it, by their paths from there; none where it is not there. */
export async function filesUnder(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(dir, join(parentPath, name)));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

/** What a file of JSON says; undefined where there is none, null where it is no JSON. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Removes the temporary files of processes that ended while writing, in a folder that may not be there yet. */
export async function sweepTemporaries(dir: string): Promise<void> {
  for (const name of await namesIn(dir)) {
    const [temporary, pid, start] = TEMPORARY.exec(name) ?? [];
    if (temporary === undefined || (await isWritten(Number(pid), start))) continue;
    await rm(join(dir, name), { force: true });
  }
}
