import { readFile, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { StoreDamaged, StoreUnavailable } from "../domain/failure.ts";
import { codeOf, makeFolder, onDisk, replaceFile, sweepTemporaries } from "./disk.ts";

const SCHEMA = 1;

const Version = z.object({ schema: z.int() });

/** Who owns the database of a state folder, and how to reach it. */
export const Owner = z.object({
  pid: z.int(),
  /** On the loopback address. */
  port: z.int(),
  /** Sent with every request, so that no other local program and no web page can use the server. */
  token: z.string(),
});
export type Owner = z.infer<typeof Owner>;

/** A state folder that this version can use. */
export interface StateFolder {
  /** Without links, so that one folder never looks like two. */
  readonly path: string;
  /** Device and inode: a copy of the folder, with the owner's record in it, is another folder. */
  readonly identity: string;
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function checkVersion(path: string): Promise<void> {
  const file = join(path, "version.json");
  const stored = await readJson(file);
  if (stored === undefined) return replaceFile(file, `${JSON.stringify({ schema: SCHEMA })}\n`);
  const version = Version.safeParse(stored);
  if (!version.success) throw new StoreDamaged(`tệp ${file} không đọc được`);
  if (version.data.schema > SCHEMA) {
    throw new StoreUnavailable(
      `Thư mục dữ liệu ${path} do phiên bản mới hơn của chương trình ghi (lược đồ ${version.data.schema}, bản này đọc đến ${SCHEMA}); cập nhật chương trình rồi chạy lại.`,
    );
  }
}

/** Makes the folder where there is none. Throws StoreUnavailable for one that cannot be written or is newer. */
export async function openStateFolder(dir: string): Promise<StateFolder> {
  return onDisk(dir, async () => {
    await makeFolder(dir);
    const path = await realpath(dir);
    await sweepTemporaries(path);
    await checkVersion(path);
    const { dev, ino } = await stat(path, { bigint: true });
    return { path, identity: `${dev}:${ino}` };
  });
}

const ownerFile = (folder: StateFolder): string => join(folder.path, "owner.json");

/** The owner on record, alive or not; null where there is none that can be read. */
export async function readOwner(folder: StateFolder): Promise<Owner | null> {
  return Owner.safeParse(await onDisk(folder.path, () => readJson(ownerFile(folder)))).data ?? null;
}

/** Only the holder of the database's lock may call this. The record stays when its process ends: it answers no more. */
export async function recordOwner(folder: StateFolder, owner: Owner): Promise<void> {
  await onDisk(folder.path, () => replaceFile(ownerFile(folder), `${JSON.stringify(owner)}\n`));
}
