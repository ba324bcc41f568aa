import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { StoreUnavailable } from "../../domain/failure.ts";
import { diskFailure } from "../disk.ts";
import { type Access, isTimeout } from "./client.ts";
import { databaseDamaged } from "./remains.ts";
import { type Ownership, type ServerData, ServerReport, TABLE } from "./wire.ts";

/** Milliseconds after which a close that waits for others' commands is cut short; that does LevelDB no harm. */
const CLOSE_MS = 5_000;

/** The database's thread of this process. */
export interface DatabaseThread extends Access {
  /** Whether it has ended, by `close` or by itself. */
  isOver(): boolean;
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
  [/Too many open files/i, "EMFILE"],
  [/Is a directory/i, "EISDIR"],
  [/No such file/i, "ENOENT"],
];

/** The failure behind LevelDB's words, as an administrator can act on it. */
export function databaseFailure(message: string, dir: string, cause?: unknown): Error {
  const code = DISK_WORDS.find(([words]) => words.test(message))?.[1];
  const failure = diskFailure(Object.assign(new Error(message, { cause }), { code: code ?? "" }), dir);
  if (failure instanceof StoreUnavailable) return failure;
  if (/corrupt|non-existent/i.test(message)) {
    return databaseDamaged(dir, "có tệp đã bị đổi nội dung", { cause: failure });
  }
  return new StoreUnavailable(
    `Không mở được cơ sở dữ liệu ${dir}; kiểm tra ổ đĩa rồi chạy lại, nếu vẫn lỗi thì khôi phục cả thư mục dữ liệu từ bản sao lưu.`,
    { cause: failure },
  );
}

/** Waits for a thread's end, and makes it end after a while. */
async function endOf(worker: Worker): Promise<void> {
  if (worker.threadId === -1) return;
  worker.ref();
  const timer = setTimeout(() => worker.terminate(), CLOSE_MS);
  await new Promise((resolve) => worker.once("exit", resolve));
  clearTimeout(timer);
}

/**
 * Starts the database of a state folder in a thread that does not keep the process alive.
 *
 * @param ownership on which depends whom the database admits beside its process
 * @returns null where another process holds LevelDB's lock
 */
export async function startDatabase(folder: string, ownership: Ownership): Promise<DatabaseThread | null> {
  const path = join(folder, "db");
  const token = randomBytes(24).toString("hex");
  const workerData: ServerData = { path, token, table: TABLE, ...ownership };
  const worker = new Worker(new URL("./server.ts", import.meta.url), { workerData });
  let failed: Error | undefined;
  worker.on("error", (error) => {
    failed = databaseFailure(error instanceof Error ? error.message : String(error), path, error);
  });
  const first: unknown[] = await once(worker, "message").catch((error) => {
    throw failed ?? error;
  });
  const report = ServerReport.parse(first[0]);
  if ("port" in report) {
    worker.unref();
    return {
      server: async () => ({ port: report.port, token }),
      isOver: () => worker.threadId === -1,
      async failure(cause) {
        // It ends its connections before its error is known here. One that broke a connection otherwise is of no use.
        if (!isTimeout(cause)) await endOf(worker);
        const silent = `Cơ sở dữ liệu ${path} không trả lời; kiểm tra ổ đĩa và bộ nhớ rồi chạy lại.`;
        return failed ?? new StoreUnavailable(silent, { cause });
      },
      close() {
        worker.postMessage("close");
        return endOf(worker);
      },
    };
  }
  await worker.terminate();
  if (report.code === "LEVEL_LOCKED") return null;
  throw databaseFailure(report.message, path);
}
