import { RevisionConflict, StoreDamaged } from "../../../functions/domain/failure.ts";
import type { ObjectStore, Ports, RevisionStore, RunStore } from "../../../functions/ports/ports.ts";
import type { ProvinceApi } from "../../../functions/ports/province-api.ts";
import type { SnapshotContent, SnapshotStore } from "../../../functions/ports/snapshots.ts";
import type { SeriesPointer, SnapshotRef } from "../../../functions/revisions/revision.ts";
import { sha256 } from "../../../functions/store/canonical.ts";
import type { Injector } from "./injector.ts";

/** What the stores have acknowledged: from then on it must be there, whole and unchanged. */
export class Ledger {
  readonly saved = new Map<string, SnapshotRef>();
  readonly written = new Map<string, string>();
  readonly advanced: SeriesPointer[] = [];

  save(ref: SnapshotRef): SnapshotRef {
    this.saved.set(JSON.stringify(ref), ref);
    return ref;
  }

  write(key: string, bytes: Uint8Array): void {
    if (!this.written.has(key)) this.written.set(key, sha256(bytes));
  }
}

async function refused(write: Promise<unknown>, failure: typeof StoreDamaged | typeof RevisionConflict) {
  try {
    await write;
    return false;
  } catch (error) {
    if (error instanceof failure) return true;
    throw error;
  }
}

const watchedApi = (api: ProvinceApi, at: Injector): ProvinceApi => ({
  agencies: (day) => at.perform("api.agencies", () => api.agencies(day)),
  procedures: (day) => at.perform("api.procedures", () => api.procedures(day)),
  measures: (day) => at.perform("api.measures", () => api.measures(day)),
  systems: (agency, window) => api.systems(agency, window),
  counts: (agency, window) => at.perform("api.counts", () => api.counts(agency, window)),
  tasks: (programme, day) => at.perform("api.tasks", () => api.tasks(programme, day)),
});

/** The rivals of a save got the figures earlier, when they were provisional, one of them without the last row. */
const watchedSnapshots = (store: SnapshotStore, at: Injector, ledger: Ledger): SnapshotStore => ({
  latest: (key) => at.perform("snapshots.latest", () => store.latest(key)),
  latestOfWindow: (key) => at.perform("snapshots.latestOfWindow", () => store.latestOfWindow(key)),
  save: (key, content) => {
    const earlier = { ...content, status: "provisional" as const, dataAsOf: "2023-02-20T06:00:00+07:00" };
    const save = async (one: SnapshotContent) => ledger.save(await store.save(key, one));
    const rival = async () => {
      await Promise.all([save(earlier), save({ ...earlier, rows: content.rows.slice(0, -1) })]);
    };
    return at.perform("snapshots.save", () => save(content), rival);
  },
  read: (ref) => at.perform("snapshots.read", () => store.read(ref)),
  rawAnswers: (ref) => at.perform("snapshots.rawAnswers", () => store.rawAnswers(ref)),
  markCollected: (...month) => at.perform("snapshots.markCollected", () => store.markCollected(...month)),
  collected: (...months) => at.perform("snapshots.collected", () => store.collected(...months)),
});

const watchedRuns = (store: RunStore, at: Injector): RunStore => ({
  put: (run, name, value) => at.perform("runs.put", () => store.put(run, name, value)),
  get: (run, name) => at.perform("runs.get", () => store.get(run, name)),
  list: (run, prefix) => at.perform("runs.list", () => store.list(run, prefix)),
});

/** The rival of a move wants the same revision to be another one. */
const watchedRevisions = (store: RevisionStore, at: Injector, ledger: Ledger): RevisionStore => ({
  ...store,
  current: (series) => at.perform("revisions.current", () => store.current(series)),
  advance: (pointer) => {
    const rival = async () => {
      const other = { ...pointer, manifestSha256: "0".repeat(64) };
      if (await refused(store.advance(other), RevisionConflict)) return;
      at.accusations.push(`revision ${pointer.revision} was moved to twice, by different runs`);
    };
    const move = async () => {
      await store.advance(pointer);
      ledger.advanced.push(pointer);
    };
    return at.perform("revisions.advance", move, rival);
  },
});

/** The rival of a write has other bytes for the key. */
const watchedObjects = (store: ObjectStore, at: Injector, ledger: Ledger): ObjectStore => ({
  put: (key, bytes, mediaType) => {
    const rival = async () => {
      const other = new TextEncoder().encode(`a rival's ${key}`);
      if (await refused(store.put(key, other, mediaType), StoreDamaged)) return;
      at.accusations.push(`${key} took other bytes though it was written`);
    };
    const write = async () => {
      await store.put(key, bytes, mediaType);
      ledger.write(key, bytes);
    };
    return at.perform("objects.put", write, rival);
  },
  get: (key) => at.perform("objects.get", () => store.get(key)),
});

/** Ports whose every call that leaves the steps can be hit, and whose acknowledgements are noted. */
export function watched(ports: Ports, at: Injector, ledger: Ledger): Ports {
  return {
    ...ports,
    api: (province) => watchedApi(ports.api(province), at),
    snapshots: watchedSnapshots(ports.snapshots, at, ledger),
    runs: watchedRuns(ports.runs, at),
    revisions: watchedRevisions(ports.revisions, at, ledger),
    objects: watchedObjects(ports.objects, at, ledger),
    now: () => at.now(ports.now()),
  };
}
