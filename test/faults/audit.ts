import type { SeriesPointer } from "../../functions/revisions/revision.ts";
import { Manifest, SnapshotRef } from "../../functions/revisions/revision.ts";
import { sha256 } from "../../functions/store/canonical.ts";
import { snapshotItemKey, windowKey } from "../../functions/store/snapshots/item.ts";
import type { Objects } from "./injection/objects.ts";
import { itemsOf, type Table } from "./injection/table.ts";
import type { Ledger } from "./injection/watched.ts";
import type { Stores } from "./world.ts";

/** Where the bench looks: the stores beneath all faults. */
export interface Sight {
  readonly stores: Stores;
  readonly table: Table;
  readonly objects: Objects;
  readonly series: string;
}

/** What was stored when the bench looked last; all of it must still be there, unchanged. */
export interface Seen {
  readonly items: ReadonlyMap<string, string>;
  readonly objects: ReadonlyMap<string, string>;
  readonly pointers: readonly SeriesPointer[];
}

export const NOTHING_SEEN: Seen = { items: new Map(), objects: new Map(), pointers: [] };

/** What stands after a look, and everything that is wrong with it. */
export interface Audit {
  readonly seen: Seen;
  readonly violations: readonly string[];
  /** Of the current revision; null where nothing is published. */
  readonly manifest: Manifest | null;
  readonly figures: string | null;
}

async function pointersOf({ stores, series }: Sight): Promise<{ pointers: SeriesPointer[]; violations: string[] }> {
  const current = await stores.revisions.current(series);
  const history = await stores.revisions.history(series);
  const pointers = [...history, ...(current === null ? [] : [current])];
  const violations: string[] = [];
  const numbers = pointers.map(({ revision }) => revision);
  if (numbers.some((number, at) => number !== at + 1)) violations.push(`revisions are numbered ${numbers.join(", ")}`);
  const registered = (await stores.revisions.series()).filter((name) => name === series);
  if (current !== null && registered.length !== 1) violations.push(`${series} stands ${registered.length} times`);
  return { pointers, violations };
}

interface Issue {
  readonly manifest: Manifest | null;
  readonly figures: string | null;
  readonly violations: readonly string[];
}

async function issueOf({ stores }: Sight, pointer: SeriesPointer): Promise<Issue> {
  const what = `revision ${pointer.revision}`;
  const bytes = await stores.objects.get(pointer.manifestKey);
  if (bytes === null) return { manifest: null, figures: null, violations: [`${what} has no manifest`] };
  const violations: string[] = [];
  if (sha256(bytes) !== pointer.manifestSha256) violations.push(`${what}: its manifest has another hash`);
  const manifest = Manifest.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const { revision, series, inputs } = manifest;
  if (JSON.stringify({ revision, series, inputs }) !== JSON.stringify(pickOf(pointer))) {
    violations.push(`${what}: its manifest is of ${series} r${revision} ${inputs}`);
  }
  const reports = [
    ...["bao-cao-cchc", "bao-cao-cntt"].flatMap((stem) => ["pdf", "docx", "xlsx"].map((ending) => `${stem}.${ending}`)),
    "phu-luc.pdf",
  ];
  const expected = [...reports, "figures.csv", "quality.csv"];
  if (revision > 1) expected.push("changes.csv");
  // A picture is made where the documents are real ones.
  const names = manifest.files.flatMap(({ name }) => (name.endsWith(".png") ? [] : [name]));
  if (names.join() !== expected.join()) violations.push(`${what} has the files ${names.join(", ")}`);
  let figures: string | null = null;
  for (const file of manifest.files) {
    const key = pointer.manifestKey.replace(/[^/]*$/, file.name);
    const stored = await stores.objects.get(key);
    if (stored === null) violations.push(`${what}: no ${file.name}`);
    else if (stored.length !== file.size || sha256(stored) !== file.sha256) {
      violations.push(
        `${what}: ${file.name} has ${stored.length} bytes, its manifest says ${file.size}, or other ones`,
      );
    }
    if (file.name === "figures.csv" && stored !== null) figures = new TextDecoder().decode(stored);
  }
  return { manifest, figures, violations };
}

const pickOf = ({ revision, series, inputs }: SeriesPointer) => ({ revision, series, inputs });

/** Snapshots that are new since the last look, read through their store, which holds them against their hash. */
async function unreadable(
  { stores }: Sight,
  manifests: readonly Manifest[],
  ledger: Ledger,
  known: ReadonlyMap<string, string>,
): Promise<string[]> {
  const refs = new Map(ledger.saved);
  for (const { province, synthetic, snapshots } of manifests) {
    for (const one of snapshots) {
      const ref = SnapshotRef.parse({ ...one, province, synthetic });
      refs.set(JSON.stringify(ref), ref);
    }
  }
  const violations: string[] = [];
  await Promise.all(
    [...refs.values()].map(async (ref) => {
      const { pk, sk } = snapshotItemKey(ref, ref.vintage);
      // An item that was read before and has not changed needs no second reading.
      if (known.get(`${pk} ${sk}`)?.includes(ref.sha256)) return;
      const name = `${windowKey(ref)} ${ref.agency} vintage ${ref.vintage}`;
      await stores.snapshots.read(ref).catch((error) => violations.push(`snapshot lost: ${name}: ${String(error)}`));
    }),
  );
  return violations;
}

function changed(what: string, before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  return [...before].flatMap(([key, text]) => {
    const standing = now.get(key);
    if (standing === text) return [];
    return [`${what} ${standing === undefined ? "lost" : "changed"}: ${key}`];
  });
}

function pointersKept(before: readonly SeriesPointer[], now: readonly SeriesPointer[]): string[] {
  const known = new Set(now.map((pointer) => JSON.stringify(pointer)));
  return before
    .filter((pointer) => !known.has(JSON.stringify(pointer)))
    .map((pointer) => `revision ${pointer.revision} that was published is not in the history`);
}

/** Looks at everything that is stored for good and holds it against what was seen and what was acknowledged. */
export async function audit(sight: Sight, before: Seen, ledger: Ledger): Promise<Audit> {
  const items = await itemsOf(sight.table);
  const objects = await sight.objects.hashes();
  const { pointers, violations } = await pointersOf(sight);
  const issues = await Promise.all(pointers.map((pointer) => issueOf(sight, pointer)));
  const manifests = issues.flatMap(({ manifest }) => manifest ?? []);
  violations.push(
    ...issues.flatMap((issue) => issue.violations),
    ...changed("stored item", before.items, items),
    ...changed("object", before.objects, objects),
    ...changed("acknowledged object", ledger.written, objects),
    ...pointersKept([...before.pointers, ...ledger.advanced], pointers),
    ...(await unreadable(sight, manifests, ledger, before.items)),
    ...[...objects.keys()].filter((key) => key.endsWith(".tmp")).map((key) => `temporary file among objects: ${key}`),
  );
  const last = issues.at(-1);
  const [manifest, figures] = [last?.manifest ?? null, last?.figures ?? null];
  return { seen: { items, objects, pointers }, violations, manifest, figures };
}
