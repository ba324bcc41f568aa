import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { StoreDamaged, StoreUnavailable } from "../../functions/domain/failure.ts";
import { openDatabase } from "../../functions/local/database.ts";
import { routedClient, TABLE_SHAPE } from "../../functions/local/database-client.ts";
import { databaseFailure } from "../../functions/local/database-thread.ts";
import { TABLE } from "../../functions/local/database-wire.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "state-"));
});
afterEach(() => rm(dir, { recursive: true }));

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

it("with an owner's record that means nothing is opened", async () => {
  await mkdir(join(dir, "db"));
  await writeFile(join(dir, "owner.json"), '{"pid":1,"port":9,"token":"x"}');
  await (await openDatabase(dir)).close();
  await writeFile(join(dir, "owner.json"), "{");
  await (await openDatabase(dir)).close();
});

it.each([
  ["IO error: /d/000005.log: No space left on device", /^Hết dung lượng đĩa tại \/d;/],
  ["IO error: /d/LOCK: Permission denied", /^Không có quyền ghi vào \/d /],
  ["IO error: /d/LOCK: Read-only file system", /^Không có quyền ghi vào \/d /],
  ["something new", /^Không mở được cơ sở dữ liệu \/d \(something new\)/],
])("tells what LevelDB means by %j", (words, sentence) => {
  const failure = databaseFailure(words, "/d");
  expect(failure).toBeInstanceOf(StoreUnavailable);
  expect(failure.message).toMatch(sentence);
});
