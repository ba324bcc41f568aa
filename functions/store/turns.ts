import { z } from "zod";
import { StoreDamaged } from "../domain/failure.ts";
import type { TurnStore } from "../ports/turns.ts";
import { PARTITION } from "../revisions/partitions.ts";
import { NO_TURNS } from "../revisions/turns.ts";
import { onlyIfVersion, openTable, type TableOptions } from "./table.ts";

const KEY = { pk: PARTITION.turns, sk: "executions" };

const Stored = z.object({
  schema: z.literal(1),
  version: z.int(),
  working: z.array(z.string()),
  waiting: z.array(z.string()),
});

/** The turns of a stage's executions: one item, written under its version, so that no two writers both have their way. */
export function turnStore(options: TableOptions): TurnStore {
  const table = openTable(options);
  return {
    async read() {
      const item = await table.get(KEY);
      if (item === undefined) return { turns: NO_TURNS, version: 0 };
      const parsed = Stored.safeParse(item);
      if (!parsed.success) throw new StoreDamaged("danh sách lượt chạy không đúng cấu trúc");
      const { version, working, waiting } = parsed.data;
      return { turns: { working, waiting }, version };
    },
    write: ({ working, waiting }, seen) =>
      table.put({ ...KEY, schema: 1, version: seen + 1, working, waiting }, onlyIfVersion(seen === 0 ? null : seen)),
  };
}
