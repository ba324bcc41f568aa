import { randomUUID } from "node:crypto";
import { loadCatalogue } from "../../catalogue/catalogue.ts";
import { RequestInvalid } from "../../domain/failure.ts";
import { type LocalWorld, openLocalWorld } from "../../laptop/world.ts";
import { whatOf } from "../../pipeline/support/operators.ts";
import { decide, heldDrafts } from "../../pipeline/support/release/decide.ts";
import type { ServicePorts } from "../../ports/ports.ts";
import { heldText, holdTexts } from "../../report/text/release.ts";
import type { Decision } from "../../revisions/release/approval.ts";
import type { HeldDraft } from "../../revisions/release/release.ts";
import type { Environment } from "../../settings/values.ts";
import { readMailSettings, readVerifyBase } from "../../settings.ts";
import { VERSION } from "../../version.ts";
import { given, parsed, refuseBeside } from "../options.ts";
import { overState } from "../over-state.ts";
import { checkPlace, checkThere } from "../place.ts";
import { runIn } from "../run.ts";
import { summaryOf } from "../summary.ts";

const USAGE = `Cách dùng: npm run release -- list [--all] [--state THƯ MỤC]
            các dự thảo chờ đồng ý phát hành; --all: cả dự thảo đã quyết định, đã được thay
           npm run release -- approve MÃ LẦN CHẠY --by "HỌ TÊN" [--reason "LÝ DO"] [--out THƯ MỤC] [--state THƯ MỤC]
            đồng ý: phát hành đúng các tệp của dự thảo, gửi liên kết, thư cho người nhận
           npm run release -- return MÃ LẦN CHẠY --by "HỌ TÊN" --reason "LÝ DO" [--state THƯ MỤC]
            trả lại dự thảo, không phát hành
  Người đã lập báo cáo (npm run report -- --by) không tự quyết định. Trên AWS quyết định qua cổng báo cáo.`;

const SPECIFICATION = {
  by: { type: "string" },
  reason: { type: "string" },
  all: { type: "boolean", default: false },
  out: { type: "string" },
  state: { type: "string", default: "state" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parsed<typeof SPECIFICATION>>["values"];

/** What the command works with. */
interface Setting {
  readonly env: Environment;
  readonly templates: URL;
}

async function listed(ports: ServicePorts, all: boolean): Promise<string> {
  const held = [...(await heldDrafts(ports)).values()].filter(
    ({ state }) => all || state === "waiting" || state === "approved",
  );
  if (held.length === 0) return "Không có dự thảo nào chờ đồng ý phát hành.";
  return held
    .flatMap(({ draft, state }) => [
      `${heldText(draft, state)} ${draft.series}`,
      ...holdTexts(draft.holds).map((text) => `  ${text}`),
    ])
    .join("\n");
}

/** Decides. Throws RequestInvalid with a sentence where that is too late, or not for this person. */
async function decided(ports: ServicePorts, run: string, decision: Omit<Decision, "at">): Promise<HeldDraft> {
  const result = await decide(ports, run, decision);
  if ("draft" in result) return result.draft;
  if ("message" in result) throw new RequestInvalid(result.message);
  throw new RequestInvalid(
    `Lần chạy "${run}" không có dự thảo chờ phát hành; xem các dự thảo bằng npm run release -- list.`,
  );
}

/** Publishes what was agreed to, by the same state machine as every run, and copies it out. */
async function published(world: LocalWorld, { run: release, ...draft }: HeldDraft, by: string, out: string) {
  const { province, period, programmes, series } = draft;
  const defaults = { reports: null, refresh: false, provisional: false, reissue: false, preview: false };
  const request = { run: randomUUID(), province, period, programmes, ...defaults, release };
  return summaryOf(await runIn(world, { request, series, about: whatOf(world.ports, province, period), by }, out));
}

async function approved(run: string, values: Values, { env, templates }: Setting): Promise<string> {
  const by = given(values.by, "by");
  const stateDir = given(values.state, "state");
  const out = given(values.out ?? "out", "out");
  await checkThere(stateDir, "--state");
  await checkPlace(stateDir, "--state");
  await checkPlace(out, "--out");
  const settings = { verifyBase: readVerifyBase(env), mail: readMailSettings(env) };
  const quiet = { progress: () => {}, warn: (message: string) => void process.stderr.write(`${message}\n`) };
  const now = (): Date => new Date();
  const place = { stateDir, use: "run" as const, api: null, catalogue: loadCatalogue(templates), now, code: VERSION };
  const world = await openLocalWorld({ ...place, ...settings, ...quiet });
  try {
    const draft = await decided(world.ports, run, { outcome: "approved", by, reason: values.reason ?? "" });
    return await published(world, draft, by, out);
  } finally {
    await world.close();
  }
}

async function returned(run: string, values: Values, { templates }: Setting): Promise<string> {
  const by = given(values.by, "by");
  const reason = given(values.reason, "reason");
  const stateDir = given(values.state, "state");
  await checkThere(stateDir, "--state");
  return overState(stateDir, loadCatalogue(templates), async (ports) =>
    heldText(await decided(ports, run, { outcome: "returned", by, reason }), "returned"),
  );
}

/** Runs `release`: lists drafts that wait, agrees to one and publishes it, or returns it. */
export async function releaseCommand(args: readonly string[], env: Environment, templates: URL): Promise<string> {
  const { values, positionals } = parsed(args, SPECIFICATION, true);
  if (values.help) return USAGE;
  const [command, run, ...more] = positionals;
  const setting = { env, templates };
  if (command === "list" && run === undefined) {
    refuseBeside("lệnh list", values, ["by", "reason", "out"]);
    const stateDir = given(values.state, "state");
    await checkThere(stateDir, "--state");
    return overState(stateDir, loadCatalogue(templates), (ports) => listed(ports, values.all));
  }
  if (run !== undefined && more.length === 0) {
    if (command === "approve" || command === "return") refuseBeside(`lệnh ${command}`, values, ["all"]);
    if (command === "approve") return approved(run, values, setting);
    if (command === "return") refuseBeside("lệnh return", values, ["out"]);
    if (command === "return") return returned(run, values, setting);
  }
  throw new RequestInvalid("Viết release -- list, approve MÃ hoặc return MÃ; chạy với --help để xem cách dùng.");
}
