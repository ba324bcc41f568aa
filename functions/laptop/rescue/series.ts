import { join } from "node:path";
import { RevisionConflict, StoreDamaged } from "../../domain/failure.ts";
import type { ObjectStore, RevisionStore } from "../../ports/ports.ts";
import { prefixOf, printedCodes, publicationKey } from "../../revisions/revision.ts";
import { sha256 } from "../../store/canonical.ts";
import { filesUnder } from "../disk.ts";
import { objectsIn } from "../state-folder.ts";
import { type Chosen, chosenOf } from "./chosen.ts";
import type { Edition, Evidence } from "./published.ts";

/** What was rebuilt of a series. */
export interface RebuiltSeries {
  readonly series: string;
  readonly chosen: readonly Chosen[];
  /** Keys of published files that are lost or damaged. */
  readonly lostFiles: readonly string[];
}

/** Where a series is rebuilt from, and into. */
export interface SeriesPlaces {
  /** The old state folder. */
  readonly from: string;
  readonly old: Pick<ObjectStore, "get">;
  readonly objects: ObjectStore;
  readonly revisions: RevisionStore;
}

/** Hashes that are known of an edition's files, by their key; that of templates.json is another one in version 0.2. */
function hashesOf({ pointer, manifest }: Edition): ReadonlyMap<string, string> {
  const prefix = prefixOf(pointer);
  return new Map([
    ...manifest.files.map((file): [string, string] => [`${prefix}/${file.name}`, file.sha256]),
    [pointer.manifestKey, pointer.manifestSha256],
  ]);
}

/** Copies what lies beside a manifest, as far as it is what was published. Gives the keys of what is not. */
async function copyFiles({ from, old, objects }: SeriesPlaces, { pointer, edition }: Chosen): Promise<string[]> {
  const prefix = prefixOf(pointer);
  const hashes = edition === null ? new Map<string, string>() : hashesOf(edition);
  const names = await filesUnder(join(objectsIn(from), prefix));
  const lost: string[] = [];
  for (const key of new Set([...names.map((name) => `${prefix}/${name}`), ...hashes.keys()])) {
    const bytes = await old.get(key);
    const hash = hashes.get(key);
    if (bytes === null || (hash !== undefined && sha256(bytes) !== hash)) lost.push(key);
    else await objects.put(key, bytes, "");
  }
  return lost;
}

/** Moves the pointer as it was moved. Throws StoreDamaged where the database that was taken over says otherwise. */
async function advance({ revisions }: SeriesPlaces, { pointer, edition }: Chosen): Promise<void> {
  try {
    await revisions.advance(pointer, edition === null ? [] : printedCodes(edition.manifest));
  } catch (error) {
    if (!(error instanceof RevisionConflict)) throw error;
    throw new StoreDamaged(
      `bản ${pointer.revision} của ${pointer.series} được ghi khác nhau trong cơ sở dữ liệu và trong các tệp đã phát hành`,
      "khôi phục cả thư mục dữ liệu từ bản sao lưu",
      { cause: error },
    );
  }
}

/** Rebuilds the pointers of a series, each revision under the number under which it was published, with its files. */
export async function rebuildSeries(
  places: SeriesPlaces,
  series: string,
  revisions: ReadonlyMap<number, Evidence>,
): Promise<RebuiltSeries> {
  const chosen = chosenOf(series, revisions);
  const lostFiles: string[] = [];
  for (const one of chosen) {
    lostFiles.push(...(await copyFiles(places, one)));
    await advance(places, one);
    const record = new TextEncoder().encode(`${JSON.stringify(one.pointer, null, 2)}\n`);
    await places.objects.put(publicationKey(series, one.pointer.revision), record, "application/json");
  }
  return { series, chosen, lostFiles };
}
