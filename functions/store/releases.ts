import { z } from "zod";
import { StoreDamaged } from "../domain/failure.ts";
import type { ReleaseStore } from "../ports/release.ts";
import { PARTITION } from "../revisions/partitions.ts";
import { HeldDraft } from "../revisions/release/release.ts";
import { changeItem, type Item, openTable, type TableOptions } from "./table.ts";

const Stored = z.object({ schema: z.literal(1), version: z.int(), drafts: z.array(HeldDraft) });
type Stored = z.infer<typeof Stored>;

function stored(item: Item): Stored {
  const parsed = Stored.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new StoreDamaged(`bản ghi các dự thảo chờ phát hành của ${String(item.sk)} không đúng cấu trúc`);
}

/**
 * Drafts that wait for their release, in DynamoDB: one item for each series, so that who decides and who drafts anew
 * at once never both succeed.
 */
export function releaseStore(options: TableOptions): ReleaseStore {
  const table = openTable(options);
  const keyOf = (series: string) => ({ pk: PARTITION.releases, sk: series });
  const of = async (series: string): Promise<readonly HeldDraft[]> => {
    const item = await table.get(keyOf(series));
    return item === undefined ? [] : stored(item).drafts;
  };
  return {
    of,
    all: async () => (await table.query({ pk: PARTITION.releases })).map((item) => stored(item).drafts),
    async change(series, changed) {
      const written = await changeItem(table, keyOf(series), stored, (standing): Stored | null => {
        const drafts = changed(standing?.drafts ?? []);
        if (drafts === null) return null;
        return { schema: 1, version: (standing?.version ?? 0) + 1, drafts: z.array(HeldDraft).parse(drafts) };
      });
      return written?.drafts ?? (await of(series));
    },
  };
}
