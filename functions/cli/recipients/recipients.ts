import { awsRecipients } from "../../aws/recipients.ts";
import { loadCatalogue } from "../../catalogue/catalogue.ts";
import { RequestInvalid } from "../../domain/failure.ts";
import { deathOf, type Mailbox, mailboxText } from "../../mail/mailbox.ts";
import { NewRecipient, type Recipient } from "../../mail/recipient.ts";
import {
  addRecipient,
  checkReports,
  enterList,
  type RecipientPorts,
  readList,
  removeRecipient,
  reportsOf,
} from "../../pipeline/support/recipients/keep.ts";
import { type Entry, entriesIn, faultText, joined, ROLE_WORDS } from "../../pipeline/support/recipients/list.ts";
import type { ServicePorts, TemplateCatalogue } from "../../ports/ports.ts";
import type { Environment } from "../../settings/values.ts";
import { given, parsed, refuseBeside } from "../options.ts";
import { overState } from "../over-state.ts";
import { textOfFile } from "../text-file.ts";
import { deliveriesCommand } from "./deliveries.ts";

const USAGE = `Cách dùng: npm run recipients -- LỆNH --province MÃ [--state THƯ MỤC | --table TÊN BẢNG]
  list                                   in danh sách người nhận thư của tỉnh, kèm những địa chỉ không nhận được thư
  add --address ĐỊA CHỈ --name "HỌ TÊN"   thêm người, hoặc thêm vai trò cho người đã có:
      --all                              nhận mọi báo cáo được phát hành
      --report MÃ                        nhận báo cáo này (cntt, cchc; có thể lặp lại)
      --agency MÃ CƠ QUAN                là đầu mối của cơ quan, nhận thư đôn đốc (có thể lặp lại)
      --operator                         là quản trị viên, nhận thư báo lỗi
      --approver                         là người phê duyệt, nhận thư đề nghị đồng ý phát hành
      --attach "LÝ DO"                   nhận tệp kèm thư thay cho liên kết (tổng không quá 7 MB), ví dụ mạng nội bộ không
                                         mở được cổng; --links: lại nhận liên kết
  sent --period KỲ [--programme MÃ …] [--revision SỐ]
                                         từng người nhận của một bản: đã gửi, bị trả lại, đã tải
  send --address ĐỊA CHỈ --period KỲ [--programme MÃ …]
                                         gửi lại ngay cho một người thư về bản hiện hành, dù thư trước đã đến
  remove --address ĐỊA CHỈ               xóa người, thu hồi các liên kết đã cấp
  resend [--address ĐỊA CHỈ]             lại gửi thư cho một địa chỉ đã sửa, hoặc mọi địa chỉ không nhận được thư; lần chạy kế
                                         tiếp gửi lại thư đã bị từ chối hoặc trả lại. Người đã báo thư rác phải đồng ý trước
  import TỆP.csv                         nhập danh sách: các cột họ tên, thư điện tử, vai trò, mã; mỗi dòng một vai trò
                                         (nhận báo cáo, đầu mối, quản trị, phê duyệt); người có trong tệp được ghi lại theo tệp
  --table TÊN BẢNG                       danh sách của hệ thống đã triển khai trên AWS, thay cho --state`;

