import { awsRecipients } from "../aws/recipients.ts";
import { loadCatalogue } from "../catalogue.ts";
import { RequestInvalid } from "../domain/failure.ts";
import { NewRecipient, type Recipient } from "../domain/recipient.ts";
import type { Catalogue, ServicePorts } from "../ports.ts";
import { given, parsed } from "./options.ts";
import { overState } from "./over-state.ts";
import { faultText, ROLE_WORDS, recipientsIn } from "./recipients-file.ts";
import { textOfFile } from "./text-file.ts";

const USAGE = `Cách dùng: npm run recipients -- LỆNH --province MÃ [--state THƯ MỤC | --table TÊN BẢNG]
  list                                   in danh sách người nhận thư của tỉnh
  add --address ĐỊA CHỈ --name "HỌ TÊN"   thêm người, hoặc thêm vai trò cho người đã có:
      --all                              nhận mọi báo cáo được phát hành
      --report MÃ                        nhận báo cáo này (cntt, cchc; có thể lặp lại)
      --agency MÃ CƠ QUAN                là đầu mối của cơ quan, nhận thư đôn đốc (có thể lặp lại)
      --operator                         là quản trị viên, nhận thư báo lỗi
  remove --address ĐỊA CHỈ               xóa người, thu hồi các liên kết đã cấp
  import TỆP.csv                         nhập danh sách: các cột họ tên, thư điện tử, vai trò, mã; mỗi dòng một vai trò
                                         (nhận báo cáo, đầu mối, quản trị); người có trong tệp được ghi lại theo tệp
  --table TÊN BẢNG                       danh sách của hệ thống đã triển khai trên AWS, thay cho --state`;

