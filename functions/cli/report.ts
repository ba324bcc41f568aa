import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { loadCatalogue } from "../catalogue.ts";
import { RequestInvalid, StoreDamaged } from "../domain/failure.ts";
import type { LocalOptions, LocalWorld } from "../local/world.ts";
import type { Catalogue } from "../ports.ts";
import { type Environment, readApiSettings, readMailSettings, readVerifyBase } from "../settings.ts";
import { isSimulated } from "../simulator/agencies.ts";
import { check, type Request } from "../steps/request.ts";
import { VERSION } from "../version.ts";
import { copyIssue, type Issue, readIssue } from "./copy.ts";
import { copyDrafts, DRAFTS, type Drafts, readDrafts } from "./drafts.ts";
import type { Options } from "./options.ts";
import { runPipeline } from "./pipeline.ts";
import type { ProgressView } from "./progress.ts";
import { startSimulators } from "./simulators.ts";

/** What a run came to: the revision that stands, whether this run published it, where its copy is; or the drafts. */
export type Outcome =
  | { readonly issue: Issue; readonly published: boolean; readonly folder: string }
  | { readonly drafts: Drafts; readonly folder: string };

const root = new URL("../../", import.meta.url);

interface Source {
  readonly api: LocalOptions["api"];
  close(): Promise<void>;
}

async function reachProvince(options: Options, env: Environment, now: () => Date): Promise<Source> {
  if (options.api !== null) return { api: readApiSettings(env, options.api), close: async () => {} };
  if (!isSimulated(options.province)) {
    throw new RequestInvalid(`Chưa có bộ mô phỏng cho tỉnh ${options.province}; thêm --api với địa chỉ API của tỉnh.`);
  }
  const { apis, close } = await startSimulators([options.province], now);
  return { api: apis, close };
}

async function runIn(world: LocalWorld, request: Request, options: Options, catalogue: Catalogue): Promise<Outcome> {
  const { series } = check(request, catalogue, world.ports.now());
  const result = z
    .object({ outcome: z.enum(["published", "nothing-new", "drafted"]) })
    .parse(await runPipeline(world.ports, request));
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
    const place = {
      stateDir: options.state,
      api: source.api,
      verifyBase: readVerifyBase(env),
      mail: readMailSettings(env),
    };
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