const SPECIFICATION = {
  province: { type: "string" },
  address: { type: "string" },
  name: { type: "string" },
  all: { type: "boolean", default: false },
  report: { type: "string", multiple: true },
  agency: { type: "string", multiple: true },
  operator: { type: "boolean", default: false },
  attach: { type: "string" },
  links: { type: "boolean", default: false },
  approver: { type: "boolean", default: false },
  state: { type: "string" },
  table: { type: "string" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parsed<typeof SPECIFICATION>>["values"];

type ListPorts = RecipientPorts & Pick<ServicePorts, "mailboxes">;

function rolesText({ roles, muted }: Recipient): string {
  const words = roles.map((role) => {
    const off = muted.includes(role.kind) ? " (đã dừng nhận)" : "";
    if (role.kind === "contact") return `${ROLE_WORDS.contact} ${role.agency}${off}`;
    if (role.kind !== "recipient") return `${ROLE_WORDS[role.kind]}${off}`;
    return `${ROLE_WORDS.recipient} ${role.reports === null ? "tất cả" : role.reports.join(", ")}${off}`;
  });
  return words.join("; ");
}

function lineOf(recipient: Recipient, mailbox: Mailbox): string {
  const attached = recipient.attached === undefined ? null : `nhận tệp kèm thư: ${recipient.attached.reason}`;
  const parts = [recipient.address, recipient.name, rolesText(recipient), attached, mailboxText(mailbox)];
  return parts.filter((part) => part !== null).join(" | ");
}

function newcomer(values: Values): NewRecipient {
  const reports = values.report ?? [];
  const roles = [
    ...(values.all || reports.length > 0 ? [{ kind: "recipient", reports: values.all ? null : reports }] : []),
    ...(values.agency ?? []).map((agency) => ({ kind: "contact", agency })),
    ...(values.operator ? [{ kind: "operator" }] : []),
    ...(values.approver ? [{ kind: "approver" }] : []),
  ];
  const attached = values.attach === undefined ? {} : { attached: { reason: given(values.attach, "attach") } };
  const entry = { name: given(values.name, "name"), address: given(values.address, "address"), roles, ...attached };
  if (roles.length === 0) {
    throw new RequestInvalid("Thiếu vai trò; thêm --all, --report, --agency, --operator hoặc --approver.");
  }
  const person = NewRecipient.safeParse(entry);
  if (person.success) return person.data;
  throw new RequestInvalid(`Không thêm được người nhận thư: ${faultText(person.error)}; sửa rồi chạy lại.`);
}

/** What is said after something was entered. */
const withNotes = (done: string, notes: readonly string[]): string => [done, ...notes].join("\n");

async function add(ports: ListPorts, province: string, entry: NewRecipient, links: boolean): Promise<string> {
  const { added, notes } = await addRecipient(ports, province, entry, links);
  const mailboxOf = await ports.mailboxes.all();
  return withNotes(`Đã lưu ${lineOf(added, mailboxOf(added.address))}`, notes);
}

async function remove(ports: ListPorts, province: string, address: string): Promise<string> {
  const revoked = await removeRecipient(ports, province, address, new Date());
  if (revoked !== null) return `Đã xóa ${address.trim().toLowerCase()} và thu hồi ${revoked} liên kết đã cấp.`;
  throw new RequestInvalid(`Không có người nhận thư ${address} của ${province}; chạy list để xem danh sách.`);
}

/** Has mails sent again: to one person, or to everybody to whom nothing is sent. */
async function resend(ports: ListPorts, province: string, address: string | undefined, now: Date): Promise<string> {
  const known = (await ports.recipients.list(province)).map((one) => one.address);
  const mailboxOf = await ports.mailboxes.all();
  const asked = address?.trim().toLowerCase();
  if (asked === undefined ? known.length === 0 : !known.includes(asked)) {
    const whom = address === undefined ? "" : ` ${address}`;
    throw new RequestInvalid(`Không có người nhận thư${whom} của ${province}; chạy list để xem danh sách.`);
  }
  const meant = asked === undefined ? known.filter((one) => deathOf(mailboxOf(one)) !== null) : [asked];
  if (meant.length === 0) return `Mọi địa chỉ của ${province} đều đang được gửi thư.`;
  for (const one of meant) await ports.mailboxes.revive(one, now);
  return `Thư đã bị từ chối hoặc trả lại của ${meant.join(", ")} được gửi lại trong lần chạy kế tiếp, kể cả khi không có gì mới để phát hành.`;
}

async function enter(ports: ListPorts, province: string, entries: readonly Entry[]): Promise<string> {
  const { people, notes } = await readList(ports, province, entries);
  await enterList(ports, province, people);
  return withNotes(`Đã nhập ${people.length} người nhận thư của ${province}.`, notes);
}

async function listed(ports: ListPorts, province: string): Promise<string> {
  const mailboxOf = await ports.mailboxes.all();
  const lines = (await ports.recipients.list(province)).map((one) => lineOf(one, mailboxOf(one.address)));
  return lines.length === 0 ? `Chưa có người nhận thư nào của ${province}.` : lines.join("\n");
}

type Work = (ports: ListPorts) => Promise<string>;

const OF_ADD = ["address", "name", "all", "report", "agency", "operator", "approver", "attach", "links"];

/** Which of them each command takes. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  list: [],
  add: OF_ADD,
  remove: ["address"],
  resend: ["address"],
  import: [],
};

/** What a command is to do, its arguments checked, before the store is opened. */
async function workOf(
  words: readonly string[],
  values: Values,
  province: string,
  catalogue: TemplateCatalogue,
): Promise<Work> {
  const [command, file, ...more] = words;
  const allowed = ALLOWED[command ?? ""] ?? OF_ADD;
  refuseBeside(
    `lệnh ${command}`,
    values,
    OF_ADD.filter((name) => !allowed.includes(name)),
  );
  if (values.all) refuseBeside("--all", values, ["report"]);
  if (values.links) refuseBeside("--links", values, ["attach"]);
  if (more.length > 0 || (file !== undefined && command !== "import")) {
    throw new RequestInvalid(`Thừa "${more[0] ?? file}"; chạy với --help để xem cách dùng.`);
  }
  const reports = reportsOf(catalogue, province);
  switch (command) {
    case "list":
      return (ports) => listed(ports, province);
    case "add": {
      const person = newcomer(values);
      checkReports([person], reports);
      return (ports) => add(ports, province, person, values.links);
    }
    case "remove": {
      const address = given(values.address, "address");
      return (ports) => remove(ports, province, address);
    }
    case "resend":
      return (ports) => resend(ports, province, values.address, new Date());
    case "import": {
      if (file === undefined) throw new RequestInvalid("Thiếu tên tệp CSV; chạy với --help để xem cách dùng.");
      const entries = entriesIn(await textOfFile(file), file, reports);
      checkReports(joined(entries), reports);
      return (ports) => enter(ports, province, entries);
    }
    default:
      throw new RequestInvalid(
        `Không có lệnh "${command ?? ""}"; các lệnh: list, add, remove, resend, import, sent, send.`,
      );
  }
}

/** Runs `recipients`: who is written to about a province's reports, and what became of the mails. */
export async function recipientsCommand(args: readonly string[], env: Environment, templates: URL): Promise<string> {
  if (args[0] === "sent" || args[0] === "send") return deliveriesCommand(args, env, templates);
  const { values, positionals } = parsed(args, SPECIFICATION, true);
  if (values.help) return USAGE;
  const catalogue = loadCatalogue(templates);
  const province = catalogue.province(given(values.province, "province")).id;
  const work = await workOf(positionals, values, province, catalogue);
  if (values.table !== undefined) refuseBeside("--table", values, ["state"]);
  if (values.table !== undefined) return work(awsRecipients(given(values.table, "table")));
  return overState(given(values.state ?? "state", "state"), catalogue, (ports) => work(ports));
}
