import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { StoreDamaged, StoreUnavailable } from "../domain/failure.ts";
import { type ServerData, ServerReport, TABLE } from "./database-wire.ts";
import { diskFailure } from "./disk.ts";
import type { StateFolder } from "./state-folder.ts";

/** After this many milliseconds a close that waits for others' requests is cut short; LevelDB stands that. */
const CLOSE_MS = 5_000;

/** The database's thread of this process. */
export interface DatabaseThread {
  readonly port: number;
  readonly token: string;
  /** Why the thread ended by itself, once it has. */
  failure(): Error | undefined;
  close(): Promise<void>;
}

/** LevelDB gives the operating system's words, not its codes. */
const DISK_WORDS: readonly (readonly [RegExp, string])[] = [
  [/No space left/i, "ENOSPC"],
  [/quota/i, "EDQUOT"],
  [/Read-only/i, "EROFS"],
  [/Permission denied|not permitted/i, "EACCES"],
  [/Not a directory/i, "ENOTDIR"],
  [/Input\/output/i, "EIO"],
  [/too large/i, "EFBIG"],
];

/** The failure behind LevelDB's words, as an administrator can act on it. */
export function databaseFailure(message: string, dir: string, cause?: unknown): Error {
  const code = DISK_WORDS.find(([words]) => words.test(message))?.[1];
  const failure = diskFailure(Object.assign(new Error(message, { cause }), { code: code ?? "" }), dir);
  if (failure instanceof StoreUnavailable) return failure;
  if (/corrupt/i.test(message)) return new StoreDamaged(`cơ sở dữ liệu ${dir} (${message})`);
  return new StoreUnavailable(`Không mở được cơ sở dữ liệu ${dir} (${message}); kiểm tra ổ đĩa rồi chạy lại.`, {
    cause,
  });
}

async function closeThread(worker: Worker): Promise<void> {
  if (worker.threadId === -1) return;
  worker.ref();
  const gone = once(worker, "exit");
  worker.postMessage("close");
  const timer = setTimeout(() => worker.terminate(), CLOSE_MS);
  await gone;
  clearTimeout(timer);
}

/**
 * Starts the database of a state folder in a thread that does not keep the process alive.
 *
 * @returns null where another process or thread holds LevelDB's lock
 */
export async function startDatabase(folder: StateFolder): Promise<DatabaseThread | null> {
  const path = join(folder.path, "db");
  const token = randomBytes(24).toString("hex");
  const workerData: ServerData = { path, identity: folder.identity, token, table: TABLE };
  const worker = new Worker(new URL("./database-server.ts", import.meta.url), { workerData });
  let failure: Error | undefined;
  worker.on("error", (error) => {
    failure = databaseFailure(error instanceof Error ? error.message : String(error), path, error);
  });
  const first: unknown[] = await once(worker, "message").catch((error) => {
    throw failure ?? error;
  });
  const report = ServerReport.parse(first[0]);
  if ("port" in report) {
    worker.unref();
    return { port: report.port, token, failure: () => failure, close: () => closeThread(worker) };
  }
  await worker.terminate();
  if (report.code === "LEVEL_LOCKED") return null;
  throw databaseFailure(report.message, path);
}
