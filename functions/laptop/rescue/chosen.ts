import { PUBLISHED, type SeriesPointer } from "../../revisions/revision.ts";
import type { Edition, Evidence } from "./published.ts";

/** What a revision is taken to have been published by. */
export interface Chosen {
  readonly pointer: SeriesPointer;
  /** Null where the manifest is lost or damaged: the number is taken, and whoever reads the revision is told. */
  readonly edition: Edition | null;
  /** There are several manifests, and nothing but their time says which one was published. */
  readonly isDoubtful: boolean;
}

const NO_HASH = "0".repeat(64);

/** A revision of which no more is known than that it was published. */
function lostPointer(series: string, revision: number, broken: readonly string[]): SeriesPointer {
  const manifestKey = broken[0] ?? `${PUBLISHED}${series}/r${revision}-0/manifest-${NO_HASH.slice(0, 12)}.json`;
  return { series, revision, inputs: NO_HASH, manifestKey, manifestSha256: NO_HASH };
}

const newestFirst = (one: Edition, other: Edition): number =>
  Date.parse(other.manifest.publishedAt) - Date.parse(one.manifest.publishedAt);

function chosenFor(series: string, revision: number, { pointers, editions, broken }: Evidence): Chosen {
  const [pointer] = pointers;
  if (pointer !== undefined) {
    const edition = editions.find((one) => one.pointer.manifestSha256 === pointer.manifestSha256) ?? null;
    return { pointer, edition, isDoubtful: false };
  }
  const [edition = null] = editions.toSorted(newestFirst);
  const lost = lostPointer(series, revision, broken);
  return { pointer: edition?.pointer ?? lost, edition, isDoubtful: editions.length > 1 };
}

const NOTHING: Evidence = { pointers: [], editions: [], broken: [] };

/** What each revision of a series, the first one first, is taken to have been published by; no number is left out. */
export function chosenOf(series: string, revisions: ReadonlyMap<number, Evidence>): Chosen[] {
  const last = Math.max(...revisions.keys());
  return Array.from({ length: last }, (_, at) => chosenFor(series, at + 1, revisions.get(at + 1) ?? NOTHING));
}
