import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { RevisionConflict, StoreDamaged } from "../domain/failure.ts";
import type { RevisionStore } from "../ports/ports.ts";
import { PARTITION } from "../revisions/partitions.ts";
import { RenewalSeen } from "../revisions/renewal.ts";
import { SeriesPointer } from "../revisions/revision.ts";
import { recordCode } from "./codes.ts";
import type { ItemKey } from "./key.ts";
import { type Item, ONLY_IF_ABSENT, openTable, type Table, type TableOptions } from "./table.ts";

const Stored = z.object({
  schema: z.literal(1),
  revision: z.int(),
  pointer: SeriesPointer,
  /** Earlier pointers, oldest first. */
  history: z.array(SeriesPointer),
});
type Stored = z.infer<typeof Stored>;

const seriesKey = (series: string) => ({ pk: `${PARTITION.series}${series}`, sk: "pointer" });
const renewalKey = (series: string) => ({ pk: `${PARTITION.series}${series}`, sk: "renewal" });

/** The pointers that an item tells, as it was written at some time; none for an item of another kind. */
export function pointersIn({ pk, ...item }: ItemKey & Item): SeriesPointer[] {
  const { data } = Stored.safeParse(item);
  if (data === undefined || pk !== seriesKey(data.pointer.series).pk) return [];
  return [...data.history, data.pointer];
}

const StoredRenewal = z.object({ schema: z.literal(1), seen: RenewalSeen });

async function renewalSeen(table: Table, series: string): Promise<RenewalSeen | null> {
  const item = await table.get(renewalKey(series));
  if (item === undefined) return null;
  const parsed = StoredRenewal.safeParse(item);
  if (!parsed.success) throw new StoreDamaged(`ghi chép về phiên bản chương trình của ${series} không đúng cấu trúc`);
  return parsed.data.seen;
}

async function stored(table: Table, series: string): Promise<Stored | null> {
  const item = await table.get(seriesKey(series));
  if (item === undefined) return null;
  const parsed = Stored.safeParse(item);
  if (!parsed.success) throw new StoreDamaged(`bản ghi các lần phát hành của ${series} không đúng cấu trúc`);
  return parsed.data;
}

async function move(table: Table, pointer: SeriesPointer): Promise<boolean> {
  const standing = await stored(table, pointer.series);
  if ((standing?.revision ?? 0) !== pointer.revision - 1) return false;
  const history = standing === null ? [] : [...standing.history, standing.pointer];
  const item = { ...seriesKey(pointer.series), schema: 1, revision: pointer.revision, pointer, history };
  if (standing === null) return table.put(item, { ConditionExpression: "attribute_not_exists(pk)" });
  return table.put(item, {
    ConditionExpression: "#revision = :standing",
    ExpressionAttributeNames: { "#revision": "revision" },
    ExpressionAttributeValues: { ":standing": standing.revision },
  });
}

/** A move that was made, now or before others went on from it, is a repeat; the reply to it may have been lost. */
async function wasMade(table: Table, pointer: SeriesPointer): Promise<boolean> {
  const standing = await stored(table, pointer.series);
  if (standing === null) return false;
  return [standing.pointer, ...standing.history].some((made) => isDeepStrictEqual(made, pointer));
}

/** Which revision is current, in DynamoDB: one item per series with its history, so one write moves everything. */
export function revisionStore(options: TableOptions): RevisionStore {
  const table = openTable(options);
  return {
    current: async (series) => (await stored(table, series))?.pointer ?? null,
    history: async (series) => (await stored(table, series))?.history ?? [],
    async series() {
      return (await table.query({ pk: PARTITION.seriesRegister })).map((item) => z.string().parse(item.sk));
    },
    async advance(pointer, codes = []) {
      const next = SeriesPointer.parse(pointer);
      // Registered first: a name or a code without a revision does no harm, a revision that nobody finds does.
      await table.put({ pk: PARTITION.seriesRegister, sk: next.series, schema: 1 }, ONLY_IF_ABSENT);
      for (const code of codes) await recordCode(table, code, next.series, next.revision);
      if ((await move(table, next)) || (await wasMade(table, next))) return;
      throw new RevisionConflict(next.series, next.revision);
    },
    renewalSeen: (series) => renewalSeen(table, series),
    async noteRenewal(series, seen) {
      await table.put({ ...renewalKey(series), schema: 1, seen: RenewalSeen.parse(seen) });
    },
  };
}
