import { StoreDamaged } from "../../domain/failure.ts";
import type { FigureRow } from "../../domain/figures/figure.ts";
import { manifestOf, pointersOf } from "../../pipeline/support/compile.ts";
import { sha256, stored } from "../../pipeline/support/draft.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import type { ChangeRow } from "../../revisions/change.ts";
import { currentOf, type PublishedRevision, type PublishedRevisions } from "../../revisions/published.ts";
import { prefixOf, printedCodes, type SeriesPointer } from "../../revisions/revision.ts";

/** So many revisions are kept: a manifest never changes, and a link is often opened by many at once. */
const KEPT = 200;

/** What revisions are read from, and those that were read already, by their manifest's hash. */
export interface RevisionReader extends Pick<PortalPorts, "objects" | "revisions" | "codes" | "render"> {
  readonly known: Map<string, PublishedRevision>;
}

async function publishedRevisionOf(
  { objects, known }: RevisionReader,
  pointer: SeriesPointer,
): Promise<PublishedRevision> {
  const read = known.get(pointer.manifestSha256);
  if (read !== undefined) return read;
  const manifest = await manifestOf(objects, pointer);
  const { province, programme, period, window, series, revision, state, synthetic, dataAsOf, publishedAt } = manifest;
  const published: PublishedRevision = {
    province,
    programme,
    period,
    window,
    series,
    revision,
    state,
    synthetic,
    dataAsOf,
    publishedAt,
    gaps: manifest.gaps,
    files: manifest.files,
    missing: manifest.missing,
    prefix: prefixOf(pointer),
    codes: printedCodes(manifest),
  };
  const oldest = known.size >= KEPT ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  known.set(pointer.manifestSha256, published);
  return published;
}

/** Every revision of a series; null where nothing of it was published. Throws StoreDamaged. */
export async function revisionsOf(ports: RevisionReader, series: string): Promise<PublishedRevisions | null> {
  const pointers = await pointersOf(ports, series);
  const [first, ...rest] = await Promise.all(pointers.map((pointer) => publishedRevisionOf(ports, pointer)));
  return first === undefined ? null : [first, ...rest];
}

/** The current revision of every series of a province, the newest period first. */
export async function currentRevisions(ports: RevisionReader, province: string): Promise<PublishedRevision[]> {
  const names = (await ports.revisions.series()).filter((name) => name.startsWith(`${province}/`));
  const pointers = await Promise.all(names.map((name) => ports.revisions.current(name)));
  const all = await Promise.all(
    pointers.flatMap((pointer) => (pointer === null ? [] : publishedRevisionOf(ports, pointer))),
  );
  return all.sort((one, other) => (one.window.to < other.window.to ? 1 : -1));
}

/** The bytes of a file of a published revision, held against its hash. Throws StoreDamaged. */
async function fileOf(
  { objects }: Pick<RevisionReader, "objects">,
  published: PublishedRevision,
  name: string,
): Promise<Uint8Array> {
  const bytes = await stored(objects, `${published.prefix}/${name}`);
  const file = published.files.find((one) => one.name === name);
  if (file === undefined || sha256(bytes) !== file.sha256)
    throw new StoreDamaged(`tệp đã phát hành ${name} sai mã băm`);
  return bytes;
}

/** Every number that a revision gives differently from the one before it; none for the first. */
export async function changesIn(ports: RevisionReader, published: PublishedRevision): Promise<readonly ChangeRow[]> {
  if (!published.files.some(({ name }) => name === "changes.csv")) return [];
  const bytes = await fileOf(ports, published, "changes.csv");
  return ports.render.readChanges(new TextDecoder().decode(bytes), `${published.prefix}/changes.csv`);
}

/** The figures of a revision as they were published. Throws StoreDamaged. */
export async function figuresIn(ports: RevisionReader, published: PublishedRevision): Promise<readonly FigureRow[]> {
  const bytes = await fileOf(ports, published, "figures.csv");
  return ports.render.readFigures(new TextDecoder().decode(bytes), `${published.prefix}/figures.csv`);
}

/** A revision that prints a code, and the one that stands. */
export interface Found {
  readonly published: PublishedRevision;
  readonly current: PublishedRevision;
}

/** Every published revision that prints a code: that of its QR code, or the beginning of its figures' hash. */
export async function foundByCode(ports: RevisionReader, code: string): Promise<Found[]> {
  const found: Found[] = [];
  for (const { series, revision } of await ports.codes.find(code)) {
    const all = await revisionsOf(ports, series);
    const published = all?.find((one) => one.revision === revision);
    // A code is recorded before its revision is published; another may have been published in its place.
    if (all !== null && published?.codes.includes(code)) found.push({ published, current: currentOf(all) });
  }
  return found;
}
