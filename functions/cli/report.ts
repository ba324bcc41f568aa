import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { loadCatalogue } from "../catalogue/catalogue.ts";
import type { Province } from "../domain/province.ts";
import type { LocalOptions } from "../laptop/world.ts";
import { check, type Request } from "../pipeline/support/request.ts";
import type { TemplateCatalogue } from "../ports/ports.ts";
import { periodText } from "../report/wording.ts";
import { newestEnded } from "../revisions/cadence.ts";
import { readNationalPortal } from "../settings/national-portal.ts";
import { readSources } from "../settings/sources.ts";
import type { Environment } from "../settings/values.ts";
import { readApiSettings, readMailSettings, readVerifyBase } from "../settings.ts";
import { hasRealUnits } from "../simulator/province/agencies.ts";
import { VERSION } from "../version.ts";
import type { Options } from "./options.ts";
import { checkPlace } from "./place.ts";
import type { ProgressView } from "./progress.ts";
import type { Asked, Outcome } from "./run.ts";
import { startSimulators } from "./simulators.ts";

const TEMPLATES = new URL("../../templates/", import.meta.url);

interface Source {
  readonly api: LocalOptions["api"];
  close(): Promise<void>;
}

async function reachProvince(
  options: Options,
  province: Province,
  env: Environment,
  now: () => Date,
  warn: (message: string) => void,
): Promise<Source> {
  if (province.fedBy !== undefined) return { api: null, close: async () => {} };
  if (options.api !== null) {
    const api = readApiSettings(env, options.api);
    const { probeProvince } = await import("../laptop/probe.ts");
    await probeProvince(api, now, warn);
    return { api, close: async () => {} };
  }
  if (!hasRealUnits(options.province))
    warn("Bộ mô phỏng không có danh sách đơn vị của tỉnh này nên tự đặt cả tên đơn vị.");
  const { apis, close } = await startSimulators([province], now);
  return { api: apis, close };
}

/** Checks what is asked for, and that the folders can be written, before anything is asked of the province. */
async function askedOf(options: Options, catalogue: TemplateCatalogue, now: Date): Promise<Asked> {
  const { province, refresh, provisional, reissue } = options;
  const period = options.period ?? newestEnded("month", catalogue.province(province), now);
  const programmes = options.programmes === null ? null : [...options.programmes];
  const reports = options.reports === null ? null : [...options.reports];
  const request: Request = {
    run: randomUUID(),
    province,
    period,
    programmes,
    reports,
    refresh,
    provisional,
    reissue,
    preview: false,
  };
  const checked = check(request, catalogue, now);
  await checkPlace(join(options.out, ...checked.series.split("/")), "--out");
  await checkPlace(options.state, "--state");
  return {
    request,
    series: checked.series,
    about: `báo cáo ${periodText(checked.period)} của ${checked.province.name}`,
    by: options.by,
  };
}

/**
 * Runs one period of one province on this machine, from the API (or the simulator) to the published revision and its
 * copy. Waits where another run is under way in the state folder, and says so. What was stored before a failure stays, and the next run goes on from it.
 */
export async function report(options: Options, env: Environment, view: ProgressView): Promise<Outcome> {
  const now = (): Date => new Date();
  const catalogue = loadCatalogue(TEMPLATES);
  const asked = await askedOf(options, catalogue, now());
  const nationalPortal = readNationalPortal(env);
  const sources = readSources(env, [...catalogue.mappings(), ...catalogue.pushes()]);
  const settings = { verifyBase: readVerifyBase(env), mail: readMailSettings(env), nationalPortal, sources };
  const province = catalogue.province(asked.request.province);
  const isSimulated = options.api === null && province.fedBy === undefined;
  view.warn(`Đang lập ${asked.about}${isSimulated ? " với số liệu của bộ mô phỏng" : ""} …`);
  const source = await reachProvince(options, province, env, now, view.warn);
  try {
    const { openLocalWorld } = await import("../laptop/world.ts");
    const { runIn } = await import("./run.ts");
    const place = { stateDir: options.state, use: "run" as const, api: source.api, ...settings };
    const world = await openLocalWorld({ ...place, catalogue, now, code: VERSION, ...view });
    try {
      return await runIn(world, asked, options.out);
    } finally {
      await world.close();
    }
  } finally {
    await source.close();
  }
}
