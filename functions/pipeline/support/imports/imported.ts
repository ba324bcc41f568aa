import { type ImportSubject, importOf } from "../../../domain/imports/import-name.ts";
import { type ImportInForce, StoredImportRows } from "../../../domain/imports/stored.ts";
import type { Window } from "../../../domain/period.ts";
import type { Ports } from "../../../ports/ports.ts";
import type { SnapshotKey, SnapshotRef } from "../../../revisions/revision.ts";

type Stores = Pick<Ports, "snapshots">;

/** What people import are real data, and their own. */
export const importsKey = (province: string, window: Window) =>
  ({ province, synthetic: false, kind: "import", ...window }) satisfies Omit<SnapshotKey, "agency">;

/** What a vintage of an import says. Throws StoreDamaged. */
export async function importIn({ snapshots }: Stores, ref: SnapshotRef) {
  const [stored] = StoredImportRows.parse(await snapshots.read(ref));
  return stored;
}

/** An import that is in force. */
export interface Imported extends ImportSubject {
  readonly ref: SnapshotRef;
  readonly stored: ImportInForce;
}

/** The imports of a window that are in force: one that was withdrawn is none. Throws StoreDamaged. */
export async function importedOf(ports: Stores, province: string, window: Window): Promise<Imported[]> {
  const refs = await ports.snapshots.latestOfWindow(importsKey(province, window));
  const read = async (ref: SnapshotRef): Promise<Imported[]> => {
    const stored = await importIn(ports, ref);
    return stored.state === "withdrawn" ? [] : [{ ...importOf(ref.agency), ref, stored }];
  };
  return (await Promise.all(refs.map(read))).flat();
}
