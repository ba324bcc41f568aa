import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach } from "vitest";
import { type Database, type OpenOptions, openDatabase } from "../../../functions/laptop/database/database.ts";
import type { Use } from "../../../functions/laptop/database/wire.ts";
import { Owner } from "../../../functions/laptop/state-folder.ts";

/** Another process that uses a state folder. */
export interface Other {
  readonly child: ChildProcess;
  /** What it has said: that it waits, that it is open, the numbers that were acknowledged. */
  readonly lines: readonly string[];
  /** Resolves when it has said this. */
  line(text: string): Promise<void>;
  /** Lets it close the database; gives its exit code and signal. */
  close(): Promise<unknown[]>;
  kill(): Promise<void>;
}

/** A state folder of a test's own, with those who use it; all are ended after the test. */
export interface Users {
  readonly dir: string;
  open(options?: OpenOptions, path?: string): Promise<Database>;
  /** Starts a process that writes so many numbered items under its name. */
  start(use: Use, name?: string, count?: number): Other;
  owner(): Promise<Owner>;
}

const SCRIPT = new URL("process.ts", import.meta.url).pathname;

function otherIn(dir: string, args: readonly string[]): Other {
  const child = spawn(process.execPath, [SCRIPT, dir, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const exit = once(child, "exit");
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  return {
    child,
    lines,
    async line(text) {
      while (!lines.includes(text)) await once(reader, "line");
    },
    close() {
      child.stdin.write("close\n");
      return exit;
    },
    async kill() {
      child.kill("SIGKILL");
      await exit;
    },
  };
}

/** Gives each test of a file a state folder. */
export function stateUsers(): Users {
  let dir = "";
  const opened: Database[] = [];
  const others: Other[] = [];
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "state-"));
  });
  afterEach(async () => {
    for (const other of others.splice(0)) await other.kill();
    for (const database of opened.splice(0).reverse()) await database.close();
    await rm(dir, { recursive: true });
  });
  return {
    get dir() {
      return dir;
    },
    async open(options = {}, path = dir) {
      const database = await openDatabase(path, options);
      opened.push(database);
      return database;
    },
    start(use, name = use, count = 0) {
      const other = otherIn(dir, [use, name, String(count)]);
      others.push(other);
      return other;
    },
    owner: async () => Owner.parse(JSON.parse(await readFile(join(dir, "owner.json"), "utf8"))),
  };
}

export const put = ({ client, table }: Database, sk: string, pk = "here") =>
  client.send(new PutItemCommand({ TableName: table, Item: { pk: { S: pk }, sk: { S: sk } } }));

export async function has({ client, table }: Database, pk: string, sk: string): Promise<boolean> {
  const Key = { pk: { S: pk }, sk: { S: sk } };
  return (await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))).Item !== undefined;
}
