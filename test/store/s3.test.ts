import { createHash } from "node:crypto";
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { StoreDamaged, StoreUnavailable } from "../../functions/domain/failure.ts";
import { s3Objects } from "../../functions/store/s3.ts";

const client = new S3Client({ region: "ap-southeast-1" });
const s3 = mockClient(client);
const objects = s3Objects({ client, bucket: "b", prefix: "reports/" });

const bytes = new TextEncoder().encode("báo cáo");
const base64 = (value: Uint8Array) => createHash("sha256").update(value).digest("base64");

const refusal = (name: string, status: number) =>
  new S3ServiceException({ name, $fault: "client", $metadata: { httpStatusCode: status } });

const Body = z.custom<NonNullable<GetObjectCommandOutput["Body"]>>();

/** As much of the SDK's stream as is read. */
const bodyOf = (value: Uint8Array) => Body.parse({ transformToByteArray: async () => value });

afterEach(() => s3.reset());

it("writes once, with checksum and media type", async () => {
  s3.on(PutObjectCommand).resolves({});
  await objects.put("a/x.pdf", bytes, "application/pdf");
  expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input)).toEqual([
    {
      Bucket: "b",
      Key: "reports/a/x.pdf",
      Body: bytes,
      ContentType: "application/pdf",
      ChecksumSHA256: base64(bytes),
      IfNoneMatch: "*",
    },
  ]);
  expect(s3.calls()).toHaveLength(1);
});

it("takes the same bytes again as a repeat", async () => {
  s3.on(PutObjectCommand).rejects(refusal("PreconditionFailed", 412));
  s3.on(HeadObjectCommand).resolves({ ChecksumSHA256: base64(bytes) });
  await objects.put("k", bytes, "text/csv");
  expect(s3.commandCalls(HeadObjectCommand)[0]?.args[0].input).toEqual({
    Bucket: "b",
    Key: "reports/k",
    ChecksumMode: "ENABLED",
  });
});

it("compares the bytes themselves where S3 keeps no checksum", async () => {
  s3.on(PutObjectCommand).rejects(refusal("PreconditionFailed", 412));
  s3.on(HeadObjectCommand).resolves({});
  s3.on(GetObjectCommand).resolves({ Body: bodyOf(bytes) });
  await objects.put("k", bytes, "text/csv");
  s3.on(GetObjectCommand).resolves({ Body: bodyOf(new Uint8Array([1])) });
  await expect(objects.put("k", bytes, "text/csv")).rejects.toThrow(StoreDamaged);
});

it("names a key that has other bytes", async () => {
  s3.on(PutObjectCommand).rejects(refusal("PreconditionFailed", 412));
  s3.on(HeadObjectCommand).resolves({ ChecksumSHA256: base64(new Uint8Array([1])) });
  await expect(objects.put("k", bytes, "text/csv")).rejects.toThrow(/tệp k đã có với nội dung khác/);
});

it("sends again what met another write of its key", async () => {
  s3.on(PutObjectCommand).rejectsOnce(refusal("ConditionalRequestConflict", 409)).resolves({});
  await objects.put("k", bytes, "text/csv");
  expect(s3.commandCalls(PutObjectCommand)).toHaveLength(2);
});

it("gives the bytes, and null where there are none", async () => {
  s3.on(GetObjectCommand)
    .resolvesOnce({ Body: bodyOf(bytes) })
    .rejects(new NoSuchKey({ message: "", $metadata: {} }));
  expect(await objects.get("k")).toEqual(bytes);
  expect(await objects.get("k")).toBeNull();
});

it("says that S3 is out of reach, and lets other errors pass", async () => {
  s3.on(GetObjectCommand)
    .rejectsOnce(Object.assign(new Error("x"), { code: "ENOTFOUND" }))
    .rejectsOnce(refusal("AccessDenied", 403))
    .rejects(refusal("InvalidRequest", 400));
  const lost = objects.get("k");
  await expect(lost).rejects.toThrow(StoreUnavailable);
  await expect(lost).rejects.toThrow(/kho tệp "b": không kết nối được/);
  await expect(objects.get("k")).rejects.toThrow(/kho tệp "b": không được phép truy cập.*; kiểm tra quyền truy cập/);
  await expect(objects.get("k")).rejects.toThrow(S3ServiceException);
});

it("locks what it is told to lock in the very request that writes it, and nothing else", async () => {
  s3.on(PutObjectCommand).resolves({});
  const until = new Date("2036-11-28T00:00:00Z");
  const locking = s3Objects({ client, bucket: "b", retention: { prefix: "published/", until: () => until } });
  await locking.put("published/p/2023-06/r1-x/figures.csv", bytes, "text/csv");
  await locking.put("drafts/p/2023-06/r1-x/figures.csv", bytes, "text/csv");
  const [published, draft] = s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
  expect(published).toMatchObject({ ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: until });
  expect(draft).not.toHaveProperty("ObjectLockMode");
});

it.each(["", "../x", "a//b", "a".repeat(256), "\ud800", `${"a/".repeat(508)}x`])(
  "asks S3 for no key that it cannot have: %.30j",
  async (key) => {
    expect(await objects.get(key)).toBeNull();
    await expect(objects.put(key, bytes, "text/csv")).rejects.toThrow(RangeError);
    expect(s3.calls()).toHaveLength(0);
  },
);
