import { StoreDamaged } from "../../../domain/failure.ts";
import { type ImportSubject, importOf } from "../../../domain/imports/import-name.ts";
import { type ImportedFile, type ImportInForce, StoredImportRows } from "../../../domain/imports/stored.ts";
import type { Window } from "../../../domain/period.ts";
import type { Ports } from "../../../ports/ports.ts";
import { importFileKey } from "../../../revisions/import-file.ts";
import type { SnapshotKey, SnapshotRef } from "../../../revisions/revision.ts";
import { sha256 } from "../draft.ts";

type Stores = Pick<Ports, "snapshots">;

/** What people import are real data, and their own. */
export const importsKey = (province: string, window: Window) =>
  ({ province, synthetic: false, kind: "import", ...window }) satisfies Omit<SnapshotKey, "agency">;

/** What a vintage of an import says. Throws StoreDamaged. */
export async function importIn({ snapshots }: Stores, ref: SnapshotRef) {
  const [stored] = StoredImportRows.parse(await snapshots.read(ref));
  return stored;
}

/**
 * Names of the workbooks that these snapshots' counts were read from and whose bytes are lost or damaged; what is not an
 * import, or cannot be read itself, has none.
 */
export async function damagedWorkbooks(
  ports: Stores & Pick<Ports, "objects">,
  refs: readonly SnapshotRef[],
): Promise<string[]> {
  const files = new Map<string, ImportedFile>();
  for (const ref of refs.filter(({ kind }) => kind === "import")) {
    const file = await fileOf(ports, ref);
    if (file !== null) files.set(importFileKey(file), file);
  }
  const damaged: string[] = [];
  for (const [key, file] of files) {
    const bytes = await ports.objects.get(key);
    if (bytes === null || sha256(bytes) !== file.sha256) damaged.push(`sổ tính đã nhập ${file.name} (${key})`);
  }
  return damaged;
}

async function fileOf(ports: Stores, ref: SnapshotRef): Promise<ImportedFile | null> {
  try {
    return (await importIn(ports, ref)).file;
  } catch (error) {
    if (error instanceof StoreDamaged) return null;
    throw error;
  }
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
