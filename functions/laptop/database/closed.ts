import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { namesIn, readJson, replaceFile } from "../disk.ts";
import { logName, logNumbers } from "./files/names.ts";

/**
 * The log of a database that was closed in order: nothing is written to it any more, and the next opening begins another
 * one. Without it the end of a log that cannot be read is what a process or a machine has left that ended while writing.
 */
const Closed = z.object({ log: z.int().min(1), /** Bytes. */ size: z.int().min(0) });
export type Closed = z.infer<typeof Closed>;

const fileOf = (folder: string): string => join(folder, "closed.json");

/** How the database of a state folder was closed last; null where that is not known. */
export const readClosed = async (folder: string): Promise<Closed | null> =>
  Closed.safeParse(await readJson(fileOf(folder))).data ?? null;

/** Only the holder of the database's lock may call this, once nothing is written any more. */
export async function noteClosed(path: string): Promise<void> {
  const logs = logNumbers(await namesIn(path));
  if (logs.length === 0) return;
  const log = Math.max(...logs);
  const closed: Closed = { log, size: (await stat(join(path, logName(log)))).size };
  await replaceFile(fileOf(dirname(path)), `${JSON.stringify(closed)}\n`);
}
