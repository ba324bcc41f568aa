import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Month } from "../../domain/period.ts";
import type { SnapshotRef } from "../../revisions/revision.ts";
import type { SignedCopy } from "../../revisions/signed-copy.ts";
import { pointersIn, revisionStore } from "../../store/revisions.ts";
import { signedCopyIn, signedCopyStore } from "../../store/signed.ts";
import { snapshotCopies } from "../../store/snapshots/copies.ts";
import { snapshotStore } from "../../store/snapshots.ts";
import { readClosed } from "../database/closed.ts";
import { openDatabase } from "../database/database.ts";
import { faultIn } from "../database/files/faults.ts";
import { makeFolder, namesIn, onDisk, replaceFile } from "../disk.ts";
import { folderObjects } from "../folder.ts";
import { objectsIn } from "../state-folder.ts";
import { itemsIn } from "./items.ts";
import { evidenceOf, type Known, publishedIn } from "./published.ts";
import { type RebuiltSeries, rebuildSeries } from "./series.ts";
import { type RescuedSigned, rebuildSigned } from "./signed.ts";
import { markMonths, noteLost, type SourceStores, seriesLacking } from "./sources.ts";

/** What has come of a state folder that was rebuilt. */
export interface Rescued {
  /** What was wrong with the database, in a few Vietnamese words; null where it was sound and taken over whole. */
  readonly fault: string | null;
  readonly series: readonly RebuiltSeries[];
  /** Registered signed copies. */
  readonly signed: RescuedSigned;
  /** Snapshots that were taken over out of the database. */
  readonly kept: number;
  /** Snapshots that published revisions name and nobody can read any more. */
  readonly lost: readonly SnapshotRef[];
  /** Series one of whose revisions names such a snapshot. */
  readonly lacking: readonly string[];
  /** Months that later reports are not compared with before they are collected again, by province. */
  readonly open: ReadonlyMap<string, ReadonlySet<Month>>;
}

async function databaseFault(folder: string): Promise<string | null> {
  const path = join(folder, "db");
  if (!(await namesIn(path)).includes("CURRENT")) return "mất cơ sở dữ liệu hoặc mất tệp CURRENT";
  return faultIn(path, await readClosed(folder));
}

/** The files that LevelDB reads. */
const isData = (name: string): boolean => /^(CURRENT|MANIFEST-\d+|\d+\.(log|ldb|sst))$/.test(name);

async function copyDatabase(from: string, to: string): Promise<void> {
  await makeFolder(to);
  for (const name of (await namesIn(from)).filter(isData)) {
    await replaceFile(join(to, name), await readFile(join(from, name)));
  }
}

/** Takes over the snapshots that can be read of a database, and adds what it tells of revisions and signed copies. */
async function takeItems(
  from: string,
  { copies }: SourceStores,
  known: Known,
  say: (line: string) => void,
): Promise<{ kept: number; registered: SignedCopy[] }> {
  const registered: SignedCopy[] = [];
  const old = folderObjects(objectsIn(from));
  const kept = new Set<string>();
  for await (const item of itemsIn(join(from, "db"))) {
    for (const pointer of pointersIn(item)) {
      const { pointers } = evidenceOf(known, pointer.series, pointer.revision);
      if (!pointers.some((one) => isDeepStrictEqual(one, pointer))) pointers.push(pointer);
    }
    registered.push(...[signedCopyIn(item) ?? []].flat());
    // Where it was taken over whole, only rows are missing that lie beside it.
    if ((await copies.keep(item, old)) === null) continue;
    kept.add(`${item.pk} ${item.sk}`);
    say(`Đang giữ lại số liệu đã lưu: ${kept.size} phần …`);
  }
  return { kept: kept.size, registered };
}

/**
 * Rebuilds a state folder in a new one, from its published objects and whatever can be read of its database; nothing is
 * written to the old one. A database that is sound is taken over whole, and completed by what the objects know.
 *
 * Of a database that is not, only what cannot have become untrue is taken over: snapshots and registrations of signed
 * copies, which never change, and what was published. Links, recipients and runs change, and an old state of them may open what was closed.
 */
export async function rebuild(from: string, into: string, say: (line: string) => void): Promise<Rescued> {
  const fault = await onDisk(from, () => databaseFault(from));
  if (fault === null) await copyDatabase(join(from, "db"), join(into, "db"));
  const { client, table, close } = await openDatabase(into, { use: "command" });
  try {
    const [old, objects] = [folderObjects(objectsIn(from)), folderObjects(objectsIn(into))];
    const snapshots = snapshotStore({ client, table, objects });
    const stores: SourceStores = { snapshots, copies: snapshotCopies({ client, table }, objects) };
    say("Đang đọc các bản kê khai đã phát hành và cơ sở dữ liệu cũ …");
    const known = await publishedIn(objectsIn(from), old);
    const { kept, registered } = await onDisk(from, () => takeItems(from, stores, known, say));
    const revisions = revisionStore({ client, table });
    const series: RebuiltSeries[] = [];
    for (const [name, evidence] of [...known].sort(([one], [other]) => (one < other ? -1 : 1))) {
      say(`Đang dựng lại ${name} …`);
      series.push(await rebuildSeries({ from, old, objects, revisions }, name, evidence));
    }
    const editions = series.flatMap(({ chosen }) => chosen.flatMap(({ edition }) => edition ?? []));
    const manifests = editions.map(({ manifest }) => manifest);
    const lost = await noteLost(stores, manifests, say);
    const open = await markMonths(stores, objects, editions, lost);
    const places = { from, old, objects, register: signedCopyStore({ client, table }) };
    const signed = await rebuildSigned(places, registered);
    return { fault, series, signed, kept, lost, lacking: seriesLacking(manifests, lost), open };
  } finally {
    await close();
  }
}