const SPECIFICATION = {
  province: { type: "string" },
  address: { type: "string" },
  name: { type: "string" },
  all: { type: "boolean", default: false },
  report: { type: "string", multiple: true },
  agency: { type: "string", multiple: true },
  operator: { type: "boolean", default: false },
  state: { type: "string", default: "state" },
  table: { type: "string" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parsed<typeof SPECIFICATION>>["values"];

type ListPorts = Pick<ServicePorts, "recipients" | "links">;

function rolesText({ roles, muted }: Recipient): string {
  const words = roles.map((role) => {
    const off = muted.includes(role.kind) ? " (đã dừng nhận)" : "";
    if (role.kind === "contact") return `${ROLE_WORDS.contact} ${role.agency}${off}`;
    if (role.kind === "operator") return `${ROLE_WORDS.operator}${off}`;
    return `${ROLE_WORDS.recipient} ${role.reports === null ? "tất cả" : role.reports.join(", ")}${off}`;
  });
  return words.join("; ");
}

const lineOf = (recipient: Recipient): string => `${recipient.address} | ${recipient.name} | ${rolesText(recipient)}`;

/** Throws RequestInvalid where somebody is to get a report that the province does not have. */
function checkReports(people: readonly NewRecipient[], province: string, catalogue: Catalogue): void {
  const known = catalogue.regimes(province).map(({ report }) => report);
  for (const { address, roles } of people) {
    const reports = roles.flatMap((role) => (role.kind === "recipient" ? (role.reports ?? []) : []));
    const unknown = reports.find((name) => !known.some((report) => name === report || name.startsWith(`${report}/`)));
    if (unknown === undefined) continue;
    throw new RequestInvalid(
      `Không có báo cáo "${unknown}" cho ${address}; các báo cáo của tỉnh: ${known.join(", ")}.`,
    );
  }
}

function newcomer(values: Values): NewRecipient {
  const reports = values.report ?? [];
  const roles = [
    ...(values.all || reports.length > 0 ? [{ kind: "recipient", reports: values.all ? null : reports }] : []),
    ...(values.agency ?? []).map((agency) => ({ kind: "contact", agency })),
    ...(values.operator ? [{ kind: "operator" }] : []),
  ];
  const entry = { name: given(values.name, "name"), address: given(values.address, "address"), roles };
  if (roles.length === 0) {
    throw new RequestInvalid("Thiếu vai trò; thêm --all, --report, --agency hoặc --operator.");
  }
  const person = NewRecipient.safeParse(entry);
  if (person.success) return person.data;
  throw new RequestInvalid(`Không thêm được người nhận thư: ${faultText(person.error)}; sửa rồi chạy lại.`);
}

async function add(ports: ListPorts, province: string, person: NewRecipient): Promise<string> {
  const standing = (await ports.recipients.list(province)).find(({ address }) => address === person.address);
  const known = new Set(person.roles.map((role) => JSON.stringify(role)));
  const kept = (standing?.roles ?? []).filter((role) => !known.has(JSON.stringify(role)));
  const added = await ports.recipients.put(province, { ...person, roles: [...kept, ...person.roles] });
  return `Đã lưu ${lineOf(added)}`;
}

async function remove(ports: ListPorts, province: string, address: string): Promise<string> {
  const person = (await ports.recipients.list(province)).find((one) => one.address === address.trim().toLowerCase());
  if (person === undefined || !(await ports.recipients.remove(province, person.address))) {
    throw new RequestInvalid(`Không có người nhận thư ${address} của ${province}; chạy list để xem danh sách.`);
  }
  const opens = ({ scope }: { scope: { kind: string; series?: string; province?: string } }): boolean =>
    scope.province === province || scope.series?.startsWith(`${province}/`) === true;
  const links = (await ports.links.list()).filter((link) => link.recipient === person.address && opens(link));
  for (const { id } of links) await ports.links.revoke(id, new Date().toISOString());
  return `Đã xóa ${person.address} và thu hồi ${links.length} liên kết đã cấp.`;
}

async function enter(ports: ListPorts, province: string, people: readonly NewRecipient[]): Promise<string> {
  for (const person of people) await ports.recipients.put(province, person);
  return `Đã nhập ${people.length} người nhận thư của ${province}.`;
}

async function listed(ports: ListPorts, province: string): Promise<string> {
  const lines = (await ports.recipients.list(province)).map(lineOf);
  return lines.length === 0 ? `Chưa có người nhận thư nào của ${province}.` : lines.join("\n");
}

type Work = (ports: ListPorts) => Promise<string>;

/** What a command is to do, its arguments checked, before the store is opened. */
async function workOf(words: readonly string[], values: Values, province: string, catalogue: Catalogue): Promise<Work> {
  const [command, file, ...more] = words;
  if (more.length > 0 || (file !== undefined && command !== "import")) {
    throw new RequestInvalid(`Thừa "${more[0] ?? file}"; chạy với --help để xem cách dùng.`);
  }
  const checked = (people: readonly NewRecipient[]): readonly NewRecipient[] => {
    checkReports(people, province, catalogue);
    return people;
  };
  switch (command) {
    case "list":
      return (ports) => listed(ports, province);
    case "add": {
      const person = newcomer(values);
      checked([person]);
      return (ports) => add(ports, province, person);
    }
    case "remove": {
      const address = given(values.address, "address");
      return (ports) => remove(ports, province, address);
    }
    case "import": {
      if (file === undefined) throw new RequestInvalid("Thiếu tên tệp CSV; chạy với --help để xem cách dùng.");
      const people = checked(recipientsIn(await textOfFile(file)));
      return (ports) => enter(ports, province, people);
    }
    default:
      throw new RequestInvalid(`Không có lệnh "${command ?? ""}"; các lệnh: list, add, remove, import.`);
  }
}

/** Runs `recipients`: who is written to about a province's reports. */
export async function recipientsCommand(args: readonly string[], templates: URL): Promise<string> {
  const { values, positionals } = parsed(args, SPECIFICATION, true);
  if (values.help) return USAGE;
  const catalogue = loadCatalogue(templates);
  const province = catalogue.province(given(values.province, "province")).id;
  const work = await workOf(positionals, values, province, catalogue);
  if (values.table !== undefined) return work(awsRecipients(given(values.table, "table")));
  return overState(given(values.state, "state"), catalogue, (ports) => work(ports));
}
