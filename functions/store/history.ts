import { z } from "zod";
import { StoreDamaged, StoreUnavailable } from "../domain/failure.ts";
import { RunRecord } from "../domain/run.ts";
import type { RunHistory } from "../ports-portal.ts";
import { type Item, ONLY_IF_ABSENT, openTable, type Table, type TableOptions } from "./table.ts";

const Stored = z.object({ schema: z.literal(1), version: z.int(), record: RunRecord });
type Stored = z.infer<typeof Stored>;

/** Changers of one record at once that all come through. */
const MAX_ROUNDS = 50;

const recordKey = (id: string) => ({ pk: `run-record#${id}`, sk: "record" });

/** The register in the order of time; a name in it whose record is not there or says another time counts nothing. */
const REGISTER = "run-records";
const registerKey = ({ requestedAt, id }: RunRecord) => ({ pk: REGISTER, sk: `${requestedAt}#${id}` });

function stored(id: string, item: Item | undefined): Stored | null {
  if (item === undefined) return null;
  const parsed = Stored.safeParse(item);
  if (!parsed.success) throw new StoreDamaged(`bản ghi lần chạy ${id} không đúng cấu trúc`);
  return parsed.data;
}

const storedRecord = async (table: Table, id: string): Promise<Stored | null> =>
  stored(id, await table.get(recordKey(id)));

async function open(table: Table, record: RunRecord): Promise<{ record: RunRecord; created: boolean }> {
  const item = { ...recordKey(record.id), schema: 1, version: 1, record };
  // Registered first: a record that nobody finds would never be taken over.
  await table.put({ ...registerKey(record), schema: 1, id: record.id }, ONLY_IF_ABSENT);
  if (await table.put(item, ONLY_IF_ABSENT)) return { record, created: true };
  const standing = await storedRecord(table, record.id);
  if (standing === null) throw new StoreDamaged(`bản ghi lần chạy ${record.id} vừa bị xóa`);
  return { record: standing.record, created: false };
}

async function change(
  table: Table,
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
      {
        ConditionExpression: "#version = :version",
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":version": version },
      },
    );
    if (written) return record;
  }
  throw new StoreUnavailable(`Quá nhiều yêu cầu cùng đổi lần chạy ${id}; chờ ít giây rồi thử lại.`);
}

const Registered = z.object({ sk: z.string(), id: z.string() });

async function recent(table: Table, limit: number, before: string | null): Promise<RunRecord[]> {
  const items = await table.query({
    KeyConditionExpression: before === null ? "pk = :pk" : "pk = :pk AND sk < :before",
    ExpressionAttributeValues: { ":pk": REGISTER, ...(before === null ? {} : { ":before": before }) },
    ScanIndexForward: false,
    Limit: limit,
  });
  const found = items.map((item) => Registered.parse(item));
  const records = await Promise.all(found.map(async ({ id, sk }) => ({ sk, stored: await storedRecord(table, id) })));
  return records.flatMap(({ sk, stored: one }) =>
    one !== null && registerKey(one.record).sk === sk ? [one.record] : [],
  );
}

/** The history of the runs in DynamoDB: one item each, changed under its version, and a register by time. */
export function runHistory(options: TableOptions): RunHistory {
  const table = openTable(options);
  return {
    open: (record) => open(table, RunRecord.parse(record)),
    get: async (id) => (await storedRecord(table, id))?.record ?? null,
    recent: (limit, before) => recent(table, limit, before),
    change: (id, changed) => change(table, id, changed),
  };
}
