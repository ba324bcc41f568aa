import { StoreDamaged } from "../../../domain/failure.ts";
import { type ImportSubject, importOf } from "../../../domain/imports/import-name.ts";
import type { StoredImport } from "../../../domain/imports/stored.ts";
import { type Month, windowOfMonth, yearToDateOf } from "../../../domain/period.ts";
import type { Province } from "../../../domain/province.ts";
import { dayAt } from "../../../revisions/cadence.ts";
import type { SnapshotRef } from "../../../revisions/revision.ts";
import { importIn, importsKey } from "./imported.ts";
import { type ImportPorts, MOST_YEARS } from "./keep.ts";

/** An import as it stands: the newest vintage of an agency, month and system. */
export interface ListedImport extends ImportSubject {
  readonly month: Month;
  readonly ref: SnapshotRef;
  /** Null where it cannot be read any more: it has to be imported again. */
  readonly stored: StoredImport | null;
}

async function listedIn(ports: ImportPorts, province: Province, month: Month): Promise<ListedImport[]> {
  const window = windowOfMonth(month, province.regime.scheme);
  const refs = await ports.snapshots.latestOfWindow(importsKey(province.id, window));
  const read = async (ref: SnapshotRef): Promise<ListedImport> => {
    const about = { ...importOf(ref.agency), month, ref };
    try {
      return { ...about, stored: await importIn(ports, ref) };
    } catch (error) {
      if (error instanceof StoreDamaged) return { ...about, stored: null };
      throw error;
    }
  };
  return Promise.all(refs.map(read));
}

/** Every import of a province, withdrawn ones too, month after month; of one month where it is named. */
export async function listImports(
  ports: ImportPorts,
  province: Province,
  month: Month | null,
): Promise<readonly ListedImport[]> {
  if (month !== null) return listedIn(ports, province, month);
  const last = Number(dayAt(ports.now()).slice(0, 4));
  const found: ListedImport[] = [];
  // A month's window may begin in the year before: January's of next year is looked at, too.
  for (let year = last - MOST_YEARS; year <= last + 1; year++) {
    const months = yearToDateOf(String(year));
    found.push(...(await Promise.all(months.map((one) => listedIn(ports, province, one)))).flat());
  }
  return found;
}
