import { createHash } from "node:crypto";
import type { AwsCall } from "../iam-actions.ts";
import type { Received, Reply } from "./wire.ts";

interface Stored {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** S3's reply to a refusal. */
export const refusal = (status: number, code: string): Reply => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});

const OPERATIONS: Readonly<Record<string, string>> = { PUT: "PutObject", GET: "GetObject", HEAD: "HeadObject" };

/** What S3 does with objects that are written once, in memory; every other request is refused as not implemented. */
export class Objects {
  readonly #stored = new Map<string, Stored>();

  /** Keys of what is stored, `bucket/key`, in their order. */
  keys(): string[] {
    return [...this.#stored.keys()].sort();
  }

  bytes(path: string): Uint8Array {
    const found = this.#stored.get(path);
    if (found === undefined) throw new RangeError(`no object ${path}`);
    return found.bytes;
  }

  /** As if somebody had deleted it. */
  remove(path: string): void {
    this.#stored.delete(path);
  }

  /** As a step would have left it under other templates. */
  replace(path: string, bytes: Uint8Array): void {
    this.#stored.set(path, { bytes, mediaType: "application/json" });
  }

  /** As a step left it that was killed after this write. */
  copy(from: string, to: string): void {
    const found = this.#stored.get(from);
    if (found === undefined) throw new RangeError(`no object ${from}`);
    this.#stored.set(to, found);
  }

  /** Which command a request is. */
  call({ caller, method, url, headers }: Received): AwsCall {
    const path = decodeURIComponent(url.pathname.slice(1));
    const slash = path.indexOf("/");
    const given = slash === -1 ? { Bucket: path } : { Bucket: path.slice(0, slash), Key: path.slice(slash + 1) };
    const lock = headers["x-amz-object-lock-mode"];
    const tagging = headers["x-amz-tagging"];
    const version = url.searchParams.get("versionId");
    const input = {
      ...given,
      ...(version === null ? {} : { VersionId: version }),
      ...(lock === undefined ? {} : { ObjectLockMode: lock }),
      ...(tagging === undefined ? {} : { Tagging: tagging }),
    };
    const operation = slash === -1 || path.endsWith("/") ? "ListObjectsV2" : (OPERATIONS[method] ?? method);
    const missing = method !== "PUT" && !this.#stored.has(path);
    return { caller, service: "s3", operation, input, missing };
  }

  answer({ method, url, headers, body }: Received): Reply {
    const path = decodeURIComponent(url.pathname.slice(1));
    if (method === "PUT") return this.#put(path, body, headers);
    const found = this.#stored.get(path);
    if (found === undefined) return refusal(404, "NoSuchKey");
    return {
      status: 200,
      headers: {
        "content-type": found.mediaType,
        "content-length": `${found.bytes.length}`,
        etag: `"${createHash("md5").update(found.bytes).digest("hex")}"`,
        "x-amz-checksum-sha256": createHash("sha256").update(found.bytes).digest("base64"),
        "x-amz-checksum-type": "FULL_OBJECT",
      },
      body: method === "HEAD" ? "" : found.bytes,
    };
  }

  #put(path: string, body: Uint8Array, headers: Received["headers"]): Reply {
    const checksum = createHash("sha256").update(body).digest("base64");
    if (headers["x-amz-checksum-sha256"] !== checksum) return refusal(400, "BadDigest");
    if (headers["if-none-match"] === "*" && this.#stored.has(path)) return refusal(412, "PreconditionFailed");
    this.#stored.set(path, { bytes: body, mediaType: headers["content-type"] ?? "binary/octet-stream" });
    return { status: 200, headers: { "x-amz-checksum-sha256": checksum, "x-amz-version-id": "1" }, body: "" };
  }
}
