import { randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { StoreUnavailable } from "../domain/failure.ts";

const FULL = new Set(["ENOSPC", "EDQUOT"]);
const FORBIDDEN = new Set(["EACCES", "EPERM", "EROFS"]);
const NOT_A_FOLDER = new Set(["ENOTDIR", "EEXIST"]);
const BROKEN = new Set(["EIO", "ENXIO", "ENODEV", "ESTALE", "EFBIG"]);

const TEMPORARY = /^(\d+)-[0-9a-f-]{36}\.tmp$/;

/** Temporary files that this process is writing; one with this process's id that is not here is an earlier life's. */
const writing = new Set<string>();

/** The `code` of an error of the file system, or the empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function sentence(code: string, dir: string): string | null {
  if (FULL.has(code)) return `Hết dung lượng đĩa tại ${dir}; giải phóng chỗ trống rồi chạy lại.`;
  if (FORBIDDEN.has(code))
    return `Không có quyền ghi vào ${dir} (${code}); cấp quyền ghi hoặc chọn thư mục khác rồi chạy lại.`;
  if (NOT_A_FOLDER.has(code)) return `${dir} không phải là thư mục; chọn thư mục khác rồi chạy lại.`;
  if (BROKEN.has(code)) return `Không đọc ghi được đĩa tại ${dir} (${code}); kiểm tra ổ đĩa rồi chạy lại.`;
  return null;
}

/** The failure an administrator can act on, or the error itself where the disk is not its cause. */
export function diskFailure(error: unknown, dir: string): unknown {
  const words = sentence(codeOf(error), dir);
  return words === null ? error : new StoreUnavailable(words, { cause: error });
}

/** Runs work on a folder; a full, read-only or broken disk becomes StoreUnavailable naming the folder. */
export async function onDisk<T>(dir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskFailure(error, dir);
  }
}

async function syncFolder(dir: string): Promise<void> {
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

async function throughTemporary(
  dir: string,
  bytes: Uint8Array,
  mode: number,
  place: (temporary: string) => Promise<void>,
): Promise<void> {
  const name = `${process.pid}-${randomUUID()}.tmp`;
  const temporary = join(dir, name);
  writing.add(name);
  try {
    await writeSynced(temporary, bytes, mode);
    await place(temporary);
  } finally {
    await rm(temporary, { force: true });
    writing.delete(name);
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

/** Removes the temporary files of processes that ended while writing. */
export async function sweepTemporaries(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const pid = Number(TEMPORARY.exec(name)?.[1]);
    if (Number.isNaN(pid) || writing.has(name) || (pid !== process.pid && isAlive(pid))) continue;
    await rm(join(dir, name), { force: true });
  }
}
