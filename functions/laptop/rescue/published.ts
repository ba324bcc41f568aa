import { join } from "node:path";
import type { ObjectStore } from "../../ports/ports.ts";
import { Manifest, PUBLISHED, SeriesPointer } from "../../revisions/revision.ts";
import { sha256 } from "../../store/canonical.ts";
import { filesUnder } from "../disk.ts";

/** A manifest that is whole, and the pointer that would name it. */
export interface Edition {
  readonly pointer: SeriesPointer;
  readonly manifest: Manifest;
}

/** What is known of one revision of a series. */
export interface Evidence {
  /** Pointers by which it was published, as the record among the objects and the database have them. */
  readonly pointers: SeriesPointer[];
  /** Manifests that are whole. A run that ended before it moved the pointer leaves one, too. */
  readonly editions: Edition[];
  /** Keys of manifests that are not. */
  readonly broken: string[];
}

/** What is known, by series and number. */
export type Known = Map<string, Map<number, Evidence>>;

export function evidenceOf(known: Known, series: string, revision: number): Evidence {
  const revisions = known.get(series) ?? new Map<number, Evidence>();
  const evidence = revisions.get(revision) ?? { pointers: [], editions: [], broken: [] };
  known.set(series, revisions.set(revision, evidence));
  return evidence;
}

const RECORD = /^published\/(.+)\/r(\d+)\.json$/;
const MANIFEST = /^published\/(.+)\/r(\d+)-[0-9a-f]+\/manifest-([0-9a-f]{12})\.json$/;

/** What bytes say as JSON; null where there are none, or they are no JSON. */
export function parsedJson(bytes: Uint8Array | null): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()));
  } catch {
    return null;
  }
}

const isOf = (one: { series: string; revision: number } | undefined, series: string, revision: number): boolean =>
  one?.series === series && one.revision === revision;

function editionOf(bytes: Uint8Array | null, manifestKey: string, digits: string): Edition | null {
  const manifest = Manifest.safeParse(parsedJson(bytes)).data;
  const manifestSha256 = bytes === null ? "" : sha256(bytes);
  if (manifest === undefined || !manifestSha256.startsWith(digits)) return null;
  const { series, revision, inputs } = manifest;
  return { manifest, pointer: { series, revision, inputs, manifestKey, manifestSha256 } };
}

/** What the published objects of a state folder tell. */
export async function publishedIn(dir: string, objects: Pick<ObjectStore, "get">): Promise<Known> {
  const known: Known = new Map();
  for (const name of (await filesUnder(join(dir, PUBLISHED))).sort()) {
    const key = `${PUBLISHED}${name}`;
    const [, recorded = "", recordedNumber] = RECORD.exec(key) ?? [];
    const [, series = "", number, digits = ""] = MANIFEST.exec(key) ?? [];
    if (recordedNumber !== undefined) {
      const pointer = SeriesPointer.safeParse(parsedJson(await objects.get(key))).data;
      const { pointers } = evidenceOf(known, recorded, Number(recordedNumber));
      if (pointer !== undefined && isOf(pointer, recorded, Number(recordedNumber))) pointers.push(pointer);
    } else if (number !== undefined) {
      const edition = editionOf(await objects.get(key), key, digits);
      const { editions, broken } = evidenceOf(known, series, Number(number));
      if (edition !== null && isOf(edition.manifest, series, Number(number))) editions.push(edition);
      else broken.push(key);
    }
  }
  return known;
}
