import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { StoreDamaged } from "../../domain/failure.ts";
import { Mailbox, MailFact, marked, revived, UNMARKED } from "../../mail/mailbox.ts";
import { MailAddress } from "../../mail/recipient.ts";
import type { MailboxStore } from "../../ports/mail.ts";
import { PARTITION } from "../../revisions/partitions.ts";
import { changeItem, type Item, openTable, type Table, type TableOptions } from "../table.ts";
import { addressId } from "./recipients.ts";

const Stored = z.object({ schema: z.literal(1), version: z.int(), mailbox: Mailbox });
type Stored = z.infer<typeof Stored>;

function stored(item: Item): Stored {
  const parsed = Stored.safeParse(item);
  if (!parsed.success) throw new StoreDamaged(`bản ghi hộp thư ${String(item.sk)} không đúng cấu trúc`);
  return parsed.data;
}

async function change(table: Table, address: string, to: (mailbox: Mailbox) => Mailbox): Promise<void> {
  const key = { pk: PARTITION.mailboxes, sk: addressId(MailAddress.parse(address)) };
  await changeItem(table, key, stored, (standing): Stored | null => {
    const known = standing?.mailbox ?? UNMARKED;
    const mailbox = to(known);
    return isDeepStrictEqual(mailbox, known) ? null : { schema: 1, version: (standing?.version ?? 0) + 1, mailbox };
  });
}

/**
 * What mail servers have told of addresses, in DynamoDB: one item for each address of which they have told something.
 * It holds no address, so that whoever is removed from the lists leaves none.
 */
export function mailboxStore(options: TableOptions): MailboxStore {
  const table = openTable(options);
  return {
    async all() {
      const items = await table.query({ pk: PARTITION.mailboxes });
      const known = new Map(items.map((item) => [String(item.sk), stored(item).mailbox]));
      return (address) => known.get(addressId(MailAddress.parse(address))) ?? UNMARKED;
    },
    note: (address, fact) => change(table, address, (mailbox) => marked(mailbox, MailFact.parse(fact))),
    revive: (address, at) => change(table, address, (mailbox) => revived(mailbox, at)),
  };
}
