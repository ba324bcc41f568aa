import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { agencyRow, DAY, page, WINDOW } from "../helpers/sources/rows.ts";
import { client, type Reply, stubProvince, token } from "../helpers/sources/stub.ts";

const bytesOf = ({ json, raw }: Reply): Buffer => Buffer.from(raw ?? JSON.stringify(json));

/** The reply as a gateway sends it that packs everything. */
const packed = (reply: Reply, coding = "gzip", pack: (bytes: Buffer) => Buffer = gzipSync): Reply => ({
  ...reply,
  headers: { ...reply.headers, "content-encoding": coding },
  raw: pack(bytesOf(reply)),
});

const LIST = page([agencyRow("77-A")]);

describe("a gateway that packs every answer", () => {
  test.each(["gzip", "GZIP", "x-gzip"])("is understood: tokens and lists in %s", async (coding) => {
    const stub = await stubProvince([packed(LIST, coding)], [packed(token("packed"), coding)]);

    await expect(client(stub.url).api.agencies(DAY)).resolves.toMatchObject({ rows: [agencyRow("77-A")] });
    expect([stub.tokens.length, stub.data.length]).toEqual([1, 1]);
    expect(stub.data[0]?.authorization).toBe("Bearer packed");
  });

  test("is understood where it names the coding of no coding", async () => {
    const stub = await stubProvince([packed(LIST, "identity", (bytes) => bytes)]);

    await expect(client(stub.url).api.agencies(DAY)).resolves.toMatchObject({ rows: [agencyRow("77-A")] });
  });

  test("is asked for gzip, and for nothing else", async () => {
    const stub = await stubProvince([LIST]);

    await client(stub.url).api.agencies(DAY);

    expect([...stub.tokens, ...stub.data].map(({ acceptEncoding }) => acceptEncoding)).toEqual(["gzip", "gzip"]);
  });

  test.each(["gzip", "br", "zstd"])("may pack its problems in whatever it likes: %s", async (coding) => {
    const problem: Reply = { json: { title: "Chưa có" }, headers: { "content-type": "application/problem+json" } };
    const stub = await stubProvince([packed({ ...problem, status: 404 }, coding, brotliCompressSync)]);

    await expect(client(stub.url).api.counts("77-A", WINDOW)).rejects.toMatchObject({ name: "NotReported" });
  });

  test("may refuse the account in a packed problem", async () => {
    const stub = await stubProvince([LIST], [packed({ status: 401, json: { error: "invalid_client" } })]);

    await expect(client(stub.url).api.agencies(DAY)).rejects.toMatchObject({ name: "AccessDenied" });
  });
});

describe("a coding that was not asked for is named, and not asked for again", () => {
  test.each<readonly [string, (bytes: Buffer) => Buffer]>([
    ["br", brotliCompressSync],
    ["deflate", deflateSync],
    ["gzip, gzip", (bytes) => gzipSync(gzipSync(bytes))],
    ["gzip, br", (bytes) => brotliCompressSync(gzipSync(bytes))],
    ["x-secret", (bytes) => bytes],
  ])("%s", async (coding, pack) => {
    const lists = await stubProvince([packed(LIST, coding, pack)]);
    const tokens = await stubProvince([LIST], [packed(token("t"), coding, pack)]);
    const fault = {
      name: "AnswerInvalid",
      expected: "Content-Encoding: gzip",
      actual: `Content-Encoding: ${coding}`,
    };

    await expect(client(lists.url).api.agencies(DAY)).rejects.toMatchObject(fault);
    expect(lists.data).toHaveLength(1);
    await expect(client(tokens.url).api.agencies(DAY)).rejects.toMatchObject({
      ...fault,
      message: expect.stringContaining("mã truy cập (token)"),
    });
    expect(tokens.tokens).toHaveLength(1);
  });

  test("a name that is none is not repeated", async () => {
    const stub = await stubProvince([packed(LIST, `<script>${"x".repeat(500)}`)]);

    await expect(client(stub.url).api.agencies(DAY)).rejects.toMatchObject({ actual: "Content-Encoding: ?" });
  });
});

test.each<readonly [string, Buffer]>([
  ["is not packed at all", bytesOf(LIST)],
  ["breaks off", gzipSync(bytesOf(LIST)).subarray(0, 40)],
  ["is empty", Buffer.alloc(0)],
])("a body that says gzip and %s is asked again, and is named then", async (_case, raw) => {
  const bad: Reply = { raw, headers: { "content-encoding": "gzip" } };
  const healed = await stubProvince([bad, packed(LIST)]);
  const broken = await stubProvince([bad]);

  await expect(client(healed.url).api.agencies(DAY)).resolves.toMatchObject({ rows: [agencyRow("77-A")] });
  await expect(client(broken.url).api.agencies(DAY)).rejects.toMatchObject({
    name: "AnswerInvalid",
    actual: "not gzip",
  });
  expect(broken.data).toHaveLength(5);
});

test("a bomb is stopped while it is unpacked, at the bound of a page", async () => {
  // 60 members of 16 MB each in less than a megabyte: a whole gigabyte if nobody stops it.
  const member = gzipSync(Buffer.alloc(16 * 1024 * 1024, " "));
  const raw = Buffer.concat(Array.from({ length: 60 }, () => member));
  const stub = await stubProvince([{ raw, headers: { "content-encoding": "gzip" } }]);
  const { api } = client(stub.url, { maxAnswerBytes: 1_000_000 });
  const peakKb = process.resourceUsage().maxRSS;

  await expect(api.agencies(DAY)).rejects.toMatchObject({
    name: "AnswerInvalid",
    expected: "at most 1000000 bytes a page",
    actual: "more",
  });

  expect(process.resourceUsage().maxRSS - peakKb).toBeLessThan(200 * 1024);
  expect(stub.data).toHaveLength(1);
});

test("the bound is that of the unpacked page: one of just so many bytes comes through", async () => {
  const stub = await stubProvince([packed(LIST)]);
  const size = bytesOf(LIST).length;

  await expect(client(stub.url, { maxAnswerBytes: size }).api.agencies(DAY)).resolves.toMatchObject({
    status: "final",
  });
  await expect(client(stub.url, { maxAnswerBytes: size - 1 }).api.agencies(DAY)).rejects.toMatchObject({
    actual: "more",
  });
});
