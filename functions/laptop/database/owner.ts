import { onDisk } from "../disk.ts";
import { recordOwner, sweepStateFolder } from "../state-folder.ts";
import { type Access, ensureTable, occupied, type Server, sendTo } from "./client.ts";
import { checkRemains } from "./remains.ts";
import { type DatabaseThread, startDatabase } from "./thread.ts";
import type { Ownership } from "./wire.ts";

/** Starts the database and records this process as its owner; null where another process has it, or is just opening it. */
async function start(folder: string, ownership: Ownership): Promise<DatabaseThread | null> {
  if (!(await onDisk(folder, () => checkRemains(folder)))) return null;
  const thread = await startDatabase(folder, ownership);
  if (thread === null) return null;
  try {
    await sweepStateFolder(folder);
    await sendTo(thread, ensureTable);
    await recordOwner({ pid: process.pid, folder, ...(await thread.server()) });
    return thread;
  } catch (error) {
    await thread.close();
    throw error;
  }
}

/** A thread that has ended by itself, such as on a full disk, is started again by the next request. */
async function own(folder: string, ownership: Ownership): Promise<Access | null> {
  const first = await start(folder, ownership);
  if (first === null) return null;
  let thread = first;
  let restart: Promise<Server> | undefined;
  const startAgain = async (): Promise<Server> => {
    const next = await start(folder, ownership);
    if (next === null) throw occupied(folder);
    thread = next;
    return next.server();
  };
  return {
    async server() {
      if (!thread.isOver()) return thread.server();
      restart ??= startAgain().finally(() => {
        restart = undefined;
      });
      return restart;
    },
    failure: (cause) => thread.failure(cause),
    async close() {
      await restart?.catch(() => undefined);
      await thread.close();
      owned.delete(folder);
    },
  };
}

/**
 * The databases that this process owns or opens, by folder. A second try of the same process to open one would make
 * LevelDB open and close its lock file again, at which the operating system drops the process's lock.
 */
const owned = new Map<string, Promise<Access | null>>();

/** A folder's database where this process owns it, which whoever opened it first here closes; null where another does. */
export async function ownDatabase(folder: string, ownership: Ownership): Promise<Access | null> {
  const known = await owned.get(folder);
  if (known !== undefined) return known && { ...known, close: async () => {} };
  const opening = own(folder, ownership);
  owned.set(folder, opening);
  if ((await opening.catch(() => null)) === null) owned.delete(folder);
  return opening;
}
