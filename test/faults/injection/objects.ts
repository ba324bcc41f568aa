import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { StoreDamaged } from "../../../functions/domain/failure.ts";
import { diskFailure } from "../../../functions/laptop/disk.ts";
import { folderObjects } from "../../../functions/laptop/folder.ts";
import type { ObjectStore } from "../../../functions/ports/ports.ts";
import { sha256 } from "../../../functions/store/canonical.ts";
import { cutting, place } from "../../helpers/runs/context.ts";

/** An object store whose whole content the bench can see. */
export interface Objects {
  readonly store: ObjectStore;
  /** SHA-256 of every object by its key. */
  hashes(): Promise<Map<string, string>>;
  /** Writes whatever stands: only for a store with a seeded defect. */
  replace(key: string, bytes: Uint8Array): Promise<void>;
}

/** Objects in memory, each written once. */
export function memoryObjects(): Objects {
  const bytes = new Map<string, Uint8Array>();
  const store: ObjectStore = {
    async put(key, value) {
      const standing = bytes.get(key);
      if (standing !== undefined && Buffer.compare(standing, value) !== 0) throw new StoreDamaged(`tệp ${key}`);
      bytes.set(key, value);
    },
    get: async (key) => bytes.get(key) ?? null,
  };
  return {
    store,
    hashes: async () => new Map([...bytes].map(([key, value]) => [key, sha256(value)])),
    replace: async (key, value) => void bytes.set(key, value),
  };
}

/** The real folder of objects. */
export function folderOfObjects(dir: string): Objects {
  return {
    store: folderObjects(dir),
    async replace(key) {
      throw new RangeError(`only objects in memory are replaced, not ${key}`);
    },
    async hashes() {
      // A run that was killed early has not made the folder yet.
      const entries = existsSync(dir) ? await readdir(dir, { recursive: true, withFileTypes: true }) : [];
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      const known = files.map((path) => path.slice(dir.length + 1)).filter((key) => !key.startsWith(".tmp/"));
      return new Map(
        await Promise.all(known.map(async (key) => [key, sha256(await readFile(join(dir, key)))] as const)),
      );
    },
  };
}

/** Lets a read come back short and the disk be full, beneath everything that checks. */
export function frail({ put, get }: ObjectStore): ObjectStore {
  return {
    async put(...object) {
      if (place.getStore()?.sites.diskFull === true) {
        throw diskFailure(Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }), "the bench's disk");
      }
      return put(...object);
    },
    async get(key) {
      const bytes = await get(key);
      const cut = cutting();
      return cut === null || bytes === null ? bytes : bytes.subarray(0, Math.floor(bytes.length * cut.share));
    },
  };
}
