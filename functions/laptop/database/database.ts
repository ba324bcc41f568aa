import { setTimeout as sleep } from "node:timers/promises";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { StoreUnavailable } from "../../domain/failure.ts";
import { type Pass, requestPass } from "../pass.ts";
import { type Owner, openStateFolder, readOwner } from "../state-folder.ts";
import {
  type Access,
  ANSWER_MS,
  isTimeout,
  occupied,
  type Route,
  routedClient,
  type Server,
  sendTo,
} from "./client.ts";
import { ownDatabase } from "./owner.ts";
import { TABLE, type Use } from "./wire.ts";

/** Milliseconds between tries to open a folder whose owner has not recorded itself yet, or is closing. */
const POLL_MS = 100;

export interface OpenOptions {
  /** Decides who waits for whom; a service by default. */
  readonly use?: Use;
  /** Runs that have their turns at once, where this process comes to own the folder; one unless given. */
  readonly atOnce?: number;
  /** Called once where the folder's owner does not admit this process at once. */
  readonly waiting?: () => void;
  /** How long, in milliseconds, a process that has the folder may take to answer. */
  readonly answerMs?: number;
}

/** The database of a state folder. */
export interface Database {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Where it answers, for the threads of this process. */
  readonly server: () => Promise<Server>;
  /** Aborts when another process that owned the folder does so no longer; its reason is the StoreUnavailable. */
  readonly lost: AbortSignal;
  /**
   * Waits for the turn of a run in this folder, whichever process the other runs are in; throws the signal's reason
   * where it aborts. The turn lasts until its pass is ended, this is closed, or this process ends. Only an owner that
   * is a service gives turns.
   */
  turn(signal: AbortSignal): Promise<Pass>;
  /** Where this process owns the database, nobody can use it any longer: this waits for the commands of others first. */
  close(): Promise<void>;
}

function databaseOver(folder: string, access: Access, answerMs = ANSWER_MS): Database {
  let closed = false;
  const turns = new Set<Pass>();
  const send: Route = async (request) => {
    if (closed) throw new StoreUnavailable(`Thư mục dữ liệu ${folder} đã đóng; mở lại rồi chạy lại.`);
    return sendTo(access, request);
  };
  const client = routedClient(send, answerMs);
  return {
    client,
    table: TABLE,
    lost: access.lost ?? new AbortController().signal,
    server: () => access.server(),
    async turn(signal) {
      const pass = await send((server) => requestPass(server, { use: "run", answerMs, signal }));
      if (signal.aborted) pass?.end();
      signal.throwIfAborted();
      if (pass === null) throw await access.failure(null);
      turns.add(pass);
      pass.over.addEventListener("abort", () => turns.delete(pass));
      return pass;
    },
    async close() {
      if (closed) return;
      closed = true;
      client.destroy();
      await access.close();
      for (const pass of turns) pass.end();
    },
  };
}

/** A way to the database of another process, or, without a pass, of this thread's own. */
function accessTo({ folder, pid, port, token }: Owner, pass?: Pass): Access {
  const gone = `Tiến trình ${pid} không còn giữ thư mục dữ liệu ${folder}; chạy lại lệnh này, những gì đã lưu vẫn còn.`;
  const lost = new AbortController();
  pass?.over.addEventListener("abort", () => lost.abort(new StoreUnavailable(gone)));
  return {
    server: async () => ({ port, token }),
    failure: async (cause) => (isTimeout(cause) ? occupied(folder, pid) : new StoreUnavailable(gone, { cause })),
    lost: lost.signal,
    close: async () => pass?.end(),
  };
}

/** Owns the folder's database, or is admitted by its owner. */
async function enter(
  folder: string,
  { use = "service", atOnce = 1, waiting, answerMs = ANSWER_MS }: OpenOptions,
): Promise<Access> {
  let hasWaited = false;
  let patience: AbortSignal | undefined;
  const wait = (): void => {
    if (!hasWaited) waiting?.();
    hasWaited = true;
    patience = undefined;
  };
  for (;;) {
    patience ??= AbortSignal.timeout(answerMs);
    const own = await ownDatabase(folder, { use, atOnce });
    if (own !== null) return own;
    const owner = await readOwner(folder);
    if (owner !== null) {
      const pass = await sendTo(accessTo(owner), (server) => requestPass(server, { use, answerMs, waiting: wait }));
      if (pass !== null) return accessTo(owner, pass);
    }
    if (patience?.aborted) throw occupied(folder, owner?.pid);
    await sleep(POLL_MS);
  }
}

/**
 * Opens the database that a state folder keeps: DynamoDB's protocol over LevelDB, on loopback, behind a token. A write
 * that was acknowledged is on the disk.
 *
 * One process owns the folder: the one that holds LevelDB's lock, which the operating system frees when the process
 * ends, however it ends. Another that opens the folder is admitted by the owner, or waits for its turn or for the
 * owner's end: see `admissions`. A thread of the owner's process must not open the folder again, but join it.
 *
 * Throws StoreUnavailable where the folder cannot be written, was written by a newer version, or is held by a process
 * that does not answer; StoreDamaged where its files are corrupt.
 */
export async function openDatabase(stateDir: string, options: OpenOptions = {}): Promise<Database> {
  const folder = await openStateFolder(stateDir);
  return databaseOver(folder, await enter(folder, options), options.answerMs);
}

/** The database of a state folder that this thread's process has open. */
export const joinDatabase = (folder: string, server: Server): Database =>
  databaseOver(folder, accessTo({ folder, pid: process.pid, ...server }));
