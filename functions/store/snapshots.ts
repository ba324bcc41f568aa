import { z } from "zod";
import { StoreDamaged, StoreUnavailable } from "../domain/failure.ts";
import { isBeforeEndOf } from "../domain/instant.ts";
import type { ObjectStore } from "../ports/ports.ts";
import type { SnapshotContent, SnapshotStore } from "../ports/snapshots.ts";
import { SNAPSHOTS, type SnapshotKey, type SnapshotRef } from "../revisions/revision.ts";
import { canonicalRows, sha256, snapshotSha256 } from "./canonical.ts";
import { compress, decompress } from "./compress.ts";
import { collectedMonths } from "./snapshots/collected.ts";
import * as items from "./snapshots/item.ts";
import { heldRaw, keepRaw, LISTED_BYTES, type RawList } from "./snapshots/raw.ts";
import { type Item, ONLY_IF_ABSENT, openTable, type Table, type TableOptions } from "./table.ts";

/** Bytes of compressed rows that fit a DynamoDB item of 400 KB with room for its other attributes. */
const BODY_LIMIT = 350_000;

/** A lost round means that somebody else's vintage was kept, so this many writers at once all come through. */
const MAX_ROUNDS = 50;

export interface SnapshotStoreOptions extends TableOptions {
  /** Keeps the rows that would pass DynamoDB's limit of an item. */
  readonly objects: ObjectStore;
  /** Bytes of compressed rows from which the object store keeps them; 350 000 unless given. */
  readonly bodyLimit?: number;
}

/** A vintage, and when it was asked for; null where that was not kept. */
interface Standing {
  readonly ref: SnapshotRef;
  readonly askedAt: string | null;
  readonly isLost: boolean;
}

async function newest(table: Table, key: SnapshotKey): Promise<Standing | null> {
  const range = { pk: items.windowKey(key), sk: { startsWith: items.agencyPrefix(key.agency) } };
  const [item] = await table.query(range, { ...items.HEAD_PROJECTION, ScanIndexForward: false, Limit: 1 });
  if (item === undefined) return null;
  return { ref: items.refOf(key, item), askedAt: items.askedAtOf(key, item), isLost: items.isLost(item) };
}

