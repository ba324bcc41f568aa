import { join } from "node:path";
import type { ObjectStore } from "../../ports/ports.ts";
import type { SignedCopyStore } from "../../ports/signed.ts";
import { SIGNED, SignedCopy, signedFileKey, signedRecord, signedRecordKey } from "../../revisions/signed-copy.ts";
import { sha256 } from "../../store/canonical.ts";
import { filesUnder } from "../disk.ts";
import { objectsIn } from "../state-folder.ts";
import { parsedJson } from "./published.ts";

/** What was taken over of the register of signed copies. */
export interface RescuedSigned {
  /** Registrations that stand again. */
  readonly kept: number;
  /** Keys of their files, and of their records, that are lost or damaged. */
  readonly lost: readonly string[];
}

interface SignedPlaces {
  /** The old state folder. */
  readonly from: string;
  readonly old: Pick<ObjectStore, "get">;
  readonly objects: ObjectStore;
  readonly register: SignedCopyStore;
}

/** What the records among the objects say, and the keys of those that cannot be read. */
async function recordsIn({ from, old }: SignedPlaces) {
  const records: SignedCopy[] = [];
  const broken: string[] = [];
  for (const name of (await filesUnder(join(objectsIn(from), SIGNED))).sort()) {
    if (!name.endsWith(".json")) continue;
    const key = `${SIGNED}${name}`;
    const copy = SignedCopy.safeParse(parsedJson(await old.get(key))).data;
    if (copy !== undefined && signedRecordKey(copy) === key) records.push(copy);
    else broken.push(key);
  }
  return { records, broken };
}

/**
 * Takes over every registration that the objects or the database tell of, each with its file. A registration whose file
 * is lost stands all the same: what was signed was signed, and whoever opens it is told.
 *
 * @param registered what can be read of the database's register
 */
export async function rebuildSigned(places: SignedPlaces, registered: readonly SignedCopy[]): Promise<RescuedSigned> {
  const { old, objects, register } = places;
  const { records, broken } = await recordsIn(places);
  const byKey = new Map([...records, ...registered].map((copy) => [signedRecordKey(copy), copy]));
  const files = new Set<string>();
  const lost = broken.filter((key) => !byKey.has(key));
  for (const [key, copy] of byKey) {
    const bytes = await old.get(signedFileKey(copy));
    if (bytes !== null && sha256(bytes) === copy.file.sha256) await objects.put(signedFileKey(copy), bytes, "");
    else if (!files.has(signedFileKey(copy))) lost.push(signedFileKey(copy));
    files.add(signedFileKey(copy));
    await register.add(copy);
    await objects.put(key, signedRecord(copy), "application/json");
  }
  return { kept: byKey.size, lost };
}
