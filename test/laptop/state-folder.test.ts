import { once } from "node:events";
import { mkdir, mkdtemp, open, readdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, GetItemCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { StoreDamaged, StoreUnavailable } from "../../functions/domain/failure.ts";
import { routedClient, TABLE_SHAPE } from "../../functions/laptop/database/client.ts";
import { openDatabase } from "../../functions/laptop/database/database.ts";
import { databaseFailure } from "../../functions/laptop/database/thread.ts";
import { TABLE } from "../../functions/laptop/database/wire.ts";
import { folderObjects } from "../../functions/laptop/folder.ts";
import { readOwner } from "../../functions/laptop/state-folder.ts";

let dir: string;
beforeEach(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), "state-")));
});
afterEach(() => rm(dir, { recursive: true }));

/** Every file with its size and the moment of its last change. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  const told = entries.map(async (name) => {
    const { size, mtimeMs } = await stat(join(folder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
  return (await Promise.all(told)).sort();
}

it("notes its version", async () => {
  await (await openDatabase(dir)).close();
  expect(JSON.parse(await readFile(join(dir, "version.json"), "utf8"))).toEqual({ schema: 1 });
});

it("of a newer version is refused untouched", async () => {
  await writeFile(join(dir, "version.json"), '{"schema":2}');
  await expect(openDatabase(dir)).rejects.toThrow(StoreUnavailable);
  await expect(openDatabase(dir)).rejects.toThrow(/phiên bản mới hơn.*lược đồ 2.*cập nhật chương trình/);
  await expect(readFile(join(dir, "owner.json"))).rejects.toThrow(/ENOENT/);
});

it("with a version that cannot be read is refused", async () => {
  await writeFile(join(dir, "version.json"), "{");
  await expect(openDatabase(dir)).rejects.toThrow(StoreDamaged);
});

it("that is a file is refused", async () => {
  await writeFile(join(dir, "file"), "");
  await expect(openDatabase(join(dir, "file"))).rejects.toThrow(StoreUnavailable);
});

it("with something else in the database's place is refused", async () => {
  await writeFile(join(dir, "db"), "");
  await expect(openDatabase(dir)).rejects.toThrow(StoreUnavailable);
});

it("with a corrupt database is named", async () => {
  await (await openDatabase(dir)).close();
  await writeFile(join(dir, "db/CURRENT"), "nonsense");
  await expect(openDatabase(dir)).rejects.toThrow(StoreDamaged);
});

describe("whose database has lost its beginning", () => {
  const NAMES_IT = /cơ sở dữ liệu .*\/db.*khôi phục cả thư mục dữ liệu từ bản sao lưu/;

  /** A database that has been written, closed and opened again, so that it has tables and a log. */
  async function written(): Promise<void> {
    for (const value of ["1", "2"]) {
      const { client, close } = await openDatabase(dir);
      const Item = { pk: { S: "a" }, sk: { S: value }, text: { S: "x".repeat(1_000) } };
      await client.send(new PutItemCommand({ TableName: TABLE, Item }));
      await close();
    }
  }

  it("CURRENT, with its tables still there, is refused, and no file is touched", async () => {
    await written();
    await rm(join(dir, "db/CURRENT"));
    const before = await readdir(join(dir, "db"));
    await expect(openDatabase(dir)).rejects.toMatchObject({
      name: "StoreDamaged",
      message: expect.stringMatching(NAMES_IT),
    });
    expect(await readdir(join(dir, "db"))).toEqual(before);
  });

  it("all of it, with objects still there, is refused, and none is begun", async () => {
    await written();
    await folderObjects(join(dir, "objects")).put("published/p/1", new Uint8Array([1]), "text/plain");
    await rm(join(dir, "db"), { recursive: true });
    await expect(openDatabase(dir)).rejects.toMatchObject({
      name: "StoreDamaged",
      message: expect.stringMatching(NAMES_IT),
    });
    await expect(readdir(join(dir, "db"))).rejects.toThrow(/ENOENT/);
  });

  it("all but its lock, with objects still there, is refused", async () => {
    await written();
    await folderObjects(join(dir, "objects")).put("published/p/1", new Uint8Array([1]), "text/plain");
    for (const name of await readdir(join(dir, "db"))) if (name !== "LOCK") await rm(join(dir, "db", name));
    await expect(openDatabase(dir)).rejects.toThrow(NAMES_IT);
    expect(await readdir(join(dir, "db"))).toEqual(["LOCK"]);
  });

  it("nothing: temporaries of a dead process and an empty folder of objects are no data", async () => {
    await mkdir(join(dir, "objects", ".tmp"), { recursive: true });
    await (await openDatabase(dir)).close();
  });
});

