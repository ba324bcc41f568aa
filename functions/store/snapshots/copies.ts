import { StoreDamaged } from "../../domain/failure.ts";
import { StoredImportRows } from "../../domain/imports/stored.ts";
import type { ObjectStore } from "../../ports/ports.ts";
import { importFileKey } from "../../revisions/import-file.ts";
import { SNAPSHOTS, type SnapshotRef } from "../../revisions/revision.ts";
import { sha256, snapshotSha256 } from "../canonical.ts";
import { decompress } from "../compress.ts";
import type { ItemKey } from "../key.ts";
import { type Item, ONLY_IF_ABSENT, openTable, type TableOptions } from "../table.ts";
import * as items from "./item.ts";
import { copyRaw, rawListOf } from "./raw.ts";

/** Takes over what is left of the snapshots of another table. */
export interface SnapshotCopies {
  /**
   * Keeps a vintage exactly as it was, its rows held against their hash; null where it is no snapshot, or they do not fit.
   *
   * @param objects where rows lie that were too large for the item
   */
  keep(item: ItemKey & Item, objects: Pick<ObjectStore, "get">): Promise<SnapshotRef | null>;
  /** Keeps what is known of a vintage whose rows are lost: its number is never given again, and rows of its hash fill it. */
  noteLost(ref: SnapshotRef): Promise<void>;
}

interface Copy {
  readonly ref: SnapshotRef;
  /** The rows as JSON. */
  readonly text: string;
  /** Rows that lie beside the item, under the key that it names. */
  readonly object: { readonly key: string; readonly bytes: Uint8Array } | null;
}

/** A snapshot whose rows fit their hash. Throws StoreDamaged for one that is not of this program's shape. */
async function copyOf(item: ItemKey & Item, objects: Pick<ObjectStore, "get">): Promise<Copy | null> {
  const key = items.snapshotKeyOf(item);
  if (key === null) return null;
  const ref = items.refOf(key, item);
  const body = items.bodyOf(ref, item);
  if ("lost" in body) return null;
  const bytes = "body" in body ? body.body : await objects.get(body.object.key);
  const text = bytes === null ? null : await decompress(bytes);
  if (bytes === null || text === null || snapshotSha256(ref.status, text) !== ref.sha256) return null;
  if ("body" in body) return { ref, text, object: null };
  const isIt = body.object.key.startsWith(SNAPSHOTS) && sha256(bytes) === body.object.sha256;
  return isIt ? { ref, text, object: { key: body.object.key, bytes } } : null;
}

/** Copies the workbook that was imported, where it is whole: the counts are of use without it. */
async function keepWorkbook({ ref, text }: Copy, from: Pick<ObjectStore, "get">, into: ObjectStore): Promise<void> {
  const rows = ref.kind === "import" ? StoredImportRows.safeParse(JSON.parse(text)).data : undefined;
  const file = rows?.[0].file ?? null;
  if (file === null) return;
  const bytes = await from.get(importFileKey(file));
  if (bytes !== null && sha256(bytes) === file.sha256) await into.put(importFileKey(file), bytes, "");
}

/** @param into where rows are kept that are too large for an item */
export function snapshotCopies(options: TableOptions, into: ObjectStore): SnapshotCopies {
  const table = openTable(options);
  return {
    async keep(item, objects) {
      const copy = await copyOf(item, objects).catch((error: unknown) => {
        if (error instanceof StoreDamaged) return null;
        throw error;
      });
      if (copy === null) return null;
      if (copy.object !== null) await into.put(copy.object.key, copy.object.bytes, "application/gzip");
      await keepWorkbook(copy, objects, into);
      await copyRaw(rawListOf(item) ?? [], objects, into);
      await table.put(item, ONLY_IF_ABSENT);
      return copy.ref;
    },
    async noteLost(ref) {
      // No moment of asking is known: an answer that comes later is never held to come late.
      const { askedAt: _, ...item } = items.snapshotItem(ref, "", { lost: true });
      await table.put(item, ONLY_IF_ABSENT);
    },
  };
}