async function newestOfWindow(table: Table, key: Omit<SnapshotKey, "agency">): Promise<SnapshotRef[]> {
  const found = await table.query({ pk: items.windowKey(key) }, items.HEAD_PROJECTION);
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

/** Every run asks again for what is damaged in its own period. */
const ASKED_AGAIN = "lập lại báo cáo của kỳ có dữ liệu này để lấy lại từ API của tỉnh";
/** How to have again what the province's API cannot give. */
const ELSEWHERE: Readonly<Partial<Record<SnapshotRef["kind"], string>>> = {
  "source-counts": "lập lại báo cáo của kỳ có dữ liệu này để lấy lại từ nguồn số liệu",
  texts: "viết lại phần chữ này (lệnh slots trong hướng dẫn sử dụng)",
  import: "nhập lại sổ tính này hoặc rút số liệu đã nhập (lệnh import trong hướng dẫn sử dụng)",
};

const damaged = (ref: SnapshotRef, what: string): StoreDamaged =>
  new StoreDamaged(
    `${items.nameOfSnapshot(ref, ref.vintage)}: ${what}`,
    `${ELSEWHERE[ref.kind] ?? ASKED_AGAIN}, hoặc khôi phục từ bản sao lưu, rồi chạy lại`,
  );

async function bytesOf(objects: ObjectStore, body: items.StoredRows, ref: SnapshotRef): Promise<Uint8Array> {
  if ("body" in body) return body.body;
  const bytes = await objects.get(body.object.key);
  if (bytes === null) throw damaged(ref, `không còn tệp ${body.object.key}`);
  if (sha256(bytes) !== body.object.sha256) throw damaged(ref, `tệp ${body.object.key} đã bị thay đổi`);
  return bytes;
}

async function storedItem(table: Table, ref: SnapshotRef): Promise<Item> {
  const item = await table.get(items.snapshotItemKey(ref, ref.vintage));
  if (item === undefined) throw damaged(ref, "không còn bản ghi");
  return item;
}

async function readRows(table: Table, objects: ObjectStore, ref: SnapshotRef): Promise<readonly unknown[]> {
  const item = await storedItem(table, ref);
  const stored = items.refOf(ref, item);
  const body = items.bodyOf(ref, item);
  if ("lost" in body) throw damaged(ref, "đã mất cùng cơ sở dữ liệu cũ");
  const text = await decompress(await bytesOf(objects, body, ref));
  if (text === null || snapshotSha256(stored.status, text) !== ref.sha256) {
    throw damaged(ref, "nội dung không khớp mã SHA-256");
  }
  return z.array(z.unknown()).parse(JSON.parse(text));
}

/** Damage under a stored vintage is healed by asking the province again: the same answer becomes the next vintage. */
async function isReadable(table: Table, objects: ObjectStore, ref: SnapshotRef): Promise<boolean> {
  try {
    await readRows(table, objects, ref);
    return true;
  } catch (error) {
    if (error instanceof StoreDamaged) return false;
    throw error;
  }
}

const isPutBack = (standing: SnapshotRef, { dataAsOf }: SnapshotContent): boolean =>
  Date.parse(standing.dataAsOf) > Date.parse(dataAsOf);

/**
 * An answer that was asked for and read before the current one comes late; it never goes on top. Either clock may be
 * wrong, so that one alone does not say it.
 */
const comesLate = ({ ref, askedAt }: Standing, content: SnapshotContent): boolean =>
  isPutBack(ref, content) && askedAt !== null && Date.parse(askedAt) > Date.parse(content.askedAt);

/** The same counts, read again now that their window is over: they are no longer early. */
const isConfirmed = ({ kind, to, dataAsOf }: SnapshotRef, content: SnapshotContent): boolean =>
  (kind === "counts" || kind === "source-counts") &&
  isBeforeEndOf(dataAsOf, to) &&
  !isBeforeEndOf(content.dataAsOf, to);

function vintageAfter(
  standing: SnapshotRef | null,
  about: SnapshotKey & Pick<SnapshotRef, "sha256">,
  content: SnapshotContent,
): SnapshotRef {
  const { status, dataAsOf } = content;
  const ref = { ...about, vintage: (standing?.vintage ?? 0) + 1, status, dataAsOf };
  return standing !== null && isPutBack(standing, content) ? { ...ref, putBackFrom: standing.dataAsOf } : ref;
}

/** The rows of a vintage that was lost, whose hash fits them; false where another call has given them back. */
async function giveBack(table: Table, ref: SnapshotRef, { askedAt }: SnapshotContent, { body, raw }: Kept) {
  const names = { ExpressionAttributeNames: { "#lost": "lost" } };
  return table.put(items.snapshotItem(ref, askedAt, body, raw), {
    ConditionExpression: "attribute_exists(#lost)",
    ...names,
  });
}

/** What of a vintage is written before its item. */
interface Kept {
  readonly body: items.Body;
  readonly raw: RawList;
}

/** The rows, and what they were read from: what a call that ends now leaves behind is named by nothing. */
async function keepContent(objects: ObjectStore, text: string, answers: readonly Uint8Array[], limit: number) {
  const raw = await keepRaw(objects, answers);
  return { raw, body: await keepBody(objects, text, limit - LISTED_BYTES * raw.length) };
}

async function saveVintage(
  table: Table,
  { objects, bodyLimit = BODY_LIMIT }: SnapshotStoreOptions,
  key: SnapshotKey,
  content: SnapshotContent,
): Promise<SnapshotRef> {
  const text = canonicalRows(content.rows);
  const hash = snapshotSha256(content.status, text);
  let kept: Kept | undefined;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const standing = await newest(table, key);
    const isSame = standing?.ref.sha256 === hash && !isConfirmed(standing.ref, content);
    const stands = standing !== null && (isSame || comesLate(standing, content));
    if (stands && (await isReadable(table, objects, standing.ref))) return standing.ref;
    kept ??= await keepContent(objects, text, content.raw ?? [], bodyLimit);
    if (isSame && standing?.isLost && (await giveBack(table, standing.ref, content, kept))) return standing.ref;
    const ref = vintageAfter(standing?.ref ?? null, { ...key, sha256: hash }, content);
    const item = items.snapshotItem(ref, content.askedAt, kept.body, kept.raw);
    if (await table.put(item, ONLY_IF_ABSENT)) return ref;
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
    async latest(key) {
      const standing = await newest(table, key);
      return standing === null || standing.isLost ? null : standing.ref;
    },
    latestOfWindow: (key) => newestOfWindow(table, key),
    save: (key, content) => saveVintage(table, options, key, content),
    read: (ref) => readRows(table, options.objects, ref),
    async rawAnswers(ref) {
      return heldRaw(options.objects, items.rawOf(ref, await storedItem(table, ref)));
    },
  };
}