describe("with changed bytes in a table of its database", () => {
  const NAMED = /cơ sở dữ liệu .*\/db: .*tệp .*đã bị đổi nội dung; .*rescue.* khôi phục cả thư mục dữ liệu/;

  beforeEach(async () => {
    // Opening writes the log of before into a table.
    for (const sk of ["1", "2"]) {
      const { client, close } = await openDatabase(dir);
      const Item = { pk: { S: "a" }, sk: { S: sk }, text: { S: "x".repeat(10_000) } };
      await client.send(new PutItemCommand({ TableName: TABLE, Item }));
      await close();
    }
  });

  /** In place, as a disk does it. The first block's first bytes tell how it is compressed. */
  async function damage(): Promise<void> {
    const tables = (await readdir(join(dir, "db"))).filter((name) => name.endsWith(".ldb"));
    expect(tables).not.toEqual([]);
    for (const name of tables) {
      const file = await open(join(dir, "db", name), "r+");
      await file.write(new Uint8Array([0xff, 0xff, 0xff]), 0, 3, 1);
      await file.close();
    }
  }

  it("is refused before it is opened, and no file of it is touched", async () => {
    await damage();
    const before = await filesOf(dir);
    await expect(openDatabase(dir)).rejects.toMatchObject({
      name: "StoreDamaged",
      message: expect.stringMatching(NAMED),
      atTerminal: expect.stringContaining(`npm run rescue -- --state "${dir}" --into `),
    });
    expect(await filesOf(dir)).toEqual(before);
  });

  it("is named to who reads them where they change while it is open", async () => {
    const { client, close } = await openDatabase(dir);
    onTestFinished(close);
    await damage();
    const reading = client.send(new GetItemCommand({ TableName: TABLE, Key: { pk: { S: "a" }, sk: { S: "1" } } }));
    await expect(reading).rejects.toMatchObject({
      name: "StoreDamaged",
      message: expect.stringMatching(NAMED),
    });
  });
});

it("whose table was left half made is usable", async () => {
  const dying = dynalite({ path: join(dir, "db"), createTableMs: 2 ** 30 });
  dying.listen(0, "127.0.0.1");
  await once(dying, "listening");
  const address = dying.address();
  if (address === null || typeof address === "string") throw new Error("not listening");
  const plain = routedClient((send) => send({ port: address.port, token: "" }));
  await plain.send(new CreateTableCommand(TABLE_SHAPE));
  plain.destroy();
  await new Promise((resolve) => dying.close(resolve));
  const { client, close } = await openDatabase(dir);
  expect((await client.send(new ScanCommand({ TableName: TABLE }))).Count).toBe(0);
  await close();
});

describe("the owner's record", () => {
  const gone = 2 ** 22 + 1;
  const record = { pid: process.pid, port: 9, token: "x" };

  it.each([
    ["that cannot be read", () => "{"],
    ["without a folder", () => JSON.stringify(record)],
    ["of a copied folder", () => JSON.stringify({ ...record, folder: "/elsewhere" })],
    ["of a process that has ended", () => JSON.stringify({ ...record, folder: dir, pid: gone })],
  ])("%s is none, and is replaced", async (_, text) => {
    await writeFile(join(dir, "owner.json"), text());
    expect(await readOwner(dir)).toBeNull();
    const { server, close } = await openDatabase(dir);
    expect(await readOwner(dir)).toEqual({ pid: process.pid, folder: dir, ...(await server()) });
    await close();
  });

  it("of a living process that does not have the folder is replaced", async () => {
    await writeFile(join(dir, "owner.json"), JSON.stringify({ ...record, folder: dir, pid: process.ppid }));
    const { close } = await openDatabase(dir);
    expect(await readOwner(dir)).toMatchObject({ pid: process.pid });
    await close();
  });
});

it("whose lock is held by nobody that answers is refused, by the name of who holds it", async () => {
  const holder = dynalite({ path: join(dir, "db") });
  holder.listen(0, "127.0.0.1");
  await once(holder, "listening");
  await writeFile(join(dir, "owner.json"), JSON.stringify({ pid: process.ppid, folder: dir, port: 9, token: "x" }));
  const opening = openDatabase(dir, { answerMs: 300 });
  await expect(opening).rejects.toThrow(StoreUnavailable);
  await expect(opening).rejects.toThrow(new RegExp(`đang được tiến trình ${process.ppid} sử dụng`));
  await new Promise((resolve) => holder.close(resolve));
  await (await openDatabase(dir)).close();
});

it.each([
  ["IO error: /d/000005.log: No space left on device", /^Không dùng được thư mục \/d: hết dung lượng đĩa;/],
  ["IO error: /d/LOCK: Permission denied", /thư mục \/d: không có quyền đọc, ghi; cấp quyền/],
  ["IO error: /d/LOCK: Read-only file system", /thư mục \/d: ổ đĩa chỉ cho đọc;/],
  ["something new", /^Không mở được cơ sở dữ liệu \/d; kiểm tra ổ đĩa/],
])("tells what LevelDB means by %j", (words, sentence) => {
  const failure = databaseFailure(words, "/d");
  expect(failure).toBeInstanceOf(StoreUnavailable);
  expect(failure.message).toMatch(sentence);
});
