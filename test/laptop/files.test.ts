import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readClosed } from "../../functions/laptop/database/closed.ts";
import { openDatabase } from "../../functions/laptop/database/database.ts";
import { faultIn } from "../../functions/laptop/database/files/faults.ts";
import { readLog } from "../../functions/laptop/database/files/log-file.ts";
import { checkTable } from "../../functions/laptop/database/files/table-file.ts";
import { TABLE } from "../../functions/laptop/database/wire.ts";

const place = await mkdtemp(join(tmpdir(), "files-"));
const sound = join(place, "sound");
const dir = join(place, "state");
const db = join(dir, "db");

/** Writes items until LevelDB has tables, which it has merged, and a log of several blocks beside them. */
beforeAll(async () => {
  for (const session of [1, 2, 3]) {
    const { client, close } = await openDatabase(sound);
    for (let number = 0; number < 12; number++) {
      const text = `${session} ${number} `.repeat(number === 5 ? 60_000 : 6_000);
      const Item = { pk: { S: "a" }, sk: { S: `${number % 7}` }, text: { S: text } };
      await client.send(new PutItemCommand({ TableName: TABLE, Item }));
    }
    await close();
  }
});
beforeEach(async () => {
  await rm(dir, { recursive: true, force: true });
  await cp(sound, dir, { recursive: true });
});
afterAll(() => rm(place, { recursive: true }));

const names = async (ending: RegExp): Promise<string[]> => (await readdir(db)).filter((name) => ending.test(name));
const one = async (ending: RegExp): Promise<string> => {
  const [name = ""] = await names(ending);
  return join(db, name);
};
const LOG = /\.log$/;
const TABLES = /\.ldb$/;
const MANIFEST = /^MANIFEST/;

const fault = async (): Promise<string | null> => faultIn(db, await readClosed(dir));
/** What is found where the process that had the database was killed. */
const faultUnclosed = (): Promise<string | null> => faultIn(db, null);

async function change(path: string, changed: (bytes: Buffer) => Buffer): Promise<void> {
  await writeFile(path, changed(await readFile(path)));
}

const flipped = (bytes: Uint8Array, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x10;
  return copy;
};

it("finds nothing wrong with what LevelDB wrote, closed or not", async () => {
  expect((await names(TABLES)).length).toBeGreaterThan(0);
  expect((await readFile(await one(LOG))).length).toBeGreaterThan(5 * 32_768);
  expect(await fault()).toBeNull();
  expect(await faultUnclosed()).toBeNull();
});

describe("a table", () => {
  it("is refused for any byte that was changed, but for the footer's filling", async () => {
    const bytes = await readFile(await one(TABLES));
    const { length } = bytes;
    const places = [...Array(60).keys()].flatMap((at) => [at, length - 1 - at, Math.floor((length * at) / 60)]);
    const passed = places.filter((at) => {
      try {
        checkTable(flipped(bytes, at));
        return true;
      } catch {
        return false;
      }
    });
    // Two handles of at most six bytes stand before it, the magic number behind.
    expect(passed.filter((at) => at < length - 44 || at >= length - 8)).toEqual([]);
    expect(passed.length).toBeGreaterThan(0);
  });

  it("is named where it is changed, cut or lost", async () => {
    const path = await one(TABLES);
    const name = path.slice(db.length + 1);
    await change(path, (bytes) => flipped(bytes, 2_000));
    expect(await fault()).toBe(`tệp ${name} đã bị đổi nội dung`);
    await truncate(path, 3_000);
    expect(await fault()).toBe(`tệp ${name} không còn đủ nội dung`);
    await rm(path);
    expect(await fault()).toBe(`mất tệp ${name}`);
  });
});

