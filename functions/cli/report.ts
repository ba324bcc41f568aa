import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { loadCatalogue } from "../catalogue.ts";
import { RequestInvalid, StoreDamaged } from "../domain/failure.ts";
import type { LocalWorld } from "../local/world.ts";
import type { Catalogue, ServicePorts } from "../ports.ts";
import { API_DEFAULTS, type ApiSettings, type Environment, readApiSettings, readVerifyBase } from "../settings.ts";
import { isSimulated } from "../simulator/agencies.ts";
import { notifyFailure } from "../steps/alert.ts";
import { assemble } from "../steps/assemble.ts";
import { collect } from "../steps/collect.ts";
import { notify } from "../steps/notify.ts";
import { plan } from "../steps/plan.ts";
import { publish } from "../steps/publish.ts";
import { render } from "../steps/render.ts";
import { check, type Request } from "../steps/request.ts";
import { VERSION } from "../version.ts";
import { copyIssue, type Issue, readIssue } from "./copy.ts";
import { copyDrafts, DRAFTS, type Drafts, readDrafts } from "./drafts.ts";
import type { Options } from "./options.ts";
import type { ProgressView } from "./progress.ts";

/** What a run came to: the revision that stands, whether this run published it, where its copy is; or the drafts. */
export type Outcome =
  | { readonly issue: Issue; readonly published: boolean; readonly folder: string }
  | { readonly drafts: Drafts; readonly folder: string };

const root = new URL("../../", import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), "utf8"));

interface Province {
  readonly api: ApiSettings;
  close(): Promise<void>;
}

async function reachProvince(options: Options, env: Environment, now: () => Date): Promise<Province> {
  if (options.api !== null) return { api: readApiSettings(env, options.api), close: async () => {} };
  if (!isSimulated(options.province)) {
    throw new RequestInvalid(`Chưa có bộ mô phỏng cho tỉnh ${options.province}; thêm --api với địa chỉ API của tỉnh.`);
  }
  const { startSimulator } = await import("../simulator/server.ts");
  const credentials = { clientId: "mo-phong", clientSecret: randomUUID() };
  const simulator = await startSimulator({ province: options.province, now, ...credentials });
  return {
    api: { url: simulator.url, ...credentials, ...API_DEFAULTS },
    close: () => simulator.close(),
  };
}

/** The deployed state machine, its steps in this process. */
async function runSteps(ports: ServicePorts, request: Request): Promise<unknown> {
  const { runMachine } = await import("../local/machine.ts");
  const handlers = {
    Plan: (input: unknown) => plan(ports, input),
    CollectAgency: (input: unknown) => collect(ports, input),
    MissAgency: (input: unknown) => collect(ports, input),
    Assemble: (input: unknown) => assemble(ports, input),
    RenderDocument: (input: unknown) => render(ports, input),
    Publish: (input: unknown) => publish(ports, input),
    Notify: (input: unknown) => notify(ports, input),
    NotifyFailure: (input: unknown) => notifyFailure(ports, input),
  };
  return runMachine({ definition: json("infra/pipeline.asl.json"), handlers, input: request, waitScale: 0.1 });
}

async function runIn(world: LocalWorld, request: Request, options: Options, catalogue: Catalogue): Promise<Outcome> {
  const { series } = check(request, catalogue, world.ports.now());
  const result = z
    .object({ outcome: z.enum(["published", "nothing-new", "drafted"]) })
    .parse(await runSteps(world.ports, request));
  if (result.outcome === "drafted") {
    const drafts = await readDrafts(world.ports, request.run);
    const folder = join(options.out, ...series.split("/"), DRAFTS);
    await copyDrafts(drafts, folder);
    return { drafts, folder };
  }
  const pointer = await world.ports.revisions.current(series);
  if (pointer === null) throw new StoreDamaged(`không thấy bản phát hành của ${series}`);
  const issue = await readIssue(world.ports.objects, pointer);
  const folder = join(options.out, ...series.split("/"), `r${pointer.revision}`);
  await copyIssue(issue, folder);
  return { issue, published: result.outcome === "published", folder };
}

/** The data under templates/. */
const templates = (): Catalogue => loadCatalogue(new URL("templates/", root));

/**
 * Runs one period of one province on this machine, from the API (or the simulator) to the published revision and its
 * copy. What was stored before a failure stays, and the next run goes on from it.
 */
export async function report(options: Options, env: Environment, view: ProgressView): Promise<Outcome> {
  const now = (): Date => new Date();
  const catalogue = templates();
  const { province, period, refresh, provisional } = options;
  const programmes = options.programmes === null ? null : [...options.programmes];
  const reports = options.reports === null ? null : [...options.reports];
  const request: Request = { run: randomUUID(), province, period, programmes, reports, refresh, provisional };
  check(request, catalogue, now());
  const source = await reachProvince(options, env, now);
  try {
    const { openLocalWorld } = await import("../local/world.ts");
    const place = { stateDir: options.state, api: source.api, verifyBase: readVerifyBase(env) };
    const world = await openLocalWorld({ ...place, catalogue, now, code: VERSION, ...view });
    try {
      return await runIn(world, request, options, catalogue);
    } finally {
      await world.close();
    }
  } finally {
    await source.close();
  }
}
