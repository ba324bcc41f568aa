import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StoreDamaged, StoreUnavailable } from "../../functions/domain/failure.ts";
import { folderObjects } from "../../functions/laptop/folder.ts";

const disk = vi.hoisted(() => ({ failure: undefined as string | undefined, synced: [] as string[] }));

// The one way to a full disk without one: the file's sync fails as the kernel would make it fail.
vi.mock(import("node:fs/promises"), async (original) => {
  const real = await original();
  const open: typeof real.open = async (path, ...rest) => {
    const handle = await real.open(path, ...rest);
    const sync = handle.sync.bind(handle);
    handle.sync = async () => {
      if (disk.failure !== undefined) throw Object.assign(new Error(disk.failure), { code: disk.failure });
      disk.synced.push(String(path));
      return sync();
    };
    return handle;
  };
  return { ...real, open };
});

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "objects-"));
});
afterEach(async () => {
  disk.failure = undefined;
  await rm(dir, { recursive: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);
const put = (key: string, text: string) => folderObjects(dir).put(key, bytes(text), "text/plain");
const files = async () =>
  (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

describe("objects in a folder", () => {
  it("are there again, whole, and null where there are none", async () => {
    await put("published/p/2023-06/r1/báo cáo.pdf", "xin chào");
    const objects = folderObjects(dir);
    expect(await objects.get("published/p/2023-06/r1/báo cáo.pdf")).toEqual(Buffer.from("xin chào"));
    expect(await objects.get("published/p/2023-06/r1/other.pdf")).toBeNull();
    expect(await objects.get("published/p")).toBeNull();
    expect(await objects.get("published/p/2023-06/r1/báo cáo.pdf/x")).toBeNull();
    expect(await folderObjects(join(dir, "nowhere")).get("x")).toBeNull();
  });

  it("are written once: equal bytes are a repeat, others are refused", async () => {
    await put("a/x", "one");
    await put("a/x", "one");
    await expect(put("a/x", "two")).rejects.toThrow(StoreDamaged);
    expect(await readFile(join(dir, "a/x"), "utf8")).toBe("one");
    expect(await files()).toHaveLength(1);
  });

  it("written by twenty at once are one writer's, whole", async () => {
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(100_000));
    const results = await Promise.allSettled(texts.map((text) => put("x", text)));
    const winners = texts.filter((_, index) => results[index]?.status === "fulfilled");
    expect(winners).toHaveLength(1);
    expect(await readFile(join(dir, "x"), "utf8")).toBe(winners[0]);
    expect(await files()).toHaveLength(1);
  });

  it("are on the disk before they are acknowledged, with the folders that hold them", async () => {
    disk.synced = [];
    await put("a/b/x", "one");
    expect(disk.synced).toEqual(expect.arrayContaining([dir, join(dir, "a"), join(dir, "a/b")]));
    expect(disk.synced.some((path) => path.endsWith(".tmp"))).toBe(true);
    expect(disk.synced.at(-1)).toBe(join(dir, "a/b"));
  });
});

describe("a key", () => {
  it.each([
    "",
    "/x",
    "x/",
    "a//b",
    "..",
    "../x",
    "a/../../x",
    ".",
    "a/./b",
    ".tmp/x",
    "a\0b",
    "a\\b",
    "C:x",
    "\ud800",
    "a".repeat(256),
    "ạ".repeat(86),
    `${"a/".repeat(512)}x`,
  ])("%j does not leave the folder", async (key) => {
    await expect(put(key, "x")).rejects.toThrow(RangeError);
    expect(await folderObjects(dir).get(key)).toBeNull();
  });
});

describe("a disk", () => {
  it.each([
    ["ENOSPC", /^Không dùng được thư mục .*objects-.*: hết dung lượng đĩa; giải phóng dung lượng/],
    ["EROFS", /: ổ đĩa chỉ cho đọc; cho phép ghi/],
    ["EIO", /: ổ đĩa báo lỗi đọc, ghi; kiểm tra ổ đĩa/],
  ])("that gives %s leaves no half file", async (code, words) => {
    disk.failure = code;
    const failed = put("a/x", "one");
    await expect(failed).rejects.toThrow(StoreUnavailable);
    await expect(failed).rejects.toThrow(words);
    expect(await files()).toEqual([]);
    disk.failure = undefined;
    await put("a/x", "one");
  });

  it("with a file in the folder's place is named", async () => {
    await writeFile(join(dir, "file"), "x");
    await expect(folderObjects(join(dir, "file")).put("x", bytes("x"), "")).rejects.toThrow(/không phải là thư mục/);
  });

  it("reached by two names is one", async () => {
    await symlink(dir, join(dir, "link"));
    await put("x", "one");
    expect(await folderObjects(join(dir, "link")).get("x")).toEqual(Buffer.from("one"));
  });
});
