import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { codeOf } from "../domain/disk.ts";
import { StoreDamaged } from "../domain/failure.ts";
import type { ObjectStore } from "../ports/ports.ts";
import { isObjectKey, requireObjectKey } from "../store/object-key.ts";
import { createFile, makeFolder, onDisk, sweepTemporaries } from "./disk.ts";

/** Beside the objects, so on their file system; no key can name it. */
const TEMPORARIES = ".tmp";

const ABSENT = new Set(["ENOENT", "ENOTDIR", "EISDIR"]);

async function read(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (ABSENT.has(codeOf(error))) return null;
    throw error;
  }
}

/** Removes what processes that ended have left half written. */
export async function sweepObjects(dir: string): Promise<void> {
  await onDisk(dir, () => sweepTemporaries(join(dir, TEMPORARIES)));
}

/**
 * Objects in a folder, each written once: whole in a temporary file, synced, then linked under its name, which fails
 * where the name is taken. A full or read-only disk throws StoreUnavailable and leaves nothing behind.
 */
export function folderObjects(dir: string): ObjectStore {
  const root = resolve(dir);
  const temporaries = join(root, TEMPORARIES);
  return {
    async put(key, bytes) {
      requireObjectKey(key);
      const path = join(root, key);
      await onDisk(root, async () => {
        await makeFolder(temporaries);
        await makeFolder(dirname(path));
        if (await createFile(path, bytes, temporaries)) return;
        const standing = await read(path);
        if (standing === null || Buffer.compare(standing, bytes) !== 0) {
          throw new StoreDamaged(`tệp ${path} đã có với nội dung khác`);
        }
      });
    },
    async get(key) {
      return isObjectKey(key) ? onDisk(root, () => read(join(root, key))) : null;
    },
  };
}
