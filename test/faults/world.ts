import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { lazyChecks } from "../../functions/check/checks.ts";
import type { Programme } from "../../functions/domain/programme.ts";
import { runMachine } from "../../functions/laptop/machine.ts";
import { assemble } from "../../functions/pipeline/assemble.ts";
import { collect } from "../../functions/pipeline/collect.ts";
import { plan } from "../../functions/pipeline/plan.ts";
import { publish } from "../../functions/pipeline/publish.ts";
import { render } from "../../functions/pipeline/render.ts";
import { decide } from "../../functions/pipeline/support/release/decide.ts";
import type { Request } from "../../functions/pipeline/support/request.ts";
import type { ObjectStore, Ports, Renderers, RevisionStore, TemplateCatalogue } from "../../functions/ports/ports.ts";
import type { SnapshotStore } from "../../functions/ports/snapshots.ts";
import { lazyRenderers } from "../../functions/render/renderers.ts";
import { sha256 } from "../../functions/store/canonical.ts";
import { runHistory } from "../../functions/store/history.ts";
import { releaseStore } from "../../functions/store/releases.ts";
import { revisionStore } from "../../functions/store/revisions.ts";
import { runStore } from "../../functions/store/runs.ts";
import { snapshotStore } from "../../functions/store/snapshots.ts";
import { answersOf, apiOf, keepEarlierMonth, type Size, type Stage, seriesOf } from "../helpers/runs/province.ts";
import { Injector } from "./injection/injector.ts";
import { frail, type Objects } from "./injection/objects.ts";
import type { Table } from "./injection/table.ts";
import { Ledger, watched } from "./injection/watched.ts";

const root = new URL("../../", import.meta.url);
const definition: unknown = JSON.parse(readFileSync(new URL("infra/pipeline.asl.json", root), "utf8"));
const templates = loadCatalogue(new URL("templates/", root));

/** A programme that also sets a target on users, so that the list of measures is asked for. */
function withMeasuredTarget(programme: Programme): Programme {
  const [first] = programme.targets;
  if (first === undefined) return programme;
  const measured = { ...first, id: "bench-identified-users", indicator: "identified-users" };
  return { ...programme, targets: [...programme.targets, measured] };
}

const catalogue: TemplateCatalogue = {
  ...templates,
  programmes: (province) => templates.programmes(province).map(withMeasuredTarget),
};

/** Stores as they are made, and as a seeded defect makes them. */
export interface Stores {
  readonly snapshots: SnapshotStore;
  readonly revisions: RevisionStore;
  readonly objects: ObjectStore;
}
export type Defect = (stores: Stores, table: Table, objects: Objects) => Stores;

export interface WorldOptions {
  readonly table: Table;
  readonly objects: Objects;
  readonly size: Size;
  /** Whether PDF and workbook are rendered, or stand-ins of the same report take their place. */
  readonly documents: boolean;
  /** Bytes of a snapshot from which the object store keeps it. */
  readonly bodyLimit: number;
  readonly defect: Defect;
  /** Whether somebody has to agree to every release, and does as soon as a draft waits. */
  readonly gated: boolean;
}

/** A province, its stores and its clock; faults can hit everything that leaves the steps. */
export interface World {
  readonly options: WorldOptions;
  /** Beneath the faults, for looking at what is stored. */
  readonly stores: Stores;
  readonly ports: Ports;
  readonly injector: Injector;
  readonly ledger: Ledger;
  /** What the province says from now on. */
  stage: Stage;
  setClock(now: Date): void;
  run(request: Request): Promise<"published" | "nothing-new">;
}

/** Documents made of nothing but their report, so they differ where it does. */
function standIns(): Renderers {
  const make = (kind: string) => async (report: unknown) =>
    new TextEncoder().encode(`${kind} ${sha256(JSON.stringify(report))}\n`.repeat(20));
  return { ...lazyRenderers(), pdf: make("%PDF stand-in"), docx: make("PK stand-in"), xlsx: make("PK stand-in") };
}

const Output = z.object({ outcome: z.enum(["published", "nothing-new", "awaiting-release"]) });

/** The templates of a world in which somebody has to agree. */
const gatedCatalogue: TemplateCatalogue = {
  ...catalogue,
  province: (id) => ({ ...catalogue.province(id), release: { mode: "approved", emptier: 100 } }),
};

/** Whatever the figures of a fault come to: they are published, and looked at then. */
const openCatalogue: TemplateCatalogue = {
  ...catalogue,
  province: (id) => ({ ...catalogue.province(id), release: { mode: "automatic", emptier: 100 } }),
};

/** A fresh world, in which the month before the year has been collected. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const { client, table } = options.table;
  const objects = frail(options.objects.store);
  const snapshots = snapshotStore({ client, table, objects, bodyLimit: options.bodyLimit });
  const sound = { snapshots, revisions: revisionStore({ client, table }), objects };
  const stores = options.defect(sound, options.table, options.objects);
  const releases = releaseStore({ client, table });
  const [injector, ledger] = [new Injector(), new Ledger()];
  let clock = new Date(Date.UTC(2023, 6, 3));
  const world: World = {
    options,
    stores,
    injector,
    ledger,
    stage: "first",
    ports: watched(
      {
        ...stores,
        api: () => apiOf(() => answersOf(options.size, world.stage)),
        runs: runStore({ client, table }),
        releases,
        catalogue: options.gated ? gatedCatalogue : openCatalogue,
        render: options.documents ? lazyRenderers() : standIns(),
        check: options.documents ? lazyChecks() : { pdf: async () => [], docx: async () => {}, xlsx: async () => {} },
        // Every look at the clock is a second later, so that no two moments are the same and no agency's time runs out.
        now: () => {
          clock = new Date(clock.getTime() + 1_000);
          return clock;
        },
        code: "bench",
        verifyBase: null,
        nationalPortal: null,
        unansweredAgencies: 10,
        progress: () => {},
        warn: () => {},
      },
      injector,
      ledger,
    ),
    setClock: (now) => {
      clock = now;
    },
    async run(request) {
      const step =
        <Out>(work: (ports: Ports, input: unknown) => Promise<Out>) =>
        (input: unknown): Promise<Out> =>
          injector.invoke(() => work(world.ports, input));
      const handlers = {
        AwaitTurn: async () => ({ outcome: "given" }),
        Plan: step(plan),
        CollectAgency: step(collect),
        MissAgency: step(collect),
        Assemble: step(assemble),
        RenderDocument: step(render),
        Publish: step(publish),
        Notify: async () => ({}),
        NotifyFailure: async () => ({}),
        PublishApproved: step(publish),
        AskApprovers: async () => ({}),
      };
      const execute = async (input: Request) =>
        Output.parse(await runMachine({ definition, handlers, input, waitScale: 0 })).outcome;
      const before = await stores.revisions.current(seriesOf(options.size));
      const outcome = await execute(request);
      if (outcome !== "awaiting-release") return outcome;
      const series = seriesOf(options.size);
      if (!isDeepStrictEqual(await stores.revisions.current(series), before))
        injector.accusations.push("a draft that waits was published without an approval");
      const waiting = (await releases.of(series)).at(-1)?.run ?? request.run;
      const deciding = { ...stores, releases, history: runHistory({ client, table }), now: () => clock };
      await decide(deciding, waiting, { outcome: "approved", by: "người phê duyệt", reason: "" });
      const released = await execute({ ...request, run: `${request.run}-release`, release: waiting });
      if (released === "awaiting-release") throw new RangeError("an approval ended in a draft that waits");
      return released;
    },
  };
  await keepEarlierMonth(snapshots, options.size);
  return world;
}
