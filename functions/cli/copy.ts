import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { codeOf, diskFaultOf } from "../domain/disk.ts";
import { StoreDamaged, StoreUnavailable } from "../domain/failure.ts";
import { isAlive } from "../laptop/disk.ts";
import type { ObjectStore } from "../ports/ports.ts";
import { copiedName } from "../report/file-title.ts";
import { Manifest, type SeriesPointer } from "../revisions/revision.ts";

/** A published revision: its manifest and the bytes of every file by its place in the copy, the manifest's own among them. */
export interface RevisionCopy {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

async function checked(objects: ObjectStore, key: string, hash: string): Promise<Uint8Array> {
  const bytes = await objects.get(key);
  if (bytes === null || sha256(bytes) !== hash) throw new StoreDamaged(`tệp đã phát hành ${key}`);
  return bytes;
}

/** Reads what a series' pointer names, every file held against its hash. Throws StoreDamaged. */
export async function readRevision(objects: ObjectStore, pointer: SeriesPointer): Promise<RevisionCopy> {
  const bytes = await checked(objects, pointer.manifestKey, pointer.manifestSha256);
  const manifest = Manifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const files = new Map<string, Uint8Array>([["manifest.json", bytes]]);
  for (const file of manifest.files) {
    files.set(copiedName(file), await checked(objects, `${dirname(pointer.manifestKey)}/${file.name}`, file.sha256));
  }
  return { manifest, files };
}

/** Names of files in a folder, or null where there is none. */
async function namesIn(folder: string): Promise<string[] | null> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/** Writes files into a folder; the folders that their names hold are made. */
export async function writeFiles(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [name, bytes] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes, { flush: true });
  }
}

/** Whether a folder holds this revision; one that holds something else under its name is never overwritten. */
async function holds(folder: string, revision: RevisionCopy): Promise<boolean> {
  const names = await namesIn(folder);
  if (names === null) return false;
  for (const [name, bytes] of revision.files) {
    const found = await readFile(join(folder, name)).catch(() => null);
    if (found !== null && sha256(found) === sha256(bytes)) continue;
    if (name === "manifest.json" && found !== null) continue;
    throw new StoreUnavailable(
      `Thư mục ${folder} đã có nhưng khác với bản đã phát hành (tệp ${name}); dời thư mục đó đi hoặc chọn --out khác rồi chạy lại, không phải lấy lại số liệu.`,
    );
  }
  return true;
}

/** Removes half copies that killed processes have left. */
async function sweep(parent: string): Promise<void> {
  for (const name of (await namesIn(parent)) ?? []) {
    const pid = /^\.r\d+-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(parent, name), { recursive: true, force: true });
  }
}

/**
 * Copies a revision into a folder of its own: completed or absent, never half. A folder that already holds it is left
 * as it is. Throws StoreUnavailable where the folder holds other files, or cannot be written.
 */
export async function copyRevision(revision: RevisionCopy, folder: string): Promise<void> {
  try {
    if (await holds(folder, revision)) return;
    const parent = dirname(folder);
    await mkdir(parent, { recursive: true });
    await sweep(parent);
    const draft = await mkdtemp(join(parent, `.${basename(folder)}-${process.pid}-`));
    try {
      // mkdtemp makes a private folder; officials share what is in this one.
      await chmod(draft, 0o755);
      await writeFiles(draft, revision.files);
      await rename(draft, folder);
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    const code = codeOf(error);
    if ((code === "ENOTEMPTY" || code === "EEXIST") && (await holds(folder, revision))) return;
    const fault = diskFaultOf(error);
    if (fault === null) throw error;
    throw new StoreUnavailable(
      `Không chép được báo cáo ra ${folder}: ${fault.what}; ${fault.remedy} hoặc chọn --out khác rồi chạy lại, bản đã phát hành vẫn còn nguyên trong thư mục dữ liệu.`,
      { cause: error },
    );
  }
}
