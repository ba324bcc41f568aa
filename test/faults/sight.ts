import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openDatabase } from "../../functions/laptop/database/database.ts";
import { Manifest } from "../../functions/revisions/revision.ts";
import { sha256 } from "../../functions/store/canonical.ts";
import { revisionStore } from "../../functions/store/revisions.ts";
import { snapshotStore } from "../../functions/store/snapshots.ts";
import { type Audit, audit, type Seen } from "./audit.ts";
import { folderOfObjects } from "./injection/objects.ts";
import { Ledger } from "./injection/watched.ts";

/** Looks at a state folder through the stores that a run would use. */
export async function auditFolder(state: string, series: string, before: Seen): Promise<Audit> {
  const { client, table, close } = await openDatabase(state);
  try {
    const objects = folderOfObjects(join(state, "objects"));
    const snapshots = snapshotStore({ client, table, objects: objects.store });
    const stores = { snapshots, revisions: revisionStore({ client, table }), objects: objects.store };
    return await audit({ stores, table: { client, table }, objects, series }, before, new Ledger());
  } finally {
    await close();
  }
}

async function namesIn(dir: string): Promise<string[]> {
  return (await readdir(dir).catch(() => [])).sort();
}

async function copyFaults(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, "manifest.json"), "utf8").catch(() => null);
  if (text === null) return [`${folder} is there without its manifest: ${(await namesIn(folder)).join(", ")}`];
  const manifest = Manifest.parse(JSON.parse(text));
  const faults: string[] = [];
  for (const file of manifest.files) {
    const bytes = await readFile(join(folder, file.name)).catch(() => null);
    if (bytes === null || sha256(bytes) !== file.sha256) faults.push(`${folder}: ${file.name} is not whole`);
  }
  const names = await namesIn(folder);
  if (names.length !== manifest.files.length + 1) faults.push(`${folder} holds ${names.join(", ")}`);
  return faults;
}

/** What is wrong with the copies of a series: every folder `r<n>` must be whole. Also how much of a copy was left over. */
export async function auditCopies(out: string, series: string) {
  const dir = join(out, ...series.split("/"));
  const names = await namesIn(dir);
  const copies = names.filter((name) => /^r\d+$/.test(name));
  const leftOver = names.filter((name) => !copies.includes(name));
  const faults = (await Promise.all(copies.map((name) => copyFaults(join(dir, name))))).flat();
  for (const name of leftOver) if (!name.startsWith(".")) faults.push(`${dir} holds ${name}`);
  return { copies, leftOver, faults };
}
