import { createHash } from "node:crypto";
import { GetObjectCommand, HeadObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { StoreDamaged } from "../domain/failure.ts";
import type { ObjectStore } from "../ports/ports.ts";
import { isObjectKey, requireObjectKey } from "./object-key.ts";
import { nameOf, translateSdkError } from "./sdk-errors.ts";

/** Another write of the same key was under way; S3 asks for the request to be sent again. */
const CONFLICT_ATTEMPTS = 3;

export interface S3ObjectsOptions {
  readonly client: S3Client;
  readonly bucket: string;
  /** Put before every key, with its slash. */
  readonly prefix?: string;
  /** Objects whose keys begin so are locked as they are written: nobody deletes their versions before that moment. */
  readonly retention?: { readonly prefix: string; readonly until: () => Date };
}

const sha256Base64 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("base64");

async function getBytes({ client, bucket }: S3ObjectsOptions, key: string): Promise<Uint8Array | null> {
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: "ENABLED" }));
    return (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw error;
  }
}

async function standingSha256(options: S3ObjectsOptions, key: string): Promise<string | null> {
  const head = await options.client.send(
    new HeadObjectCommand({ Bucket: options.bucket, Key: key, ChecksumMode: "ENABLED" }),
  );
  if (head.ChecksumSHA256 !== undefined) return head.ChecksumSHA256;
  const bytes = await getBytes(options, key);
  return bytes === null ? null : sha256Base64(bytes);
}

/** A lock that whoever may bypass governance can lift: for a revision that a court has deleted, not for a slip. */
const lockUntil = (moment: Date) => ({
  ObjectLockMode: "GOVERNANCE" as const,
  ObjectLockRetainUntilDate: moment,
});

async function putOnce(
  options: S3ObjectsOptions,
  key: string,
  bytes: Uint8Array,
  mediaType: string,
  lock: Date | null,
): Promise<"written" | "exists"> {
  const command = new PutObjectCommand({
    Bucket: options.bucket,
    Key: key,
    Body: bytes,
    ContentType: mediaType,
    ChecksumSHA256: sha256Base64(bytes),
    IfNoneMatch: "*",
    ...(lock === null ? {} : lockUntil(lock)),
  });
  for (let attempt = 1; ; attempt++) {
    try {
      await options.client.send(command);
      return "written";
    } catch (error) {
      if (nameOf(error) === "PreconditionFailed") return "exists";
      if (nameOf(error) !== "ConditionalRequestConflict" || attempt === CONFLICT_ATTEMPTS) throw error;
    }
  }
}

/** Objects in S3, written once: `If-None-Match: *` refuses a known key, whose bytes are then compared by SHA-256. */
export function s3Objects(options: S3ObjectsOptions): ObjectStore {
  const place = `kho tệp "${options.bucket}"`;
  const { retention } = options;
  const lockOf = (key: string): Date | null =>
    retention !== undefined && key.startsWith(retention.prefix) ? retention.until() : null;
  const fullKey = (key: string): string => `${options.prefix ?? ""}${key}`;
  return {
    put: (key, bytes, mediaType) =>
      translateSdkError(place, async () => {
        requireObjectKey(fullKey(key));
        const written = await putOnce(options, fullKey(key), bytes, mediaType, lockOf(key));
        if (written === "written" || (await standingSha256(options, fullKey(key))) === sha256Base64(bytes)) return;
        throw new StoreDamaged(`tệp ${key} đã có với nội dung khác`);
      }),
    get: (key) =>
      translateSdkError(place, async () => (isObjectKey(fullKey(key)) ? getBytes(options, fullKey(key)) : null)),
  };
}
