import { z } from "zod";
import type { CodeIndex } from "../ports/portal.ts";
import { PARTITION } from "../revisions/partitions.ts";
import { ONLY_IF_ABSENT, openTable, type Table, type TableOptions } from "./table.ts";

const codeKey = (code: string): string => `${PARTITION.code}${code}`;

const Stored = z.object({ schema: z.literal(1), series: z.string(), revision: z.int().min(1) });

/** Notes that a revision prints a code: one item for each, so several may print the same. Idempotent. */
export async function recordCode(table: Table, code: string, series: string, revision: number): Promise<void> {
  await table.put({ pk: codeKey(code), sk: `${series}#${revision}`, schema: 1, series, revision }, ONLY_IF_ABSENT);
}

/** Which revisions a printed code belongs to, in DynamoDB. */
export function codeIndex(options: TableOptions): CodeIndex {
  const table = openTable(options);
  return {
    async find(code) {
      return (await table.query({ pk: codeKey(code) })).map((item) => {
        const { series, revision } = Stored.parse(item);
        return { series, revision };
      });
    },
  };
}
