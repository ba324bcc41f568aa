import { randomUUID } from "node:crypto";
import { z } from "zod";
import { StoreDamaged } from "../../domain/failure.ts";
import type { SentMail } from "../../mail/delivery.ts";
import type { Claim, MailKey, Outbox } from "../../ports/mail.ts";
import { PARTITION } from "../../revisions/partitions.ts";
import type { ItemKey } from "../key.ts";
import { type Item, openTable, type Table, type TableOptions } from "../table.ts";

/** Longer than any call takes to hand one mail over; whoever has not ended by then is taken for dead. */
const LEASE_MS = 180_000;

const Stored = z.object({
  schema: z.literal(1),
  /** `open` is one that was given back; version 0.2 wrote `refused` for one whose address was refused. */
  state: z.enum(["sending", "open", "sent", "refused"]),
  owner: z.string(),
  /** How often it was claimed. */
  attempts: z.int().min(1),
  /** Instants (RFC 3339): of the last change, and until when the claim holds. */
  at: z.string(),
  until: z.string(),
  /** Version 0.2 reads it, should somebody go back to it. */
  reason: z.string(),
});
type Stored = z.infer<typeof Stored>;

const itemKey = ({ kind, about, recipient }: MailKey): ItemKey => ({
  pk: `${PARTITION.mail}${kind}#${about}`,
  sk: recipient,
});

function stored(item: Item, key: MailKey): Stored {
  const parsed = Stored.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new StoreDamaged(`bản ghi gửi thư ${key.kind} của ${key.about} cho ${key.recipient}`);
}

const STILL_MINE = "#owner = :owner AND #state = :sending";

/** The condition that nobody has claimed or ended the mail since it was read. */
function unchanged(known: Stored | null) {
  if (known === null) return { ConditionExpression: "attribute_not_exists(sk)" };
  return {
    ConditionExpression: "#owner = :owner AND #state = :state AND attempts = :attempts",
    ExpressionAttributeNames: { "#owner": "owner", "#state": "state" },
    ExpressionAttributeValues: { ":owner": known.owner, ":state": known.state, ":attempts": known.attempts },
  };
}

/** Whether a mail was sent and has not come back since it was last claimed. */
const isSent = (known: Stored | null, returnedAt: string | null): boolean =>
  known?.state === "sent" && (returnedAt === null || Date.parse(returnedAt) < Date.parse(known.until) - LEASE_MS);

async function claim(table: Table, key: MailKey, at: Date, returnedAt: string | null): Promise<Claim> {
  const item = await table.get(itemKey(key));
  const known = item === undefined ? null : stored(item, key);
  if (isSent(known, returnedAt)) return { state: "sent" };
  if (known?.state === "sending" && at.getTime() < Date.parse(known.until)) return { state: "busy" };
  const owner = randomUUID();
  const next: Stored = {
    schema: 1,
    state: "sending",
    owner,
    attempts: (known?.attempts ?? 0) + 1,
    at: at.toISOString(),
    until: new Date(at.getTime() + LEASE_MS).toISOString(),
    reason: "",
  };
  const won = await table.put({ ...itemKey(key), ...next }, unchanged(known));
  return won ? { state: "claimed", owner } : { state: "busy" };
}

async function change(table: Table, key: MailKey, owner: string, to: Partial<Stored>): Promise<void> {
  const item = await table.get(itemKey(key));
  if (item === undefined) return;
  const condition = {
    ConditionExpression: STILL_MINE,
    ExpressionAttributeNames: { "#owner": "owner", "#state": "state" },
    ExpressionAttributeValues: { ":owner": owner, ":sending": "sending" },
  };
  // Where the claim has run out and another call has taken it, what that call notes stands.
  await table.put({ ...itemKey(key), ...stored(item, key), ...to }, condition);
}

/** One that version 0.2 has refused is to be sent, should somebody say that its address is mended. */
const sentMail = (item: Item, key: MailKey): SentMail => {
  const { state, at, attempts } = stored(item, key);
  return { recipient: String(item.sk), state: state === "refused" ? "open" : state, at, attempts };
};

async function reopen(table: Table, key: MailKey, at: Date): Promise<number> {
  const item = await table.get(itemKey(key));
  if (item === undefined) return 0;
  const known = stored(item, key);
  if (known.state === "sent") {
    await table.put({ ...itemKey(key), ...known, state: "open", at: at.toISOString() }, unchanged(known));
  }
  return known.attempts;
}

/**
 * The mails and how far each is, in DynamoDB: one item per mail.
 *
 * Sending and noting it are two acts, so one of them may be lost. A mail is claimed before it is sent and noted as sent
 * after: at least once. Only a process that dies between the two, or one that takes longer than its claim holds, makes
 * a mail go out again, and then with the same Message-ID, by which a server can tell that it is the same one.
 */
export function outbox(options: TableOptions): Outbox {
  const table = openTable(options);
  return {
    claim: (key, at, returnedAt) => claim(table, key, at, returnedAt),
    close: (key, owner, at) => change(table, key, owner, { state: "sent", at: at.toISOString() }),
    release: (key, owner) => change(table, key, owner, { state: "open" }),
    list: async (occasion) =>
      (await table.query({ pk: itemKey(occasion).pk })).map((item) =>
        sentMail(item, { ...occasion, recipient: String(item.sk) }),
      ),
    reopen: (key, at) => reopen(table, key, at),
  };
}
