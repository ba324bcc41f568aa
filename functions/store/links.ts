import { randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { StoreDamaged, StoreUnavailable } from "../domain/failure.ts";
import type { LinkStore } from "../ports/portal.ts";
import { Download, Link, NewLink } from "../revisions/link.ts";
import { PARTITION } from "../revisions/partitions.ts";
import { sha256 } from "./canonical.ts";
import { type Item, ONLY_IF_ABSENT, openTable, type Table, type TableOptions } from "./table.ts";

const TOKEN_BYTES = 16;
const ID_DIGITS = 16;
const HASH_DIGITS = 64;

/** Two tokens whose hashes begin alike are as good as impossible; a chance that says otherwise is broken. */
const MAX_TRIES = 3;

const Stored = z.object({ schema: z.literal(1), hash: z.string().length(HASH_DIGITS), link: Link });
type Stored = z.infer<typeof Stored>;

const linkKey = (id: string) => ({ pk: PARTITION.links, sk: id });
const downloadsKey = (id: string): string => `${PARTITION.downloads}${id}`;

function stored(item: Item): Stored {
  const parsed = Stored.safeParse(item);
  if (!parsed.success) throw new StoreDamaged(`bản ghi của liên kết ${String(item.sk)} không đúng cấu trúc`);
  return parsed.data;
}

async function storedLink(table: Table, id: string): Promise<Stored | null> {
  const item = await table.get(linkKey(id));
  return item === undefined ? null : stored(item);
}

const isHash = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(one, "hex"), Buffer.from(other, "hex"));

/** Whatever the token is, it costs one hash, one read and one comparison. */
async function find(table: Table, token: string): Promise<Link | null> {
  const hash = sha256(token);
  const found = await storedLink(table, hash.slice(0, ID_DIGITS));
  const isIt = isHash(hash, found?.hash ?? "0".repeat(HASH_DIGITS));
  return found !== null && isIt ? found.link : null;
}

async function add(table: Table, made: NewLink): Promise<{ link: Link; token: string }> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    const hash = sha256(token);
    const link = Link.parse({ ...NewLink.parse(made), id: hash.slice(0, ID_DIGITS), revoked: null });
    if (await table.put({ ...linkKey(link.id), schema: 1, hash, link }, ONLY_IF_ABSENT)) return { link, token };
  }
  throw new StoreUnavailable("Không tạo được liên kết mới; chạy lại, nếu vẫn lỗi thì báo quản trị viên.");
}

/** Everything but the revocation stays as it was made, so the last of two that revoke at once does no harm. */
async function revoke(table: Table, id: string, at: string): Promise<Link | null> {
  const found = await storedLink(table, id);
  if (found === null || found.link.revoked !== null) return found?.link ?? null;
  const link: Link = { ...found.link, revoked: at };
  await table.put({ ...linkKey(id), ...found, link });
  return link;
}

/** Links in DynamoDB: one item each, found by the beginning of its token's SHA-256 and held against the whole of it. */
export function linkStore(options: TableOptions): LinkStore {
  const table = openTable(options);
  return {
    add: (made) => add(table, made),
    find: (token) => find(table, token),
    revoke: (id, at) => revoke(table, id, at),
    async list() {
      const links = (await table.query({ pk: PARTITION.links })).map((item) => stored(item).link);
      return links.sort((one, other) => Date.parse(one.created) - Date.parse(other.created));
    },
    async recordDownload(download) {
      const { link, at } = Download.parse(download);
      const sk = `${new Date(at).toISOString()}#${randomBytes(8).toString("hex")}`;
      await table.put({ pk: downloadsKey(link), sk, schema: 1, download }, ONLY_IF_ABSENT);
    },
    async downloads(id) {
      return (await table.query({ pk: downloadsKey(id) })).map((item) => Download.parse(item["download"]));
    },
  };
}
