import type { PublishedRow } from "../domain/change.ts";
import { StoreDamaged } from "../domain/failure.ts";
import { type Issued, type Issues, standingOf } from "../domain/issued.ts";
import { printedCodes, type SeriesPointer } from "../domain/revision.ts";
import type { PortalPorts } from "../ports.ts";
import { sha256, stored } from "./draft.ts";
import { manifestOf, pointersOf, prefixOf } from "./issue.ts";

/** Issues kept at hand: a manifest never changes, and a link is often opened by many at once. */
const KEPT = 200;

type Ports = Pick<PortalPorts, "objects" | "revisions" | "codes" | "render">;

const kept = new WeakMap<object, Map<string, Issued>>();

async function issuedOf({ objects }: Ports, pointer: SeriesPointer): Promise<Issued> {
  const known = kept.get(objects) ?? new Map<string, Issued>();
  kept.set(objects, known);
  const standing = known.get(pointer.manifestSha256);
  if (standing !== undefined) return standing;
  const manifest = await manifestOf(objects, pointer);
  const { province, programme, period, window, series, revision, state, synthetic, dataAsOf, publishedAt } = manifest;
  const issued: Issued = {
    ...{ province, programme, period, window, series, revision, state, synthetic, dataAsOf, publishedAt },
    ...{ gaps: manifest.gaps, files: manifest.files, prefix: prefixOf(pointer), codes: printedCodes(manifest) },
  };
  const oldest = known.size >= KEPT ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  known.set(pointer.manifestSha256, issued);
  return issued;
}

/** Every revision of a series; null where nothing of it was published. Throws StoreDamaged. */
export async function issuesOf(ports: Ports, series: string): Promise<Issues | null> {
  const pointers = await pointersOf(ports, series);
  const [first, ...rest] = await Promise.all(pointers.map((pointer) => issuedOf(ports, pointer)));
  return first === undefined ? null : [first, ...rest];
}

/** The standing revision of every series of a province, the newest period first. */
export async function standingIssues(ports: Ports, province: string): Promise<Issued[]> {
  const names = (await ports.revisions.series()).filter((name) => name.startsWith(`${province}/`));
  const pointers = await Promise.all(names.map((name) => ports.revisions.current(name)));
  const issues = await Promise.all(pointers.flatMap((pointer) => (pointer === null ? [] : issuedOf(ports, pointer))));
  return issues.sort((one, other) => (one.window.to < other.window.to ? 1 : -1));
}

/** The bytes of a file of an issue, held against its hash. Throws StoreDamaged. */
async function fileOf({ objects }: Pick<Ports, "objects">, issue: Issued, name: string): Promise<Uint8Array> {
  const bytes = await stored(objects, `${issue.prefix}/${name}`);
  const file = issue.files.find((one) => one.name === name);
  if (file === undefined || sha256(bytes) !== file.sha256)
    throw new StoreDamaged(`tệp đã phát hành ${name} sai mã băm`);
  return bytes;
}

/** Every number that a revision gives differently from the one before it; none for the first. */
export async function changesIn(ports: Ports, issue: Issued): Promise<PublishedRow[]> {
  if (!issue.files.some(({ name }) => name === "changes.csv")) return [];
  return ports.render.readCsv(new TextDecoder().decode(await fileOf(ports, issue, "changes.csv")));
}

/** A revision that prints a code, and the one that stands. */
export interface Found {
  readonly issue: Issued;
  readonly standing: Issued;
}

/** Every published revision that prints a code: that of its QR code, or the beginning of its figures' hash. */
export async function foundByCode(ports: Ports, code: string): Promise<Found[]> {
  const found: Found[] = [];
  for (const { series, revision } of await ports.codes.find(code)) {
    const issues = await issuesOf(ports, series);
    const issue = issues?.find((one) => one.revision === revision);
    // A code is recorded before its revision is published; another may have been published in its place.
    if (issues !== null && issue?.codes.includes(code)) found.push({ issue, standing: standingOf(issues) });
  }
  return found;
}
