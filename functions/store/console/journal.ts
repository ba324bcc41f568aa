import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Journal } from "../../ports/portal.ts";
import { JournalEntry } from "../../revisions/console/journal.ts";
import { PARTITION } from "../../revisions/partitions.ts";
import { ONLY_IF_ABSENT, openTable, type TableOptions } from "../table.ts";

const Stored = z.object({ sk: z.string(), schema: z.literal(1), entry: JournalEntry });

/** The journal in DynamoDB: one item each, in the order of time. One that cannot be read hides no other. */
export function journal(options: TableOptions): Journal {
  const table = openTable(options);
  return {
    async note(noted) {
      const entry = JournalEntry.parse(noted);
      const sk = `${entry.at}#${randomBytes(8).toString("hex")}`;
      await table.put({ pk: PARTITION.journal, sk, schema: 1, entry }, ONLY_IF_ABSENT);
    },
    async recent(limit, before) {
      const range = before === null ? { pk: PARTITION.journal } : { pk: PARTITION.journal, sk: { before } };
      const items = await table.query(range, { ScanIndexForward: false, Limit: limit });
      const entries = items.flatMap((item) => Stored.safeParse(item).data?.entry ?? []);
      const last = items.length < limit ? undefined : items.at(-1)?.sk;
      return { entries, next: typeof last === "string" ? last : null };
    },
  };
}
