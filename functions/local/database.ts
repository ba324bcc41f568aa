import { setTimeout as sleep } from "node:timers/promises";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { StoreUnavailable } from "../domain/failure.ts";
import { ensureTable, type Route, routedClient, type Server } from "./database-client.ts";
import { type DatabaseThread, startDatabase } from "./database-thread.ts";
import { ServerIdentity, TABLE, TOKEN_HEADER } from "./database-wire.ts";
import { codeOf, isAlive } from "./disk.ts";
import { openStateFolder, readOwner, recordOwner, type StateFolder } from "./state-folder.ts";

/** How long another process may take to start its server, or to die, before it counts as stuck. */
const ATTACH_MS = 10_000;
const POLL_MS = 50;
const PROBE_MS = 1_000;

/** Owners that one request may outlive. */
const MAX_OWNERS = 5;

const LOST = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);

async function answers(folder: StateFolder, { port, token }: Server): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/`, {
      headers: { [TOKEN_HEADER]: token },
      signal: AbortSignal.timeout(PROBE_MS),
    });
    return ServerIdentity.parse(await answer.json()).identity === folder.identity;
  } catch {
    return false;
  }
}

async function publish(folder: StateFolder, thread: DatabaseThread): Promise<Server> {
  try {
    const { port, token } = thread;
    await ensureTable(thread);
    await recordOwner(folder, { pid: process.pid, port, token });
    return { port, token };
  } catch (error) {
    await thread.close();
    throw thread.failure() ?? error;
  }
}

async function occupied(folder: StateFolder): Promise<StoreUnavailable> {
  const owner = await readOwner(folder);
  const known = owner !== null && isAlive(owner.pid) ? `tiến trình ${owner.pid}` : "một tiến trình khác";
  return new StoreUnavailable(
    `Thư mục dữ liệu ${folder.path} đang được ${known} sử dụng nhưng tiến trình đó không trả lời; chờ nó kết thúc hoặc dừng nó rồi chạy lại.`,
  );
}

/** Finds the owner's server, or becomes the owner. Two that try at once: LevelDB's lock lets one through. */
async function attach(
  folder: StateFolder,
  patienceMs: number,
  owned: (thread: DatabaseThread) => void,
): Promise<Server> {
  const patience = AbortSignal.timeout(patienceMs);
  while (!patience.aborted) {
    const owner = await readOwner(folder);
    if (owner !== null && (await answers(folder, owner))) return owner;
    const thread = await startDatabase(folder);
    if (thread !== null) {
      owned(thread);
      return publish(folder, thread);
    }
    await sleep(POLL_MS);
  }
  throw await occupied(folder);
}

function isLost(error: unknown): boolean {
  return LOST.has(codeOf(error)) || (error instanceof Error && error.name === "TimeoutError");
}

/** Keeps one server at hand, and looks for the next when it is lost. */
class Connection {
  readonly #folder: StateFolder;
  readonly #patienceMs: number;
  #current: Promise<Server> | undefined;
  /** This process's own, the last one started; an earlier one is over, or LevelDB's lock had not been free. */
  #thread: DatabaseThread | undefined;
  #closed = false;

  constructor(folder: StateFolder, patienceMs: number) {
    this.#folder = folder;
    this.#patienceMs = patienceMs;
  }

  server(): Promise<Server> {
    if (this.#closed) {
      return Promise.reject(new StoreUnavailable(`Thư mục dữ liệu ${this.#folder.path} đã đóng; mở lại rồi chạy lại.`));
    }
    if (this.#current !== undefined) return this.#current;
    const attempt = attach(this.#folder, this.#patienceMs, (thread) => {
      this.#thread = thread;
    });
    attempt.catch(() => this.#drop(attempt));
    this.#current = attempt;
    return attempt;
  }

  readonly route: Route = async (send) => {
    for (let owners = 1; ; owners++) {
      const attempt = this.server();
      const server = await attempt;
      try {
        return await send(server);
      } catch (error) {
        if (!isLost(error)) throw error;
        this.#drop(attempt);
        if (owners === MAX_OWNERS) throw this.#thread?.failure() ?? this.#unstable(error);
      }
    }
  };

  async close(): Promise<void> {
    this.#closed = true;
    await this.#current?.catch(() => undefined);
    await this.#thread?.close();
  }

  #drop(lost: Promise<Server>): void {
    if (this.#current === lost) this.#current = undefined;
  }

  #unstable(cause: unknown): StoreUnavailable {
    return new StoreUnavailable(
      `Cơ sở dữ liệu trong ${this.#folder.path} liên tục mất kết nối; kiểm tra ổ đĩa và bộ nhớ rồi chạy lại.`,
      { cause },
    );
  }
}

/** The database of a state folder. */
export interface Database {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Ends the server where this process owns it; others that use the folder go on with one of theirs. */
  close(): Promise<void>;
}

/**
 * Opens the database that a state folder keeps: DynamoDB's protocol over LevelDB, on loopback, behind a token.
 *
 * The first process serves it, others use its server; when that process ends, however it ends, the next request of
 * another makes that one the server. A write that was acknowledged is on the disk.
 *
 * Throws StoreUnavailable where the folder cannot be written, was written by a newer version, or is held by a process
 * that does not answer; StoreDamaged where its files are corrupt.
 *
 * @param patienceMs how long to wait for such a process, here and whenever the server is lost
 */
export async function openDatabase(stateDir: string, patienceMs = ATTACH_MS): Promise<Database> {
  const connection = new Connection(await openStateFolder(stateDir), patienceMs);
  await connection.server();
  const client = routedClient(connection.route);
  return {
    client,
    table: TABLE,
    async close() {
      client.destroy();
      await connection.close();
    },
  };
}
