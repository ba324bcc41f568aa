import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { z } from "zod";
import { StoreDamaged } from "../../domain/failure.ts";
import type { ObjectStore } from "../../ports/ports.ts";
import type { RawAnswer } from "../../ports/snapshots.ts";
import { Sha256, SNAPSHOTS } from "../../revisions/revision.ts";
import { sha256 } from "../canonical.ts";
import { compress } from "../compress.ts";
import type { Item } from "../table.ts";

/** What a vintage was read from, as its item lists it: the hash and the length of each answer as it came. */
const RawList = z.array(z.object({ sha256: Sha256, bytes: z.int().min(0) }));
export type RawList = z.infer<typeof RawList>;

const RawItem = z.object({ raw: RawList.default([]) });

/** Null where it is not of this program's shape. */
export const rawListOf = (item: Item): RawList | null => RawItem.safeParse(item).data?.raw ?? null;

/** Bytes that an answer takes in an item, at most. */
export const LISTED_BYTES = 128;

const keyOf = (hash: string): string => `${SNAPSHOTS}source/${hash}.gz`;

async function unpacked(bytes: Uint8Array): Promise<Uint8Array | null> {
  try {
    return await promisify(gunzip)(bytes);
  } catch {
    return null;
  }
}

/** An object under the hash of what it holds, which its bytes are held against; null where it is lost or damaged. */
async function wholeObject(objects: Pick<ObjectStore, "get">, hash: string): Promise<Uint8Array | null> {
  const packed = await objects.get(keyOf(hash));
  const raw = packed === null ? null : await unpacked(packed);
  return raw !== null && sha256(raw) === hash ? packed : null;
}

/** Writes unless something is there that is damaged: counts are of use without it, and verifying tells of it. */
async function putUnlessDamaged(objects: ObjectStore, hash: string, packed: Uint8Array): Promise<void> {
  try {
    await objects.put(keyOf(hash), packed, "application/gzip");
  } catch (error) {
    if (!(error instanceof StoreDamaged)) throw error;
  }
}

/**
 * Keeps answers as they came, each once under its own hash. They are looked for first: another zlib may compress equal
 * bytes otherwise, and objects are written once.
 */
export async function keepRaw(objects: ObjectStore, answers: readonly Uint8Array[]): Promise<RawList> {
  const list: RawList = [];
  for (const raw of answers) {
    const hash = sha256(raw);
    list.push({ sha256: hash, bytes: raw.byteLength });
    if ((await wholeObject(objects, hash)) !== null) continue;
    await putUnlessDamaged(objects, hash, await compress(raw));
  }
  return list;
}

/** The answers of a list, and whether each is still there as it came. */
export const heldRaw = (objects: Pick<ObjectStore, "get">, list: RawList): Promise<RawAnswer[]> =>
  Promise.all(
    list.map(async (one) => ({
      ...one,
      key: keyOf(one.sha256),
      isWhole: (await wholeObject(objects, one.sha256)) !== null,
    })),
  );

/** Copies the answers of a list that are whole: counts are of use without them. */
export async function copyRaw(list: RawList, from: Pick<ObjectStore, "get">, into: ObjectStore): Promise<void> {
  for (const { sha256: hash } of list) {
    const packed = await wholeObject(from, hash);
    if (packed !== null) await into.put(keyOf(hash), packed, "application/gzip");
  }
}
