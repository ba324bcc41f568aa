import { loadCatalogue } from "../../catalogue/catalogue.ts";
import { RequestInvalid } from "../../domain/failure.ts";
import { DELIVERY_WORDS } from "../../mail/delivery.ts";
import { notify } from "../../pipeline/notify.ts";
import { reopenMails } from "../../pipeline/support/delivery/again.ts";
import { type PersonDelivery, peopleOf } from "../../pipeline/support/delivery/people.ts";
import { programmesNamed, seriesOf } from "../../pipeline/support/request.ts";
import type { ServicePorts } from "../../ports/ports.ts";
import { countText, momentText } from "../../report/wording.ts";
import type { Environment } from "../../settings/values.ts";
import { readMailSettings } from "../../settings.ts";
import { given, parsed, refuseBeside, revisionNumber } from "../options.ts";
import { overState } from "../over-state.ts";

/** Of which revision people's mails are meant; null for the current one. */
interface Told {
  readonly series: string;
  readonly revision: number | null;
}

const SPECIFICATION = {
  province: { type: "string" },
  period: { type: "string" },
  programme: { type: "string", multiple: true },
  revision: { type: "string" },
  address: { type: "string" },
  state: { type: "string", default: "state" },
  debug: { type: "boolean", default: false },
} as const;

async function numberOf({ revisions }: ServicePorts, { series, revision }: Told): Promise<number> {
  const current = revision ?? (await revisions.current(series))?.revision;
  if (current !== undefined) return current;
  throw new RequestInvalid(`Chưa phát hành bản nào của ${series}; lập và phát hành báo cáo trước.`);
}

function lineOf({ address, name, state, at, reason, attached, downloads, lastDownload }: PersonDelivery): string {
  const used =
    lastDownload === null ? "chưa tải" : `tải ${countText(downloads)} lượt, gần nhất ${momentText(lastDownload)}`;
  const parts = [
    address,
    name,
    at === null ? DELIVERY_WORDS[state] : `${DELIVERY_WORDS[state]} lúc ${momentText(at)}`,
    ...(reason === null ? [] : [reason]),
    attached === null ? used : `kèm tệp: ${attached}`,
  ];
  return parts.join(" | ");
}

/** What became of everybody's mail about a revision, a line each. */
async function deliveriesText(ports: ServicePorts, told: Told): Promise<string> {
  const revision = await numberOf(ports, told);
  const people = await peopleOf(ports, told.series, revision);
  if (people.length === 0) return `Bản ${revision} của ${told.series} chưa có người nhận nào.`;
  return people.map(lineOf).join("\n");
}

/** Sends somebody the mail about the current revision again, at once; and whom else it has not reached yet. */
async function sendAgain(ports: ServicePorts, told: Told, address: string): Promise<string> {
  const revision = await numberOf(ports, told);
  const wanted = address.trim().toLowerCase();
  const person = (await peopleOf(ports, told.series, revision)).find((one) => one.address === wanted);
  if (person === undefined) {
    throw new RequestInvalid(
      `Không có người nhận ${address} của bản ${revision}, ${told.series}; chạy sent để xem danh sách.`,
    );
  }
  await reopenMails(ports, { kind: "report", series: told.series, revision }, [person.id], null);
  const { sent } = await notify(ports, { run: `gui-lai-${person.id}`, published: { series: told.series, revision } });
  return `Đã gửi ${countText(sent)} thư về bản ${revision} của ${told.series}, trong đó có thư cho ${person.address}.`;
}

/**
 * Runs `recipients -- sent` and `send`: what became of everybody's mail about a revision, and one of them again. Of what is
 * deployed on AWS the portal tells, and sends.
 */
export async function deliveriesCommand(args: readonly string[], env: Environment, templates: URL): Promise<string> {
  const { values, positionals } = parsed(args, SPECIFICATION, true);
  const [command, ...more] = positionals;
  if (more.length > 0) throw new RequestInvalid(`Thừa "${more[0]}"; chạy recipients với --help để xem cách dùng.`);
  refuseBeside(`lệnh ${command}`, values, command === "sent" ? ["address"] : ["revision"]);
  const catalogue = loadCatalogue(templates);
  const province = catalogue.province(given(values.province, "province"));
  const programmes = values.programme === undefined ? null : programmesNamed(values.programme, province, catalogue);
  const series = seriesOf(province.id, given(values.period, "period"), programmes);
  const told = { series, revision: revisionNumber(values.revision) };
  const address = command === "send" ? given(values.address, "address") : null;
  const work = (ports: ServicePorts): Promise<string> =>
    address === null ? deliveriesText(ports, told) : sendAgain(ports, told, address);
  return overState(given(values.state, "state"), catalogue, work, readMailSettings(env));
}
