import type { SnapshotRef } from "../../functions/revisions/revision.ts";
import { canonicalRows, snapshotSha256 } from "../../functions/store/canonical.ts";
import { compress } from "../../functions/store/compress.ts";
import { snapshotItem } from "../../functions/store/snapshots/item.ts";
import { openTable } from "../../functions/store/table.ts";
import type { Defect } from "./world.ts";

/** A pointer that is moved whatever stands. */
const unconditionalAdvance: Defect = ({ revisions, ...stores }, options) => ({
  ...stores,
  revisions: {
    ...revisions,
    async advance(pointer) {
      const { series, revision } = pointer;
      const standing = await revisions.current(series);
      const history = standing === null ? [] : [...(await revisions.history(series)), standing];
      const table = openTable(options);
      await table.put({ pk: "series", sk: series, schema: 1 });
      await table.put({ pk: `series#${series}`, sk: "pointer", schema: 1, revision, pointer, history });
    },
  },
});

/** Objects that are written again under the same key. */
const overwritingObjects: Defect = (stores, _table, { replace }) => ({
  ...stores,
  objects: { ...stores.objects, put: (key, bytes) => replace(key, bytes) },
});

/** Vintages that are written without asking whether another run has just written one of that number. */
const overwrittenVintages: Defect = ({ snapshots, ...stores }, options) => ({
  ...stores,
  snapshots: {
    ...snapshots,
    async save(key, { rows, status, dataAsOf, askedAt }) {
      const text = canonicalRows(rows);
      const sha256 = snapshotSha256(status, text);
      const standing = await snapshots.latest(key);
      if (standing?.sha256 === sha256) return standing;
      const { province, synthetic, kind, agency, from, to } = key;
      const vintage = (standing?.vintage ?? 0) + 1;
      const ref: SnapshotRef = { province, synthetic, kind, agency, from, to, vintage, sha256, status, dataAsOf };
      await openTable(options).put(snapshotItem(ref, askedAt, { body: await compress(text) }));
      return ref;
    },
  },
});

/** Mistakes of a store that the bench has to find. */
export const DEFECTS: Readonly<Record<string, Defect>> = {
  "a pointer moved without its condition": unconditionalAdvance,
  "objects that are overwritten": overwritingObjects,
  "vintages that are overwritten": overwrittenVintages,
};
