import { z } from "zod";
import type { Month } from "../../domain/period.ts";
import type { SnapshotStore } from "../../ports/snapshots.ts";
import { PARTITION } from "../../revisions/partitions.ts";
import { ONLY_IF_ABSENT, type Table } from "../table.ts";
import { sourceOf } from "./item.ts";

const MonthItem = z.object({ sk: z.string() });

function collectedKey(province: string, synthetic: boolean, scheme: string): string {
  return `${PARTITION.collected}${[province, sourceOf(synthetic), scheme].map(encodeURIComponent).join("#")}`;
}

/** The months that were collected, one item each. */
export function collectedMonths(table: Table): Pick<SnapshotStore, "markCollected" | "collected"> {
  return {
    async markCollected(province, synthetic, month, scheme) {
      await table.put({ pk: collectedKey(province, synthetic, scheme), sk: month, schema: 1 }, ONLY_IF_ABSENT);
    },
    async collected(province, synthetic, months, scheme): Promise<ReadonlySet<Month>> {
      const sorted = [...months].sort();
      const from = sorted[0];
      const to = sorted.at(-1);
      if (from === undefined || to === undefined) return new Set();
      const items = await table.query({ pk: collectedKey(province, synthetic, scheme), sk: { from, to } });
      const stored = new Set(items.map((item) => MonthItem.parse(item).sk));
      return new Set(months.filter((month) => stored.has(month)));
    },
  };
}
