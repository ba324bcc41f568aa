import { loadCatalogue } from "../catalogue/catalogue.ts";
import { RequestInvalid } from "../domain/failure.ts";
import { programmesNamed, seriesOf } from "../pipeline/support/request.ts";
import type { ServicePorts, TemplateCatalogue } from "../ports/ports.ts";
import { countText, momentText } from "../report/wording.ts";
import { daysAfter, isLive, LINK_DAYS, type Link, type LinkScope, linkAddress, NewLink } from "../revisions/link.ts";
import type { Environment } from "../settings/values.ts";
import { webAddressOf } from "../settings/values.ts";
import { readMailSettings } from "../settings.ts";
import { given, parsed, refuseBeside } from "./options.ts";
import { overState } from "./over-state.ts";

const USAGE = `Cách dùng: npm run links -- list [--state THƯ MỤC]
            các liên kết, liên kết cũ nhất trước
           npm run links -- add --recipient NGƯỜI --province MÃ [--period KỲ [--programme MÃ …] [--report MÃ]]
                                [--days SỐ] [--base URL] [--state THƯ MỤC]
            cấp liên kết cho một người: mọi kỳ của tỉnh, một kỳ, hoặc một báo cáo của kỳ; in địa chỉ một lần duy nhất
           npm run links -- revoke MÃ LIÊN KẾT [--state THƯ MỤC]
            thu hồi liên kết`;

