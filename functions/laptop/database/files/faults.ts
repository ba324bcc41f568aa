import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "../../../domain/disk.ts";
import { namesIn } from "../../disk.ts";
import type { Closed } from "../closed.ts";
import { type Descriptor, readDescriptor } from "./descriptor.ts";
import { readLog } from "./log-file.ts";
import { logName, logNumbers, tableNames } from "./names.ts";
import { checkTable } from "./table-file.ts";

/** The files of a database: their folder, and their names in it. */
interface Files {
  readonly path: string;
  readonly names: ReadonlySet<string>;
}

/** What is wrong with one file, in a few Vietnamese words. */
const lost = (name: string): string => `mất tệp ${name}`;
const changed = (name: string): string => `tệp ${name} đã bị đổi nội dung`;
const cut = (name: string): string => `tệp ${name} không còn đủ nội dung`;

async function bytesOf({ path }: Files, name: string): Promise<Uint8Array | null> {
  try {
    return await readFile(join(path, name));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

async function tableFault(files: Files, number: number, size: number): Promise<string | null> {
  const [usual, former] = tableNames(number);
  const name = files.names.has(former) ? former : usual;
  const bytes = await bytesOf(files, name);
  if (bytes === null) return lost(name);
  if (bytes.length !== size) return cut(name);
  try {
    checkTable(bytes);
    return null;
  } catch {
    return changed(name);
  }
}

/** Numbers of the logs that LevelDB reads when it opens, the oldest first. */
const logsOf = ({ names }: Files, { log, logBefore }: Descriptor): number[] =>
  logNumbers(names)
    .filter((number) => number >= log || number === logBefore)
    .sort((one, other) => one - other);

/**
 * @param whole bytes of a log that was closed in order; null where nobody knows, so that its end may be torn: what a
 * process had not been told to be written when it or its machine ended
 */
async function logFault(files: Files, number: number, whole: number | null): Promise<string | null> {
  const name = logName(number);
  const bytes = await bytesOf(files, name);
  if (bytes === null) return lost(name);
  if (whole !== null && bytes.length !== whole) return cut(name);
  const { fault } = readLog(bytes);
  return fault === null || (fault.isTorn && whole === null) ? null : changed(name);
}

async function logsFault(files: Files, descriptor: Descriptor, closed: Closed | null): Promise<string | null> {
  const logs = logsOf(files, descriptor);
  const last = Math.max(descriptor.log, ...logs, closed?.log ?? 0);
  for (const number of new Set([descriptor.log, ...logs, last])) {
    // A database that was never opened has none.
    if (number === 0) continue;
    const whole = closed?.log === number ? closed.size : null;
    const fault = await logFault(files, number, whole);
    if (fault !== null) return fault;
  }
  return null;
}

async function descriptorOf(files: Files, name: string): Promise<Descriptor | string> {
  const bytes = await bytesOf(files, name);
  if (bytes === null) return lost(name);
  try {
    return readDescriptor(bytes);
  } catch {
    return changed(name);
  }
}

/**
 * Holds every byte that LevelDB would read against its checksum. LevelDB itself does so only where it must, reads what
 * was changed as if it were sound, leaves out what it cannot read of a log, and ends the process at some of it.
 *
 * @param closed how the log was when the database was last closed in order; null where that is not known
 * @returns what is wrong with the first file that is not sound, in a few Vietnamese words; null where all are
 */
export async function faultIn(path: string, closed: Closed | null): Promise<string | null> {
  const files = { path, names: new Set(await namesIn(path)) };
  const current = Buffer.from((await bytesOf(files, "CURRENT")) ?? []).toString();
  const [, name] = /^(MANIFEST-\d+)\n$/.exec(current) ?? [];
  if (name === undefined) return changed("CURRENT");
  const descriptor = await descriptorOf(files, name);
  if (typeof descriptor === "string") return descriptor;
  for (const [number, size] of descriptor.tables) {
    const fault = await tableFault(files, number, size);
    if (fault !== null) return fault;
  }
  return logsFault(files, descriptor, closed);
}
