import { isBeforeEndOf } from "../../functions/domain/instant.ts";
import type { SeriesPointer, SnapshotKey, SnapshotRef } from "../../functions/revisions/revision.ts";
import { snapshotSha256 } from "../../functions/store/canonical.ts";
import { memoryObjects } from "../helpers/store/store.ts";
import type { Stores } from "./first.ts";

const place = ({ province, synthetic, kind, from, to }: Omit<SnapshotKey, "agency">): string =>
  [province, synthetic, kind, from, to].join("|");

function memorySnapshots(): Stores["snapshots"] {
  const vintages = new Map<string, { ref: SnapshotRef; text: string }[]>();
  const months = new Set<string>();
  const keyOf = (key: SnapshotKey): string => `${place(key)}|${key.agency}`;
  const newest = (key: SnapshotKey): SnapshotRef | null => vintages.get(keyOf(key))?.at(-1)?.ref ?? null;
  return {
    latest: async (key) => newest(key),
    latestOfWindow: async (key) =>
      [...vintages]
        .flatMap(([name, kept]) => (name.startsWith(`${place(key)}|`) ? kept.slice(-1) : []))
        .map((one) => one.ref),
    async save(key, { status, dataAsOf, rows }) {
      const text = JSON.stringify(rows);
      const sha256 = snapshotSha256(status, text);
      const standing = newest(key);
      const wasEarly = (instant: string): boolean => key.kind === "counts" && isBeforeEndOf(instant, key.to);
      const isConfirmed = standing !== null && wasEarly(standing.dataAsOf) && !wasEarly(dataAsOf);
      if (standing?.sha256 === sha256 && !isConfirmed) return standing;
      if (standing !== null && Date.parse(standing.dataAsOf) > Date.parse(dataAsOf)) return standing;
      const { province, synthetic, kind, agency, from, to } = key;
      const vintage = (standing?.vintage ?? 0) + 1;
      const ref = { province, synthetic, kind, agency, from, to, vintage, sha256, status, dataAsOf };
      vintages.set(keyOf(key), [...(vintages.get(keyOf(key)) ?? []), { ref, text }]);
      return ref;
    },
    async read(ref) {
      const text = vintages.get(keyOf(ref))?.find((one) => one.ref.vintage === ref.vintage)?.text;
      const rows: unknown = JSON.parse(text ?? "null");
      if (!Array.isArray(rows)) throw new Error(`nothing stored for ${keyOf(ref)}`);
      return rows;
    },
    rawAnswers: async () => [],
    markCollected: async (province, synthetic, month, scheme) => {
      months.add([province, synthetic, scheme, month].join("|"));
    },
    collected: async (province, synthetic, wanted, scheme) =>
      new Set(wanted.filter((month) => months.has([province, synthetic, scheme, month].join("|")))),
  };
}

/** Stores that keep everything as JSON text in memory: hundreds of provinces in a minute. */
export function memoryStores(): Stores {
  const notes = new Map<string, string>();
  const pointers = new Map<string, SeriesPointer>();
  return {
    snapshots: memorySnapshots(),
    runs: {
      async put(run, name, value) {
        notes.set(`${run}|${name}`, JSON.stringify(value));
      },
      async get(run, name) {
        return JSON.parse(notes.get(`${run}|${name}`) ?? "null");
      },
      list: async (run, prefix) =>
        [...notes.keys()]
          .filter((key) => key.startsWith(`${run}|${prefix}`))
          .sort()
          .map((key) => ({ name: key.slice(run.length + 1), value: JSON.parse(notes.get(key) ?? "null") })),
    },
    revisions: {
      current: async (series) => pointers.get(series) ?? null,
      series: async () => [...pointers.keys()].sort(),
      history: async (series) => [pointers.get(series) ?? []].flat(),
      advance: async (pointer) => {
        pointers.set(pointer.series, pointer);
      },
      renewalSeen: async () => null,
      noteRenewal: async () => {},
    },
    objects: memoryObjects(),
    releases: { of: async () => [], all: async () => [], change: async (_series, changed) => changed([]) ?? [] },
  };
}
