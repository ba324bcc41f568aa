import { z } from "zod";
import { StoreDamaged } from "../domain/failure.ts";
import type { RunStore } from "../ports/ports.ts";
import { PARTITION } from "../revisions/partitions.ts";
import { compress, decompress } from "./compress.ts";
import { type Item, openTable, type TableOptions } from "./table.ts";

const VALUE_LIMIT = 350_000;

const Stored = z.object({ sk: z.string(), schema: z.literal(1), value: z.instanceof(Uint8Array) });

const runKey = (run: string): string => `${PARTITION.run}${run}`;

async function storedValue(run: string, item: Item): Promise<{ name: string; value: unknown }> {
  const stored = Stored.safeParse(item);
  const text = stored.success ? await decompress(stored.data.value) : null;
  if (!stored.success || text === null) {
    throw new StoreDamaged(`kết quả "${String(item.sk)}" của lần chạy ${run} không đọc được`);
  }
  return { name: stored.data.sk, value: JSON.parse(text) };
}

async function packed(name: string, value: unknown): Promise<Uint8Array> {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`what a step leaves under ${name} must be a JSON value`);
  const bytes = await compress(text);
  if (bytes.length > VALUE_LIMIT)
    throw new RangeError(`${name} is ${bytes.length} bytes compressed, over ${VALUE_LIMIT}`);
  return bytes;
}

/**
 * Results of the steps in DynamoDB, compressed JSON, one item per name; a repeated step overwrites its own.
 *
 * `put` throws RangeError for a value over 350 000 bytes compressed.
 */
export function runStore(options: TableOptions): RunStore {
  const table = openTable(options);
  return {
    async put(run, name, value) {
      await table.put({ pk: runKey(run), sk: name, schema: 1, value: await packed(name, value) });
    },
    async get(run, name) {
      const item = await table.get({ pk: runKey(run), sk: name });
      if (item === undefined) throw new StoreDamaged(`lần chạy ${run} không có kết quả "${name}" của bước trước`);
      return (await storedValue(run, item)).value;
    },
    async list(run, prefix) {
      const found = await table.query({ pk: runKey(run), sk: { startsWith: prefix } });
      return Promise.all(found.map((item) => storedValue(run, item)));
    },
  };
}
