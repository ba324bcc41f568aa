import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { byCode } from "../../domain/agency.ts";
import { StoreDamaged } from "../../domain/failure.ts";
import { MailAddress, NewRecipient, Recipient, RoleKind } from "../../mail/recipient.ts";
import type { RecipientStore, Subscription } from "../../ports/mail.ts";
import { PARTITION } from "../../revisions/partitions.ts";
import { sha256 } from "../canonical.ts";
import { changeItem, type Item, openTable, type Table, type TableOptions } from "../table.ts";

const KEY_BYTES = 16;
const MAC_BYTES = 16;

const Present = z.object({
  schema: z.literal(1),
  removed: z.literal(false),
  version: z.int(),
  /** Under which the person's unsubscribing tokens are made: they open nothing else. */
  key: z.string(),
  recipient: Recipient,
});
/** Nothing is ever deleted: who was removed leaves an item without name, address and key. */
const Removed = z.object({ schema: z.literal(1), removed: z.literal(true), version: z.int() });
const Stored = z.discriminatedUnion("removed", [Present, Removed]);
type Stored = z.infer<typeof Stored>;

const pkOf = (province: string): string => `${PARTITION.recipients}${encodeURIComponent(province)}`;

/** How an address is known wherever it need not be read. */
export const addressId = (address: MailAddress): string => sha256(address).slice(0, 16);

function stored(item: Item): Stored {
  const parsed = Stored.safeParse(item);
  if (!parsed.success) throw new StoreDamaged(`bản ghi người nhận thư ${String(item.sk)} không đúng cấu trúc`);
  return parsed.data;
}

async function known(table: Table, province: string, id: string): Promise<Stored | null> {
  const item = await table.get({ pk: pkOf(province), sk: id });
  return item === undefined ? null : stored(item);
}

const change = (table: Table, province: string, id: string, next: (standing: Stored | null) => Stored | null) =>
  changeItem(table, { pk: pkOf(province), sk: id }, stored, next);

const following = (standing: Stored | null): number => (standing?.version ?? 0) + 1;

function macOf(key: string, subject: string): Buffer {
  return createHmac("sha256", Buffer.from(key, "base64url")).update(subject).digest().subarray(0, MAC_BYTES);
}

const Token = z
  .string()
  .max(300)
  .refine((token) => token.isWellFormed())
  .transform((token) => token.split("."))
  .pipe(z.tuple([z.string(), z.string(), RoleKind, z.string()]));

/** What a token names and its MAC proves. An unknown person costs a comparison, too. */
async function subscription(table: Table, token: string): Promise<Subscription | null> {
  const parsed = Token.safeParse(token);
  if (!parsed.success) return null;
  const [province, id, kind, mac] = parsed.data;
  const found = await known(table, province, id);
  const standing = found === null || found.removed ? null : found;
  const expected = macOf(standing?.key ?? "", [province, id, kind].join("."));
  const given = Buffer.from(mac, "base64url");
  const proven = given.length === MAC_BYTES && timingSafeEqual(given, expected);
  return proven && standing !== null ? { province, recipient: standing.recipient, kind } : null;
}

async function put(
  table: Table,
  province: string,
  entry: NewRecipient,
  muted: readonly RoleKind[],
): Promise<Recipient> {
  const entered = NewRecipient.parse(entry);
  const id = addressId(entered.address);
  const recipient: Recipient = { ...entered, id, muted: [...muted] };
  await change(table, province, id, (standing) => {
    const present = standing?.removed === false ? standing : null;
    const key = present?.key ?? randomBytes(KEY_BYTES).toString("base64url");
    return { schema: 1, removed: false, version: following(standing), key, recipient };
  });
  return recipient;
}

async function unsubscribe(table: Table, token: string): Promise<Subscription | null> {
  const found = await subscription(table, token);
  if (found === null) return null;
  const { province, recipient, kind } = found;
  await change(table, province, recipient.id, (standing) => {
    if (standing === null || standing.removed || standing.recipient.muted.includes(kind)) return null;
    const muted = [...standing.recipient.muted, kind];
    return { ...standing, version: following(standing), recipient: { ...standing.recipient, muted } };
  });
  return found;
}

/** Recipients of mail in DynamoDB, one item each, found by the SHA-256 of the address. */
export function recipientStore(options: TableOptions): RecipientStore {
  const table = openTable(options);
  return {
    async list(province) {
      const all = (await table.query({ pk: pkOf(province) })).map(stored);
      return all
        .flatMap((one) => (one.removed ? [] : [one.recipient]))
        .sort((left, right) => byCode(left.address, right.address));
    },
    put: (province, entry, muted = []) => put(table, province, entry, muted),
    async remove(province, address) {
      const parsed = MailAddress.safeParse(address);
      if (!parsed.success) return false;
      const gone = await change(table, province, addressId(parsed.data), (standing) =>
        standing === null || standing.removed ? null : { schema: 1, removed: true, version: following(standing) },
      );
      return gone !== null;
    },
    async subscriptionToken(province, recipient, kind) {
      const found = await known(table, province, recipient);
      if (found === null || found.removed) throw new StoreDamaged(`người nhận thư ${recipient} của ${province}`);
      const subject = [province, recipient, kind].join(".");
      return `${subject}.${macOf(found.key, subject).toString("base64url")}`;
    },
    subscription: (token) => subscription(table, token),
    unsubscribe: (token) => unsubscribe(table, token),
  };
}