const SPECIFICATION = {
  recipient: { type: "string" },
  province: { type: "string" },
  period: { type: "string" },
  programme: { type: "string", multiple: true },
  report: { type: "string" },
  days: { type: "string" },
  base: { type: "string" },
  state: { type: "string", default: "state" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parsed<typeof SPECIFICATION>>["values"];

interface Place {
  readonly ports: ServicePorts;
  readonly catalogue: TemplateCatalogue;
  readonly env: Environment;
}

function scopeText(scope: LinkScope): string {
  switch (scope.kind) {
    case "province":
      return `mọi kỳ của ${scope.province}`;
    case "series":
      return scope.series;
    case "report":
      return `${scope.series}, báo cáo ${scope.report}`;
  }
}

function stateText(link: Link, now: string): string {
  if (link.revoked !== null) return `đã thu hồi lúc ${momentText(link.revoked)}`;
  return isLive(link, now) ? `dùng được đến ${momentText(link.expires)}` : `hết hạn lúc ${momentText(link.expires)}`;
}

async function list({ ports }: Place): Promise<string> {
  const links = await ports.links.list();
  if (links.length === 0) return "Chưa cấp liên kết nào.";
  const now = ports.now().toISOString();
  const lines = await Promise.all(
    links.map(async (link) => {
      const downloads = await ports.links.downloads(link.id);
      const last = downloads.at(-1);
      const used =
        last === undefined ? "chưa tải" : `tải ${countText(downloads.length)} lượt, gần nhất ${momentText(last.at)}`;
      return [link.id, link.recipient, scopeText(link.scope), stateText(link, now), used].join("  ");
    }),
  );
  return lines.join("\n");
}

/** Where `serve` answers on this machine, unless it is told another port. */
const LOCAL_PORTAL = "http://127.0.0.1:8080";

const ONLY_HERE =
  "Địa chỉ trên chỉ mở được trên máy này, khi npm run serve đang chạy; có cổng chung thì cấp với --base và địa chỉ cổng.";

/** What is opened, and the current revision of it. Throws RequestInvalid for something that is not there. */
async function scopeOf(values: Values, { ports, catalogue }: Place) {
  const province = catalogue.province(given(values.province, "province"));
  const unknown = (what: string): RequestInvalid =>
    new RequestInvalid(`${what}; lập và phát hành báo cáo trước khi cấp liên kết.`);
  if (values.period === undefined) {
    if (values.programme !== undefined || values.report !== undefined)
      throw new RequestInvalid("Thiếu --period; chạy với --help để xem cách dùng.");
    return { scope: { kind: "province" as const, province: province.id }, revision: null };
  }
  const programmes = values.programme === undefined ? null : programmesNamed(values.programme, province, catalogue);
  const series = seriesOf(province.id, given(values.period, "period"), programmes);
  const current = await ports.revisions.current(series);
  if (current === null) throw unknown(`Chưa phát hành bản nào của ${series}`);
  if (values.report === undefined) return { scope: { kind: "series" as const, series }, revision: current.revision };
  const report = given(values.report, "report");
  const known = [...new Set(catalogue.regimes(province.id).map((regime) => regime.report))];
  if (!known.some((name) => report === name || report.startsWith(`${name}/`))) {
    throw new RequestInvalid(`Không có báo cáo "${report}" của ${province.name}; các báo cáo: ${known.join(", ")}.`);
  }
  return { scope: { kind: "report" as const, series, report }, revision: current.revision };
}

function daysOf(value: string): number {
  if (/^[1-9]\d{0,4}$/.test(value)) return Number(value);
  throw new RequestInvalid(`Số ngày "${value}" không hợp lệ; viết số nguyên từ 1 đến 99999.`);
}

/** Throws RequestInvalid for what a browser could not open: the link is shown only once. */
function baseOf(value: string): string {
  const address = webAddressOf(value);
  if (address !== null) return address;
  throw new RequestInvalid(`Địa chỉ cổng "${value}" không hợp lệ; viết bắt đầu bằng http:// hoặc https://.`);
}

async function add(values: Values, place: Place): Promise<string> {
  const base = values.base === undefined ? readMailSettings(place.env).portalBase : baseOf(values.base);
  const recipient = NewLink.shape.recipient.safeParse(given(values.recipient, "recipient"));
  if (!recipient.success) throw new RequestInvalid("--recipient phải là một dòng, không quá 200 ký tự.");
  const { scope, revision } = await scopeOf(values, place);
  const created = place.ports.now().toISOString();
  const expires = daysAfter(created, daysOf(values.days ?? String(LINK_DAYS)));
  const { link, token } = await place.ports.links.add({ recipient: recipient.data, scope, revision, created, expires });
  const here = base === null ? ` ${ONLY_HERE}` : "";
  return `${linkAddress(base ?? LOCAL_PORTAL, token)}\nLiên kết ${link.id} cấp cho ${link.recipient}: ${scopeText(scope)}, ${stateText(link, created)}.${here}`;
}

async function revoke(id: string, { ports }: Place): Promise<string> {
  const link = await ports.links.revoke(id, ports.now().toISOString());
  if (link === null) throw new RequestInvalid(`Không có liên kết "${id}"; xem các mã bằng npm run links -- list.`);
  return `Liên kết ${link.id} cấp cho ${link.recipient}: ${stateText(link, link.created)}.`;
}

const OF_ADD = ["recipient", "province", "period", "programme", "report", "days", "base"];

function actionOf([name, ...rest]: readonly string[], values: Values): (place: Place) => Promise<string> {
  const [id, ...more] = rest;
  if (name === "list" || name === "revoke") refuseBeside(`lệnh ${name}`, values, OF_ADD);
  if (name === "list" && id === undefined) return list;
  if (name === "add" && id === undefined) return (place) => add(values, place);
  if (name === "revoke" && id !== undefined && more.length === 0) return (place) => revoke(id, place);
  throw new RequestInvalid("Viết links -- list, add hoặc revoke MÃ LIÊN KẾT; chạy với --help để xem cách dùng.");
}

/** Runs `links`: lists, gives or revokes links. */
export async function linksCommand(args: readonly string[], env: Environment, templates: URL): Promise<string> {
  const { values, positionals } = parsed(args, SPECIFICATION, true);
  if (values.help) return USAGE;
  const action = actionOf(positionals, values);
  const catalogue = loadCatalogue(templates);
  return overState(given(values.state, "state"), catalogue, (ports) => action({ ports, catalogue, env }));
}
