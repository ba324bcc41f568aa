import { StoreDamaged } from "../../domain/failure.ts";
import { PushRecord } from "../../domain/push/state.ts";
import type { PushPlace, PushSeries, SentFigureStore } from "../../ports/push.ts";
import { PARTITION } from "../../revisions/partitions.ts";
import type { ItemKey } from "../key.ts";
import { changeItem, type Item, onlyIfVersion, openTable, type TableOptions } from "../table.ts";

/** Longer than any call takes to send one figure; whoever has not ended by then is taken for dead. */
const LEASE_MS = 180_000;

const partitionOf = ({ mapping, series }: PushSeries): string => `${PARTITION.push}${mapping}#${series}`;

/** A code of an indicator has no blanks, so that the first one is behind it. */
const itemKey = (place: PushPlace): ItemKey => ({ pk: partitionOf(place), sk: `${place.indicator} ${place.office}` });

function recordOf(item: Item, { mapping, series }: PushSeries): PushRecord {
  const parsed = PushRecord.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new StoreDamaged(`bản ghi gửi số liệu theo tệp pushes/${mapping}.json của ${series}`);
}

function placeIn(sk: unknown): Pick<PushPlace, "indicator" | "office"> {
  const [indicator = "", ...office] = String(sk).split(" ");
  return { indicator, office: office.join(" ") };
}

/**
 * The figures that were sent to report systems, in DynamoDB: one item for each figure of a report, which its revisions share.
 *
 * Sending and noting it are two acts. A figure is claimed before it is sent and noted after, and one whose claim has run out
 * is not sent again: a system that adds up, or tells people at each change, must not get it twice. What is lost so is told.
 */
export function sentFigureStore(options: TableOptions): SentFigureStore {
  const table = openTable(options);
  return {
    async list(of) {
      const items = await table.query({ pk: partitionOf(of) });
      return items.map((item) => ({ ...placeIn(item.sk), record: recordOf(item, of) }));
    },
    claim(place, { revision, value }, at, known) {
      const until = new Date(at.getTime() + LEASE_MS).toISOString();
      const record: PushRecord = { state: "sending", revision, value, until, version: (known?.version ?? 0) + 1 };
      return table.put({ ...itemKey(place), ...record }, onlyIfVersion(known?.version ?? null));
    },
    async close(place, revision, state) {
      const parse = (item: Item): PushRecord => recordOf(item, place);
      await changeItem(table, itemKey(place), parse, (standing) => {
        const isOurs = standing?.revision === revision && ["sending", "unknown"].includes(standing.state);
        return isOurs && standing.state !== state ? { ...standing, state, version: standing.version + 1 } : null;
      });
    },
  };
}
