import { z } from "zod";
import { StoreDamaged, StoreUnavailable } from "../domain/failure.ts";
import { SNAPSHOTS, type SnapshotKey, type SnapshotRef } from "../domain/revision.ts";
import type { ObjectStore, SnapshotContent, SnapshotStore } from "../ports.ts";
import { canonicalRows, sha256, snapshotSha256 } from "./canonical.ts";
import { collectedMonths } from "./collected.ts";
import { compress, decompress } from "./compress.ts";
import * as items from "./snapshot-item.ts";
import { ONLY_IF_ABSENT, openTable, type Table, type TableOptions } from "./table.ts";

/** Bytes of compressed rows that fit a DynamoDB item of 400 KB with room for its other attributes. */
const BODY_LIMIT = 350_000;

/** A lost round means that somebody else's vintage was kept, so this many writers at once all come through. */
const MAX_ROUNDS = 50;

export interface SnapshotStoreOptions extends TableOptions {
  /** Keeps the rows that would pass DynamoDB's limit of an item. */
  readonly objects: ObjectStore;
  /** Bytes of compressed rows from which the object store keeps them; 350 000 unless told. */
  readonly bodyLimit?: number;
}

async function newest(table: Table, key: SnapshotKey): Promise<SnapshotRef | null> {
  const [item] = await table.query({
    ...items.HEAD_PROJECTION,
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :agency)",
    ExpressionAttributeValues: { ":pk": items.windowKey(key), ":agency": items.agencyPrefix(key.agency) },
    ScanIndexForward: false,
    Limit: 1,
  });
  return item === undefined ? null : items.refOf(key, item);
}

async function newestOfWindow(table: Table, key: Omit<SnapshotKey, "agency">): Promise<SnapshotRef[]> {
  const found = await table.query({
    ...items.HEAD_PROJECTION,
    KeyConditionExpression: "pk = :pk",
    ExpressionAttributeValues: { ":pk": items.windowKey(key) },
  });
  const byAgency = new Map(found.map((item) => [items.agencyOf(item.sk), item]));
  return [...byAgency].map(([agency, item]) => items.refOf({ ...key, agency }, item));
}

async function keepBody(objects: ObjectStore, text: string, limit: number): Promise<items.Body> {
  const body = await compress(text);
  if (body.length <= limit) return { body };
  // Addressed by the compressed bytes: another zlib may compress equal rows otherwise, and objects are written once.
  const hash = sha256(body);
  const key = `${SNAPSHOTS}${hash}.json.gz`;
  await objects.put(key, body, "application/gzip");
  return { object: { key, sha256: hash } };
}

async function bytesOf(objects: ObjectStore, body: items.Body, name: string): Promise<Uint8Array> {
  if ("body" in body) return body.body;
  const bytes = await objects.get(body.object.key);
  if (bytes === null) throw new StoreDamaged(`${name}: không còn tệp ${body.object.key}`);
  if (sha256(bytes) !== body.object.sha256) throw new StoreDamaged(`${name}: tệp ${body.object.key} đã bị thay đổi`);
  return bytes;
}

async function readRows(table: Table, objects: ObjectStore, ref: SnapshotRef): Promise<readonly unknown[]> {
  const name = items.nameOfSnapshot(ref, ref.vintage);
  const item = await table.get(items.snapshotItemKey(ref, ref.vintage));
  if (item === undefined) throw new StoreDamaged(`${name}: không còn bản ghi`);
  const stored = items.refOf(ref, item);
  const text = await decompress(await bytesOf(objects, items.bodyOf(ref, item), name));
  if (text === null || snapshotSha256(stored.status, text) !== ref.sha256) {
    throw new StoreDamaged(`${name}: nội dung không khớp mã SHA-256`);
  }
  return z.array(z.unknown()).parse(JSON.parse(text));
}

/** Damage under a standing vintage is healed by asking the province again: the same answer becomes the next vintage. */
async function isReadable(table: Table, objects: ObjectStore, ref: SnapshotRef): Promise<boolean> {
  try {
    await readRows(table, objects, ref);
    return true;
  } catch (error) {
    if (error instanceof StoreDamaged) return false;
    throw error;
  }
}

/** An answer that was read earlier than the standing one comes late; it never goes on top. */
const isNewer = (standing: SnapshotRef, content: SnapshotContent): boolean =>
  Date.parse(standing.dataAsOf) > Date.parse(content.dataAsOf);

async function saveVintage(
  table: Table,
  { objects, bodyLimit = BODY_LIMIT }: SnapshotStoreOptions,
  key: SnapshotKey,
  content: SnapshotContent,
): Promise<SnapshotRef> {
  const text = canonicalRows(content.rows);
  const hash = snapshotSha256(content.status, text);
  let body: items.Body | undefined;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const standing = await newest(table, key);
    if (standing?.sha256 === hash && (await isReadable(table, objects, standing))) return standing;
    if (standing !== null && isNewer(standing, content) && (await isReadable(table, objects, standing)))
      return standing;
    body ??= await keepBody(objects, text, bodyLimit);
    const { status, dataAsOf } = content;
    const ref = { ...key, vintage: (standing?.vintage ?? 0) + 1, sha256: hash, status, dataAsOf };
    if (await table.put(items.snapshotItem(ref, body), ONLY_IF_ABSENT)) return ref;
  }
  throw new StoreUnavailable(
    `Quá nhiều lần chạy cùng ghi ${items.nameOfSnapshot(key)}; chờ các lần chạy khác kết thúc rồi chạy lại.`,
  );
}

/** Snapshots in DynamoDB: one immutable item per vintage, its rows compressed in it or, where large, beside it. */
export function snapshotStore(options: SnapshotStoreOptions): SnapshotStore {
  const table = openTable(options);
  return {
    ...collectedMonths(table),
    latest: (key) => newest(table, key),
    latestOfWindow: (key) => newestOfWindow(table, key),
    save: (key, content) => saveVintage(table, options, key, content),
    read: (ref) => readRows(table, options.objects, ref),
  };
}
