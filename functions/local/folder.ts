import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { StoreDamaged } from "../domain/failure.ts";
import type { ObjectStore } from "../ports.ts";
import { codeOf, createFile, makeFolder, onDisk, sweepTemporaries } from "./disk.ts";

/** Beside the objects, so on their file system; no key can name it. */
const TEMPORARIES = ".tmp";

const ABSENT = new Set(["ENOENT", "ENOTDIR", "EISDIR"]);

/** Where a key lies. A key is a path of plain names below the folder; anything else is a mistake of the program. */
function pathOf(dir: string, key: string): string {
  const segments = key.split("/");
  const plain = segments.every((segment) => segment !== "" && !segment.startsWith(".") && !/[\\:\0]/.test(segment));
  if (!plain) throw new RangeError(`not a key of an object: ${JSON.stringify(key)}`);
  return join(dir, ...segments);
}

async function read(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (ABSENT.has(codeOf(error))) return null;
    throw error;
  }
}

/**
 * Objects in a folder, each written once: whole in a temporary file, synced, then linked under its name, which fails
 * where the name is taken. A full or read-only disk throws StoreUnavailable and leaves nothing behind.
 */
export function folderObjects(dir: string): ObjectStore {
  const root = resolve(dir);
  const temporaries = join(root, TEMPORARIES);
  let swept: Promise<void> | undefined;
  const prepare = async (): Promise<void> => {
    await makeFolder(temporaries);
    swept ??= sweepTemporaries(temporaries);
    await swept;
  };
  return {
    async put(key, bytes) {
      const path = pathOf(root, key);
      await onDisk(root, async () => {
        await prepare();
        await makeFolder(dirname(path));
        if (await createFile(path, bytes, temporaries)) return;
        const standing = await read(path);
        if (standing === null || Buffer.compare(standing, bytes) !== 0) {
          throw new StoreDamaged(`tệp ${path} đã có với nội dung khác`);
        }
      });
    },
    async get(key) {
      const path = pathOf(root, key);
      return onDisk(root, () => read(path));
    },
  };
}
