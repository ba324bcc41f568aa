import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { FileDelivery, FileReception } from "../ports/portal.ts";
import type { S3ObjectsOptions } from "./s3.ts";
import { translateSdkError } from "./sdk-errors.ts";

/** Seconds that a signed address lives: long enough to begin the download, too short to be passed on. */
const SIGNED_SECONDS = 300;

/**
 * Hands files out by an address of S3 that is signed at that moment and lives five minutes. It dies with the
 * credentials that signed it, so it is never kept.
 */
export function s3Delivery({ client, bucket, prefix = "" }: S3ObjectsOptions): FileDelivery {
  return async ({ key, mediaType, disposition }) => {
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: `${prefix}${key}`,
      ResponseContentType: mediaType,
      ResponseContentDisposition: disposition,
      ResponseCacheControl: "private, no-store",
    });
    const sign = () => getSignedUrl(client, command, { expiresIn: SIGNED_SECONDS });
    return { url: await translateSdkError(`kho tệp "${bucket}"`, sign) };
  };
}

const PDF = { "content-type": "application/pdf" } as const;

/** Takes PDFs in by an address of S3 that is signed at that moment and lives five minutes; S3 holds them to their hash. */
export function s3Reception({ client, bucket, prefix = "" }: S3ObjectsOptions): FileReception {
  return async ({ key, sha256 }) => {
    const checksum = Buffer.from(sha256, "hex").toString("base64");
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: `${prefix}${key}`,
      ContentType: PDF["content-type"],
      ChecksumSHA256: checksum,
    });
    const signed = new Set(["x-amz-checksum-sha256"]);
    const options = {
      expiresIn: SIGNED_SECONDS,
      unhoistableHeaders: signed,
      signableHeaders: new Set(Object.keys(PDF)),
    };
    const url = await translateSdkError(`kho tệp "${bucket}"`, () => getSignedUrl(client, command, options));
    return { url, headers: { ...PDF, "x-amz-checksum-sha256": checksum } };
  };
}
