import { z } from "zod";
import { StoreDamaged, StoreUnavailable } from "../domain/failure.ts";
import { PARTITION } from "../revisions/partitions.ts";
import { onlyIfVersion, type Table } from "./table.ts";

const KEY = { pk: PARTITION.openRuns, sk: "names" };

const Stored = z.object({ schema: z.literal(1), version: z.int(), names: z.array(z.string()), whole: z.boolean() });

/** Names in their order; `whole` once every run that was open before this index was kept is in it. */
interface Open {
  readonly names: readonly string[];
  readonly whole: boolean;
}

/** What is to be changed of the index; `whole` marks it so. */
interface Edit {
  readonly add?: readonly string[];
  readonly drop?: readonly string[];
  readonly whole?: true;
}

/** Other processes that change the index in one moment, and all come through. */
const MAX_ROUNDS = 50;

/** The run's id out of its name, `<requestedAt>#<id>`. */
export const idOf = (name: string): string => name.slice(name.indexOf("#") + 1);

/** Calls that come while one is under way share the next: what is done for each begins after it has asked. */
export function shared<T>(work: () => Promise<T>): () => Promise<T> {
  let current: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    if (next === undefined) {
      const own = current.then(() => {
        next = undefined;
        return work();
      });
      next = own;
      current = own.catch(() => undefined);
    }
    return next;
  };
}

function edited({ names, whole }: Open, edits: readonly Edit[]): Open {
  const left = new Set(names);
  for (const { add = [], drop = [] } of edits) {
    for (const name of add) left.add(name);
    for (const name of drop) left.delete(name);
  }
  return { names: [...left].sort(), whole: whole || edits.some((edit) => edit.whole) };
}

async function stored(table: Table): Promise<Open & { readonly version: number | null }> {
  const item = await table.get(KEY);
  if (item === undefined) return { names: [], whole: false, version: null };
  const parsed = Stored.safeParse(item);
  if (!parsed.success) throw new StoreDamaged("danh sách các lần chạy chưa xong không đúng cấu trúc");
  return parsed.data;
}

async function write(table: Table, edits: readonly Edit[]): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { version, ...standing } = await stored(table);
    const item = { ...KEY, schema: 1, version: (version ?? 0) + 1, ...edited(standing, edits) };
    if (await table.put(item, onlyIfVersion(version))) return;
  }
  throw new StoreUnavailable("Quá nhiều lần chạy cùng bắt đầu hoặc kết thúc; chờ ít giây rồi thử lại.");
}

/** The runs that have not ended: one item of their names, written under its version. */
export interface OpenRuns {
  read(): Promise<Open>;
  edit(edit: Edit): Promise<void>;
}

/** What this process changes in one moment is written at once. */
export function openRuns(table: Table): OpenRuns {
  let edits: Edit[] = [];
  const flush = shared(() => {
    const all = edits;
    edits = [];
    return write(table, all);
  });
  return {
    read: () => stored(table),
    edit: (edit) => {
      edits.push(edit);
      return flush();
    },
  };
}
