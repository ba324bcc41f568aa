import { z } from "zod";
import { StoreDamaged } from "../../domain/failure.ts";
import { importOf } from "../../domain/imports/import-name.ts";
import { SYSTEM_NAMES } from "../../domain/imports/reading.ts";
import { systemAnswerOf } from "../../domain/mapping/answer-name.ts";
import { PARTITION } from "../../revisions/partitions.ts";
import { SnapshotKey, SnapshotRef } from "../../revisions/revision.ts";
import type { ItemKey } from "../key.ts";
import type { Item } from "../table.ts";
import { type RawList, rawListOf } from "./raw.ts";

const SCHEMA = 1;

const Versioned = z.object({ schema: z.int() });

const Head = SnapshotRef.pick({ vintage: true, sha256: true, status: true, dataAsOf: true, putBackFrom: true });

const Asked = z.object({ askedAt: z.string().optional() });

const Lost = z.object({ lost: z.literal(true) });

const StoredRows = z.union([
  z.object({ body: z.instanceof(Uint8Array) }),
  z.object({ object: z.object({ key: z.string(), sha256: z.string() }) }),
]);
/** Compressed rows in the item, or where the object store keeps them and the hash of those bytes. */
export type StoredRows = z.infer<typeof StoredRows>;

const Body = z.union([StoredRows, Lost]);
/** The rows, or that they were lost with a database, so that no more is known of them than what a manifest says. */
export type Body = z.infer<typeof Body>;

export const isLost = (item: Item): boolean => Lost.safeParse(item).success;

/** The attributes of an item without its body. */
export const HEAD_PROJECTION = {
  ProjectionExpression: "sk, #schema, vintage, sha256, #status, dataAsOf, putBackFrom, askedAt, #lost",
  ExpressionAttributeNames: { "#schema": "schema", "#status": "status", "#lost": "lost" },
} as const;

/** All vintages of one window lie together, so that one query reads them. Parts are encoded: none can hold a "#". */
export function windowKey(key: Omit<SnapshotKey, "agency">): string {
  const parts = [key.province, sourceOf(key.synthetic), key.kind, key.from, key.to];
  return `${PARTITION.snapshots}${parts.map(encodeURIComponent).join("#")}`;
}

export const sourceOf = (synthetic: boolean): string => (synthetic ? "simulator" : "api");

export const agencyPrefix = (agency: string): string => `${encodeURIComponent(agency)}#`;

export function snapshotItemKey(key: SnapshotKey, vintage: number): ItemKey {
  return { pk: windowKey(key), sk: agencyPrefix(key.agency) + String(vintage).padStart(6, "0") };
}

const WindowKey = z
  .string()
  .transform((pk) => pk.split("#").map(decodeURIComponent))
  .pipe(z.tuple([z.literal("snapshot"), z.string(), z.enum(["simulator", "api"]), z.string(), z.string(), z.string()]));

/** Which snapshot an item is a vintage of; null for an item that is none. */
export function snapshotKeyOf({ pk, sk }: ItemKey): SnapshotKey | null {
  const window = pk.startsWith(PARTITION.snapshots) ? WindowKey.safeParse(pk).data : undefined;
  if (window === undefined) return null;
  const [, province, source, kind, from, to] = window;
  const key = { province, synthetic: source === "simulator", kind, agency: agencyOf(sk), from, to };
  return SnapshotKey.safeParse(key).data ?? null;
}

/** The agency's code out of a sort key. */
export function agencyOf(sortKey: unknown): string {
  return decodeURIComponent(z.string().parse(sortKey).split("#")[0] ?? "");
}

/** How messages name what a snapshot holds. */
const KINDS: Readonly<Record<SnapshotKey["kind"], string>> = {
  agencies: "danh sách cơ quan",
  procedures: "danh mục thủ tục hành chính",
  measures: "số liệu về người dùng, trang thông tin điện tử",
  counts: "số liệu hồ sơ",
  tasks: "tiến độ nhiệm vụ",
  texts: "phần chữ của báo cáo",
  "national-portal": "câu trả lời của Cổng Dịch vụ công quốc gia",
  import: "số liệu nhập từ sổ tính",
  "source-counts": "số liệu hồ sơ",
};

/** Whose a snapshot is, or which of several. */
function ownerText({ kind, agency }: SnapshotKey): string {
  if (kind === "national-portal") return agency;
  if (kind === "tasks") return `của văn bản ${agency}`;
  if (kind === "source-counts") {
    const { agency: code, system } = systemAnswerOf(agency);
    return `của cơ quan ${code}, nguồn ${system}`;
  }
  if (kind !== "import") return `của cơ quan ${agency}`;
  const subject = importOf(agency);
  return `của cơ quan ${subject.agency}, ${SYSTEM_NAMES[subject.system]}`;
}

/** How a message names a snapshot. */
export function nameOfSnapshot(key: SnapshotKey, vintage?: number): string {
  const subject = key.agency === "" ? KINDS[key.kind] : `${KINDS[key.kind]} ${ownerText(key)}`;
  const suffix = vintage === undefined ? "" : `, bản chốt số ${vintage}`;
  return `${subject} (${key.province}, từ ${key.from} đến ${key.to}${suffix})`;
}

export function snapshotItem(ref: SnapshotRef, askedAt: string, body: Body, raw: RawList = []): ItemKey & Item {
  const listed = raw.length === 0 ? {} : { raw };
  return { ...snapshotItemKey(ref, ref.vintage), schema: SCHEMA, ...Head.parse(ref), askedAt, ...body, ...listed };
}

function checked<T>(schema: z.ZodType<T>, item: Item, name: string): T {
  const version = Versioned.safeParse(item);
  if (version.success && version.data.schema !== SCHEMA) {
    throw new StoreDamaged(
      `${name}: do một phiên bản khác của chương trình ghi (lược đồ ${version.data.schema}, bản này đọc lược đồ ${SCHEMA})`,
      version.data.schema > SCHEMA ? "cập nhật chương trình rồi chạy lại" : undefined,
    );
  }
  const parsed = schema.safeParse(item);
  if (!version.success || !parsed.success) throw new StoreDamaged(`${name}: bản ghi không đúng cấu trúc`);
  return parsed.data;
}

/** Throws StoreDamaged for an item of another schema or shape. */
export function refOf(key: SnapshotKey, item: Item): SnapshotRef {
  return SnapshotRef.parse({ ...key, ...checked(Head, item, nameOfSnapshot(key)) });
}

/** When what an item holds was asked for; null in one of before version 0.3, which did not keep it. */
export const askedAtOf = (key: SnapshotKey, item: Item): string | null =>
  checked(Asked, item, nameOfSnapshot(key)).askedAt ?? null;

/** What a vintage was read from. Throws StoreDamaged for an item of another schema or shape. */
export function rawOf(ref: SnapshotRef, item: Item): RawList {
  const list = rawListOf(item);
  if (list !== null) return list;
  throw new StoreDamaged(`${nameOfSnapshot(ref, ref.vintage)}: bản ghi không đúng cấu trúc`);
}

/** Throws StoreDamaged for an item of another schema or shape. */
export function bodyOf(ref: SnapshotRef, item: Item): Body {
  return checked(Body, item, nameOfSnapshot(ref, ref.vintage));
}
