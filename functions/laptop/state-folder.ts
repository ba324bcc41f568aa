import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { StoreDamaged, StoreUnavailable } from "../domain/failure.ts";
import { isAlive, makeFolder, onDisk, readJson, replaceFile, sweepTemporaries } from "./disk.ts";
import { sweepObjects } from "./folder.ts";

const SCHEMA = 1;

const Version = z.object({ schema: z.int() });

/** The process that holds LevelDB's lock on a state folder's database, and how to reach its server. */
export const Owner = z.object({
  pid: z.int(),
  /** The state folder, without links: a copy of the folder, with this record in it, has no owner. */
  folder: z.string(),
  /** On the loopback address. */
  port: z.int(),
  /** Sent with every request, so that no other local program and no web page can use the server. */
  token: z.string(),
});
export type Owner = z.infer<typeof Owner>;

const versionFile = (path: string): string => join(path, "version.json");

/** Throws StoreUnavailable where a newer version of the program has written a folder. */
function refuseNewer(path: string, { schema }: z.infer<typeof Version>): void {
  if (schema <= SCHEMA) return;
  throw new StoreUnavailable(
    `Thư mục dữ liệu ${path} do phiên bản mới hơn của chương trình ghi (lược đồ ${schema}, bản này đọc đến ${SCHEMA}); cập nhật chương trình rồi chạy lại.`,
  );
}

/** What cannot be read of the version is passed over: whatever else is there is looked at by itself. */
export async function checkOldVersion(path: string): Promise<void> {
  const { data } = Version.safeParse(await readJson(versionFile(path)));
  if (data !== undefined) refuseNewer(path, data);
}

async function checkVersion(path: string): Promise<void> {
  const file = versionFile(path);
  const stored = await readJson(file);
  if (stored === undefined) return replaceFile(file, `${JSON.stringify({ schema: SCHEMA })}\n`);
  const version = Version.safeParse(stored);
  if (!version.success) {
    const anew = "dựng lại sang thư mục mới";
    throw new StoreDamaged(`tệp ${file} không đọc được`, `${anew} hoặc khôi phục cả thư mục dữ liệu từ bản sao lưu`, {
      atTerminal: `${anew} bằng npm run rescue hoặc khôi phục cả thư mục dữ liệu từ bản sao lưu`,
    });
  }
  refuseNewer(path, version.data);
}

/**
 * Makes the folder where there is none.
 * Throws StoreUnavailable for one that cannot be written or is newer.
 *
 * @returns its path without links, so that one folder never looks like two
 */
export async function openStateFolder(dir: string): Promise<string> {
  return onDisk(dir, async () => {
    await makeFolder(dir);
    const path = await realpath(dir);
    await checkVersion(path);
    return path;
  });
}

/** Where the objects of a state folder lie. */
export const objectsIn = (folder: string): string => join(folder, "objects");

/** Removes what processes that ended have left half written. Only the holder of the database's lock may call this. */
export async function sweepStateFolder(folder: string): Promise<void> {
  await onDisk(folder, () => sweepTemporaries(folder));
  await sweepObjects(objectsIn(folder));
}

const ownerFile = (folder: string): string => join(folder, "owner.json");

/** The owner on record; null where there is none, or its process has ended. The record stays after its owner. */
export async function readOwner(folder: string): Promise<Owner | null> {
  const { data } = Owner.safeParse(await onDisk(folder, () => readJson(ownerFile(folder))));
  return data !== undefined && data.folder === folder && isAlive(data.pid) ? data : null;
}

/** Only the holder of the database's lock may call this. */
export async function recordOwner(owner: Owner): Promise<void> {
  await onDisk(owner.folder, () => replaceFile(ownerFile(owner.folder), `${JSON.stringify(owner)}\n`));
}
