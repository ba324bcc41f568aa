import { z } from "zod";
import { StoreDamaged, StoreUnavailable } from "../domain/failure.ts";
import type { RunHistory } from "../ports/portal.ts";
import { PARTITION } from "../revisions/partitions.ts";
import { RunRecord, runCursor } from "../revisions/run.ts";
import { idOf, type OpenRuns, openRuns, shared } from "./open-runs.ts";
import { type Item, ONLY_IF_ABSENT, onlyIfVersion, openTable, type Table, type TableOptions } from "./table.ts";

const Stored = z.object({ schema: z.literal(1), version: z.int(), record: RunRecord });
type Stored = z.infer<typeof Stored>;

/** Records of one page, where all are looked through. */
const LOOK = 100;

/** Changers of one record at once that all come through. */
const MAX_ROUNDS = 50;

const recordKey = (id: string) => ({ pk: `${PARTITION.runRecord}${id}`, sk: "record" });

/** The register in the order of time; a name in it whose record is not there or says another time counts nothing. */
const registerKey = (record: RunRecord) => ({ pk: PARTITION.runRegister, sk: runCursor(record) });

function stored(id: string, item: Item | undefined): Stored | null {
  if (item === undefined) return null;
  const parsed = Stored.safeParse(item);
  if (!parsed.success) throw new StoreDamaged(`bản ghi lần chạy ${id} không đúng cấu trúc`);
  return parsed.data;
}

const storedRecord = async (table: Table, id: string): Promise<Stored | null> =>
  stored(id, await table.get(recordKey(id)));

/** The table, and the index in it. */
interface Place {
  readonly table: Table;
  readonly index: OpenRuns;
}

async function open({ table, index }: Place, record: RunRecord): Promise<{ record: RunRecord; created: boolean }> {
  let standing = await storedRecord(table, record.id);
  let created = false;
  if (standing === null) {
    // Before the record: a record that nobody finds would never be taken over.
    await index.edit({ add: [runCursor(record)] });
    const fresh = { schema: 1 as const, version: 1, record };
    created = await table.put({ ...recordKey(record.id), ...fresh }, ONLY_IF_ABSENT);
    standing = created ? fresh : await storedRecord(table, record.id);
  }
  if (standing === null) throw new StoreDamaged(`bản ghi lần chạy ${record.id} vừa bị xóa`);
  // Whoever made the record may have died before this; by the record's own time, it is one entry however often.
  await table.put({ ...registerKey(standing.record), schema: 1, id: record.id });
  return { record: standing.record, created };
}

async function change(
  { table, index }: Place,
  id: string,
  changed: (record: RunRecord) => RunRecord | null,
): Promise<RunRecord | null> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const standing = await storedRecord(table, id);
    if (standing === null) return null;
    const record = changed(standing.record);
    if (record === null) return standing.record;
    const { version } = standing;
    const written = await table.put(
      { ...recordKey(id), schema: 1, version: version + 1, record },
      onlyIfVersion(version),
    );
    if (written) {
      // A name that stays is dropped by the next look at the runs under way.
      if (record.end !== null) await index.edit({ drop: [runCursor(record)] }).catch(() => undefined);
      return record;
    }
  }
  throw new StoreUnavailable(`Quá nhiều yêu cầu cùng đổi lần chạy ${id}; chờ ít giây rồi thử lại.`);
}

/** A run's record; null where it is not there (yet), or cannot be read: one must not hide all others. `get` names it. */
async function readable(table: Table, id: string): Promise<RunRecord | null> {
  try {
    return (await storedRecord(table, id))?.record ?? null;
  } catch (error) {
    if (error instanceof StoreDamaged) return null;
    throw error;
  }
}

const Registered = z.object({ sk: z.string(), id: z.string() });

/** Records by what the register says, the newest first; null for an entry that counts nothing. */
async function page(table: Table, limit: number, before: string | null) {
  const range = before === null ? { pk: PARTITION.runRegister } : { pk: PARTITION.runRegister, sk: { before } };
  const items = await table.query(range, { ScanIndexForward: false, Limit: limit });
  const entries = items.map((item) => Registered.parse(item));
  return Promise.all(
    entries.map(async ({ id, sk }) => {
      const record = await readable(table, id);
      return { sk, record: record !== null && runCursor(record) === sk ? record : null };
    }),
  );
}

async function recent(table: Table, limit: number, before: string | null): Promise<RunRecord[]> {
  const found: RunRecord[] = [];
  let from = before;
  for (;;) {
    const entries = await page(table, limit, from);
    found.push(...entries.flatMap(({ record }) => record ?? []));
    const last = entries.at(-1);
    if (last === undefined || entries.length < limit || found.length >= limit) return found.slice(0, limit);
    from = last.sk;
  }
}

/** Enters what versions of the program without this index have left open, once for all. */
async function openNames({ table, index }: Place): Promise<readonly string[]> {
  const known = await index.read();
  if (known.whole) return known.names;
  const open: string[] = [];
  let before: string | null = null;
  do {
    const records: readonly RunRecord[] = await recent(table, LOOK, before);
    open.push(...records.filter(({ end }) => end === null).map(runCursor));
    const last = records.length < LOOK ? undefined : records.at(-1);
    before = last === undefined ? null : runCursor(last);
  } while (before !== null);
  await index.edit({ add: open, whole: true });
  return (await index.read()).names;
}

async function underWay(place: Place): Promise<RunRecord[]> {
  const names = await openNames(place);
  const looked = await Promise.all(
    names.map(async (name) => ({ name, record: await readable(place.table, idOf(name)) })),
  );
  const isOpen = (name: string, record: RunRecord): boolean => record.end === null && runCursor(record) === name;
  const over = looked.filter(({ name, record }) => record !== null && !isOpen(name, record)).map(({ name }) => name);
  if (over.length > 0) await place.index.edit({ drop: over });
  return looked.flatMap(({ name, record }) => (record !== null && isOpen(name, record) ? [record] : []));
}

/** The history of the runs in DynamoDB: one item each, changed under its version, a register by time, and those open. */
export function runHistory(options: TableOptions): RunHistory {
  const table = openTable(options);
  const place = { table, index: openRuns(table) };
  return {
    open: (record) => open(place, RunRecord.parse(record)),
    get: async (id) => (await storedRecord(table, id))?.record ?? null,
    recent: (limit, before) => recent(table, limit, before),
    underWay: shared(() => underWay(place)),
    change: (id, changed) => change(place, id, changed),
  };
}
