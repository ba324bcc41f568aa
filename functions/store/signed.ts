import { z } from "zod";
import { StoreDamaged } from "../domain/failure.ts";
import type { SignedCopyStore } from "../ports/signed.ts";
import { PARTITION } from "../revisions/partitions.ts";
import { SignedCopy } from "../revisions/signed-copy.ts";
import type { ItemKey } from "./key.ts";
import { type Item, ONLY_IF_ABSENT, openTable, type TableOptions } from "./table.ts";

const Stored = z.object({ schema: z.literal(1), copy: SignedCopy });

const registerKey = (series: string): string => `${PARTITION.signed}${series}`;
const inOrder = (number: number): string => String(number).padStart(6, "0");

const signedKey = ({ series, revision, report, entry }: SignedCopy): ItemKey => ({
  pk: registerKey(series),
  sk: [inOrder(revision), encodeURIComponent(report), inOrder(entry)].join("#"),
});

/** The registration that an item is; null for an item of another kind. */
export function signedCopyIn(item: ItemKey & Item): SignedCopy | null {
  const copy = Stored.safeParse(item).data?.copy;
  return copy !== undefined && signedKey(copy).pk === item.pk && signedKey(copy).sk === item.sk ? copy : null;
}

/** The register of signed copies in DynamoDB: one item for each registration, written once. */
export function signedCopyStore(options: TableOptions): SignedCopyStore {
  const table = openTable(options);
  return {
    async list(series) {
      return (await table.query({ pk: registerKey(series) })).map((item) => {
        const parsed = Stored.safeParse(item);
        if (!parsed.success) throw new StoreDamaged(`bản ghi về bản đã ký của ${series} không đúng cấu trúc`);
        return parsed.data.copy;
      });
    },
    add: (copy) => table.put({ ...signedKey(copy), schema: 1, copy: SignedCopy.parse(copy) }, ONLY_IF_ABSENT),
  };
}