describe("a log", () => {
  it("that was closed in order is refused for every byte that is changed, and for any end that is missing", async () => {
    const path = await one(LOG);
    const name = path.slice(db.length + 1);
    const bytes = await readFile(path);
    for (const at of [0, 4, 6, 7, 40_000, bytes.length - 1]) {
      await writeFile(path, flipped(bytes, at));
      expect(await fault(), `byte ${at}`).toBe(`tệp ${name} đã bị đổi nội dung`);
    }
    for (const length of [0, 7, 40_000, bytes.length - 1]) {
      await writeFile(path, bytes.subarray(0, length));
      expect(await fault(), `${length} bytes`).toBe(`tệp ${name} không còn đủ nội dung`);
    }
    await rm(path);
    expect(await fault()).toBe(`mất tệp ${name}`);
  });

  it("of a process that was killed may end anywhere, and what stands before is read", async () => {
    const bytes = await readFile(await one(LOG));
    const whole = readLog(bytes);
    expect(whole.fault).toBeNull();
    const ends = new Set([0, 1, 6, 7, 8, 32_767, 32_768, 32_769, ...[...Array(40).keys()].map((at) => at * 50_021)]);
    for (const length of [...ends].filter((end) => end <= bytes.length)) {
      const { records, fault: torn } = readLog(bytes.subarray(0, length));
      expect(torn?.isTorn ?? true, `${length} bytes`).toBe(true);
      const before = whole.records.slice(0, records.length);
      expect(records.every((record, at) => Buffer.compare(record, before[at] ?? record.subarray(1)) === 0)).toBe(true);
    }
  });

  it("of a machine that lost its power may end in zeros or in an unreadable record", async () => {
    const bytes = await readFile(await one(LOG));
    const [filled, torn] = [Buffer.concat([bytes, Buffer.alloc(70_000)]), Buffer.from(bytes)];
    torn.fill(0, bytes.length - 9_000, bytes.length - 4_000);
    for (const damaged of [filled, torn]) {
      await writeFile(await one(LOG), damaged);
      expect(await faultUnclosed()).toBeNull();
      expect(await fault()).not.toBeNull();
    }
  });

  it("is refused where a record can be read after one that cannot, even if its length hides the rest of the block", async () => {
    const bytes = await readFile(await one(LOG));
    for (const at of [0, 4, 5, 6, 20]) {
      await writeFile(await one(LOG), flipped(bytes, at));
      expect(await faultUnclosed(), `byte ${at}`).toMatch(/^tệp \d+\.log đã bị đổi nội dung$/);
    }
    const zeroed = Buffer.from(bytes).fill(0, 0, 4_096);
    await writeFile(await one(LOG), zeroed);
    expect(await faultUnclosed()).toMatch(/đã bị đổi nội dung/);
  });

  it("that the MANIFEST counts on is missed also after a kill", async () => {
    await rm(await one(LOG));
    expect(await faultUnclosed()).toMatch(/^mất tệp \d+\.log$/);
  });

  it("of before the last opening says nothing any more, whatever was noted when it was closed", async () => {
    await writeFile(join(dir, "closed.json"), JSON.stringify({ log: 1, size: 7 }));
    expect(await fault()).toBeNull();
  });
});

describe("the MANIFEST", () => {
  it("is refused where it is changed, lost, or ends before it says where the log begins", async () => {
    const path = await one(MANIFEST);
    const bytes = await readFile(path);
    for (let at = 0; at < bytes.length; at++) {
      await writeFile(path, flipped(bytes, at));
      expect(await fault(), `byte ${at}`).not.toBeNull();
    }
    await writeFile(path, bytes.subarray(0, 60));
    expect(await fault()).toMatch(/^tệp MANIFEST-\d+ đã bị đổi nội dung$/);
    await rm(path);
    expect(await fault()).toMatch(/^mất tệp MANIFEST-\d+$/);
  });

  it("is not what CURRENT names: refused", async () => {
    const path = join(db, "CURRENT");
    const bytes = await readFile(path);
    for (const at of [...bytes.keys()].filter((place) => place >= 9 || place === 0)) {
      await writeFile(path, flipped(bytes, at));
      expect(await fault(), `byte ${at}`).not.toBeNull();
    }
    await writeFile(path, "");
    expect(await fault()).toBe("tệp CURRENT đã bị đổi nội dung");
  });
});
