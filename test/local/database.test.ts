import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../functions/domain/failure.ts";
import { type Database, openDatabase } from "../../functions/local/database.ts";
import { Owner } from "../../functions/local/state-folder.ts";

let dir: string;
const opened: Database[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "state-"));
});
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(dir, { recursive: true });
});

async function open(path = dir): Promise<Database> {
  const database = await openDatabase(path);
  opened.push(database);
  return database;
}

/** A second process on the folder; `line` gives what it says, `acknowledged` every number it said. */
function start(name: string, count: number) {
  const script = join(import.meta.dirname, "process.ts");
  const child = spawn(process.execPath, [script, dir, name, String(count)], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => lines.push(line));
  return {
    child,
    lines,
    async line(text: string): Promise<void> {
      while (!lines.includes(text)) await once(reader, "line");
    },
    acknowledged: () => lines.filter((line) => line !== "open"),
  };
}

const put = ({ client, table }: Database, sk: string, pk = "here") =>
  client.send(new PutItemCommand({ TableName: table, Item: { pk: { S: pk }, sk: { S: sk } } }));

async function has({ client, table }: Database, pk: string, sk: string): Promise<boolean> {
  const Key = { pk: { S: pk }, sk: { S: sk } };
  return (await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))).Item !== undefined;
}

const owner = async () => Owner.parse(JSON.parse(await readFile(join(dir, "owner.json"), "utf8")));

describe("a database", () => {
  it("keeps what it was given, over closing and opening", async () => {
    const first = await openDatabase(join(dir, "new/state"));
    await put(first, "1");
    await first.close();
    expect(await has(await open(join(dir, "new/state")), "here", "1")).toBe(true);
  });

  it("is shared in one process, by whatever name of the folder", async () => {
    await symlink(dir, join(dir, "link"));
    const [one, two, three] = await Promise.all([open(), open(), open(join(dir, "link"))]);
    await put(one, "1");
    await put(three, "3");
    expect(await has(two, "here", "1")).toBe(true);
    expect(await has(two, "here", "3")).toBe(true);
  });

  it("goes on for the others when its first user closes it", async () => {
    const one = await openDatabase(dir);
    const [two, three] = [await open(), await open()];
    await put(two, "1");
    await one.close();
    await Promise.all([put(two, "2"), put(three, "3"), put(two, "4")]);
    for (const sk of ["1", "2", "3", "4"]) expect(await has(three, "here", sk)).toBe(true);
    await expect(put(one, "5")).rejects.toThrow(StoreUnavailable);
  });

  it("says that it is closed", async () => {
    const one = await openDatabase(dir);
    await one.close();
    await one.close();
    await expect(put(one, "1")).rejects.toThrow(/đã đóng/);
  });
});

describe("the server", () => {
  it("answers nobody who does not know the token, which only the owner may read", async () => {
    await open();
    const { port } = await owner();
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    await expect(fetch(`http://127.0.0.1:${port}/`, { headers: { "x-state-token": "guess" } })).rejects.toThrow();
    expect((await stat(join(dir, "owner.json"))).mode & 0o777).toBe(0o600);
  });

  it("of another folder is not taken for this one's, though a copied record names it", async () => {
    const copy = await mkdtemp(join(tmpdir(), "copy-"));
    await put(await open(), "1");
    await writeFile(join(copy, "owner.json"), JSON.stringify(await owner()));
    const other = await openDatabase(copy);
    expect(await has(other, "here", "1")).toBe(false);
    await other.close();
    await rm(copy, { recursive: true });
  });
});

describe("a second process", () => {
  it("uses the first one's database, and ends when it closes", async () => {
    const here = await open();
    const other = start("other", 3);
    await other.line("2");
    expect(await has(here, "other", "2")).toBe(true);
    other.child.stdin.write("close\n");
    expect(await once(other.child, "exit")).toEqual([0, null]);
    await put(here, "1");
  });

  it("serves until it closes, when this one takes over", async () => {
    const other = start("other", 1);
    await other.line("0");
    const here = await open();
    expect((await owner()).pid).toBe(other.child.pid);
    expect(await has(here, "other", "0")).toBe(true);
    other.child.stdin.write("close\n");
    expect(await once(other.child, "exit")).toEqual([0, null]);
    await put(here, "1");
    expect((await owner()).pid).toBe(process.pid);
    expect(await has(here, "other", "0")).toBe(true);
  });
});

describe("a suspended owner", () => {
  it("is named to whoever waits for it, and serves again when it goes on", async () => {
    const other = start("other", 1);
    await other.line("0");
    other.child.kill("SIGSTOP");
    const waiting = openDatabase(dir, 100);
    await expect(waiting).rejects.toThrow(StoreUnavailable);
    await expect(waiting).rejects.toThrow(new RegExp(`đang được tiến trình ${other.child.pid} sử dụng`));
    other.child.kill("SIGCONT");
    expect(await has(await open(), "other", "0")).toBe(true);
  });
});

describe("a killed owner", () => {
  it("is replaced, and everything it acknowledged is there", async () => {
    const other = start("other", 100_000);
    await other.line("open");
    const here = await open();
    const mine: string[] = [];
    let killed = false;
    const writing = (async () => {
      for (let number = 0; !killed || mine.length < 40; number++) {
        await put(here, String(number));
        mine.push(String(number));
      }
    })();
    await other.line("30");
    other.child.kill("SIGKILL");
    await once(other.child, "exit");
    killed = true;
    await writing;
    expect((await owner()).pid).toBe(process.pid);
    for (const [pk, numbers] of [
      ["other", other.acknowledged()],
      ["here", mine],
    ] as const) {
      expect(numbers.length).toBeGreaterThan(30);
      for (const number of numbers) expect(await has(here, pk, number)).toBe(true);
    }
    const { client, table } = here;
    const all = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: "here" } },
      }),
    );
    expect(all.Count).toBe(mine.length);
  }, 30_000);
});

describe("a killed guest", () => {
  it("does not harm the owner", async () => {
    const here = await open();
    const guest = start("guest", 100_000);
    await guest.line("5");
    guest.child.kill("SIGKILL");
    await once(guest.child, "exit");
    const { pid, token } = await owner();
    await put(here, "1");
    expect(await owner()).toMatchObject({ pid, token });
  });

  it("does not, in the middle of a request either", async () => {
    const here = await open();
    const { port, token } = await owner();
    const socket = connect(port, "127.0.0.1");
    const head = [
      "POST / HTTP/1.1",
      "host: x",
      `x-state-token: ${token}`,
      "content-length: 1000",
      "expect: 100-continue",
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
    await once(socket, "data");
    socket.write('{"TableName"');
    socket.resetAndDestroy();
    await once(socket, "close");
    for (let number = 0; number < 10; number++) await put(here, String(number));
    expect((await owner()).token).toBe(token);
  });
});
