import type { Chance } from "../../helpers/chance.ts";

/** Every kind of call that leaves a step: of its ports, and of the table beneath the stores. */
export const SITES = [
  "api.agencies",
  "api.procedures",
  "api.measures",
  "api.counts",
  "api.tasks",
  "snapshots.latest",
  "snapshots.latestOfWindow",
  "snapshots.save",
  "snapshots.read",
  "snapshots.markCollected",
  "snapshots.collected",
  "runs.put",
  "runs.get",
  "runs.list",
  "revisions.current",
  "revisions.advance",
  "objects.put",
  "objects.get",
  "table.get",
  "table.query",
  "table.put",
  "clock.now",
] as const;
export type Site = (typeof SITES)[number];

/**
 * `before`, `after`: an exception before or after the effect. `timeout`: the call never answers and the step is killed
 * as a Lambda function at its limit; what it had sent may take effect later. `zombie`: the step is given up but goes on
 * beside its successor. `twice`: the effect twice. `rival`: another writer's different write of the same key at that
 * moment. `cut`: a read comes back short. `full-disk`: no write succeeds from here to the end of the run. `clock-back`:
 * the clock is years behind, once or from here on.
 */
export const KINDS = [
  "before",
  "after",
  "timeout",
  "zombie",
  "twice",
  "rival",
  "cut",
  "full-disk",
  "clock-back",
] as const;
export type Kind = (typeof KINDS)[number];

/** When a call that was held back takes effect, or its answer arrives. */
const RELEASES = ["never", "soon", "run-end", "clean-run", "end"] as const;

/** One fault, all of it decided before the run. */
export interface Fault {
  readonly site: Site;
  readonly kind: Kind;
  /** Which call of the site, from 0. */
  readonly index: number;
  /** Which error, where there is a choice. */
  readonly error: "known" | "unknown" | "service";
  readonly release: (typeof RELEASES)[number];
  /** From 0 up to 1: how much is cut, how far the clock goes back, which of two ways is taken. */
  readonly share: number;
}

const RIVALS = new Set<Site>(["snapshots.save", "revisions.advance", "objects.put"]);
const WRITES = new Set<Site>(["snapshots.markCollected", "runs.put", "table.put", ...RIVALS]);
const isRead = (site: Site): boolean => !WRITES.has(site) && site !== "clock.now";

/** Whether a kind of fault can hit a site. */
export function fits(kind: Kind, site: Site): boolean {
  if (kind === "clock-back" || site === "clock.now") return kind === "clock-back" && site === "clock.now";
  if (kind === "rival") return RIVALS.has(site);
  if (kind === "cut") return isRead(site);
  return kind !== "full-disk" || WRITES.has(site);
}

/** How often each site is called in a run without faults. */
export type Calls = ReadonlyMap<Site, number>;

/** Every kind at every site, in a seeded order, over and over. */
export function* deck(chance: Chance, kinds: readonly Kind[]): Generator<{ site: Site; kind: Kind }, never> {
  const all = SITES.flatMap((site) => kinds.filter((kind) => fits(kind, site)).map((kind) => ({ site, kind })));
  for (;;) yield* chance.shuffled(all);
}

/** The next fault of the deck for a run with these calls; what the run never calls is passed over. */
export function draw(from: Generator<{ site: Site; kind: Kind }, never>, calls: Calls, chance: Chance): Fault {
  for (;;) {
    const { site, kind } = from.next().value;
    const called = calls.get(site) ?? 0;
    if (called === 0) continue;
    return {
      site,
      kind,
      index: chance.below(called),
      error: chance.pick(["known", "unknown", "service"]),
      release: chance.pick(RELEASES),
      share: chance.next(),
    };
  }
}
