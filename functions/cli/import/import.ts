import { basename } from "node:path";
import { loadCatalogue } from "../../catalogue/catalogue.ts";
import { RequestInvalid } from "../../domain/failure.ts";
import { type SourceSystem, SYSTEM_NAMES } from "../../domain/imports/reading.ts";
import type { Province } from "../../domain/province.ts";
import { workbookImport } from "../../laptop/workbooks.ts";
import { storedAgencies } from "../../pipeline/support/agencies.ts";
import { keepImport, withdrawImport } from "../../pipeline/support/imports/keep.ts";
import { listImports } from "../../pipeline/support/imports/list.ts";
import { type PreviewWords, previewWords } from "../../pipeline/support/imports/preview-words.ts";
import {
  type ImportReading,
  otherProvinceNames,
  readImport,
  type WorkbookFile,
} from "../../pipeline/support/imports/read.ts";
import type { ServicePorts } from "../../ports/ports.ts";
import { periodText } from "../../report/wording.ts";
import { given, parsed, refuseBeside } from "../options.ts";
import { overState } from "../over-state.ts";
import { checkThere } from "../place.ts";
import { bytesOfFile } from "../text-file.ts";
import { givenMonth } from "./month.ts";
import { keptLines, listLine } from "./stored-text.ts";
import { writeTemplate } from "./template.ts";
import { agenciesOf, type ImportOutcome, SPECIFICATION, type Values } from "./values.ts";

const USAGE = `Cách dùng: npm run import -- --province MÃ --month THÁNG [--by "HỌ TÊN"] [tùy chọn] TỆP…
            xem trước rồi lưu số liệu trong các sổ tính Excel (.xlsx, .xls); có một lỗi thì không lưu gì. Lần lập báo cáo
            sau dùng số liệu này cho cơ quan, tháng mà API của tỉnh không có
           npm run import -- --preview --province MÃ --month THÁNG [tùy chọn] TỆP…
            chỉ xem trước, không lưu gì: cơ quan khớp và không khớp, đẳng thức không đúng, thay đổi so với tháng trước
           npm run import -- --list --province MÃ [--month THÁNG] [--state THƯ MỤC]
            số liệu đã nhập: từ tệp nào, ai nhập, lúc nào, đã rút hay chưa
           npm run import -- --withdraw --province MÃ --month THÁNG --agency MÃ CƠ QUAN [--system HỆ THỐNG]
                             --reason "LÝ DO" [--by "HỌ TÊN"] [--state THƯ MỤC]
            rút số liệu đã nhập của một cơ quan; nhập lại thì dùng lại
           npm run import -- --template --province MÃ [--month THÁNG] [--state THƯ MỤC] [--out TỆP]
            tạo mẫu nhập có sẵn các cơ quan của tỉnh (mặc định: mau-nhap.xlsx)
  --month THÁNG     ví dụ 2023-06
  --by "HỌ TÊN"     người nhập hoặc người rút, để ghi lại
  --before TỆP      sổ tính của tháng trước, để so sánh; không có thì so với số liệu đã nhập của tháng trước
  --office MÃ       cơ quan của bảng theo lĩnh vực, khi trong tệp không ghi tên cơ quan
  --system HỆ THỐNG province (hệ thống của tỉnh) hoặc ministry (hệ thống của Bộ, ngành)
  --state THƯ MỤC   nơi lưu dữ liệu; danh sách cơ quan là của lần lập báo cáo mới nhất (mặc định: state)`;

/** Bytes of a file that is looked at; larger ones are refused with a sentence of their own. */
const MOST_BYTES = 20 * 1024 * 1024;

const fileAt = async (path: string): Promise<WorkbookFile> => ({
  name: basename(path),
  bytes: await bytesOfFile(path, {
    most: MOST_BYTES,
    tooLargeText: () => `Tệp ${path} lớn quá 20 MB; xóa hình ảnh, trang tính thừa rồi chạy lại.`,
  }),
});

/** What a way of using the command works with. */
interface Place {
  readonly ports: ServicePorts;
  readonly values: Values;
  readonly province: Province;
}

async function readFiles({ ports, values, province }: Place, paths: readonly string[]) {
  const month = givenMonth(values.month);
  const known = await agenciesOf(ports, values, province);
  const files: WorkbookFile[] = [];
  for (const path of paths) files.push(await fileAt(path));
  return readImport(ports, workbookImport, {
    ...{ province, month, known, files },
    otherProvinceNames: otherProvinceNames(ports.catalogue, province),
    office: values.office === undefined ? null : given(values.office, "office"),
    before: values.before === undefined ? null : await fileAt(given(values.before, "before")),
  });
}

/** A heading with how many lines there are, and the lines. */
const sectionLines = ({ headline, sections }: PreviewWords): string[] => [
  headline,
  ...sections.flatMap(({ heading, lines }) => [
    `  ${heading} (${lines.length}):`,
    ...lines.map((line) => `    ${line}`),
  ]),
];

const readingLines = ({ files, faults, agencies }: ImportReading): string[] => [
  ...files.flatMap(({ file, result, preview }) => sectionLines(previewWords(file.name, result, preview, agencies))),
  ...faults,
];

async function preview(place: Place, paths: readonly string[]): Promise<ImportOutcome> {
  const reading = await readFiles(place, paths);
  const text = [...readingLines(reading), "Chỉ xem trước, chưa lưu gì."].join("\n");
  return { text, isTaken: reading.taken !== null };
}

async function store(place: Place, paths: readonly string[]): Promise<ImportOutcome> {
  const { ports, values, province } = place;
  const by = values.by === undefined ? "" : given(values.by, "by");
  const reading = await readFiles(place, paths);
  const shown = readingLines(reading);
  if (reading.taken === null) {
    const refused = "Chưa lưu gì, kể cả số liệu của tệp không có lỗi; sửa các lỗi nêu trên rồi chạy lại.";
    return { text: [...shown, refused].join("\n"), isTaken: false };
  }
  const kept = await keepImport(ports, province, reading, by);
  const names = new Map(reading.agencies.map(({ code, name }) => [code, `${code} ${name}`]));
  return { text: [...shown, ...keptLines(kept, (code) => names.get(code) ?? code)].join("\n"), isTaken: true };
}

async function list({ ports, values, province }: Place): Promise<ImportOutcome> {
  const month = values.month === undefined ? null : givenMonth(values.month);
  const imports = await listImports(ports, province, month);
  if (imports.length === 0) return { text: "Chưa nhập số liệu nào từ sổ tính.", isTaken: true };
  const agencies = (await storedAgencies(ports, province.id)) ?? [];
  const names = new Map(agencies.map(({ code, name }) => [code, `${code} ${name}`]));
  const text = imports.map((one) => listLine(one, (code) => names.get(code) ?? code)).join("\n");
  return { text, isTaken: true };
}

function systemOf({ system }: Values): SourceSystem | null {
  if (system === undefined) return null;
  const found = (["province", "ministry"] as const).find((one) => one === system.trim());
  if (found !== undefined) return found;
  throw new RequestInvalid(`Hệ thống "${system}" không hợp lệ; viết --system province hoặc --system ministry.`);
}

async function withdraw({ ports, values, province }: Place): Promise<ImportOutcome> {
  const month = givenMonth(values.month);
  const { agency, system } = await withdrawImport(ports, {
    ...{ province, month, system: systemOf(values) },
    agency: given(values.agency, "agency"),
    reason: given(values.reason, "reason"),
    by: values.by === undefined ? "" : given(values.by, "by"),
  });
  const what = `số liệu nhập của cơ quan mã ${agency}, ${SYSTEM_NAMES[system]}, ${periodText(month)}`;
  return { text: `Đã rút ${what}; lần lập báo cáo sau không dùng số liệu này nữa.`, isTaken: true };
}

/** A way of using the command. */
interface Mode {
  /** Options that mean nothing to it. */
  readonly without: readonly string[];
  readonly takesFiles: boolean;
  readonly run: (place: Place, paths: readonly string[]) => Promise<ImportOutcome>;
}

const OF_WITHDRAWAL = ["agency", "system", "reason"];
const OF_READING = ["before", "office"];
const STORE: Mode = { without: ["out", ...OF_WITHDRAWAL], takesFiles: true, run: store };
const MODES: Readonly<Record<"preview" | "template" | "withdraw" | "list", Mode>> = {
  preview: { without: ["out", "by", ...OF_WITHDRAWAL], takesFiles: true, run: preview },
  template: {
    without: ["by", ...OF_READING, ...OF_WITHDRAWAL],
    takesFiles: false,
    run: ({ ports, values, province }) => writeTemplate(ports, values, province),
  },
  withdraw: { without: ["out", ...OF_READING], takesFiles: false, run: withdraw },
  list: { without: ["out", "by", ...OF_READING, ...OF_WITHDRAWAL], takesFiles: false, run: list },
};

/** What is to be done. Throws RequestInvalid where that is not clear, before anything is looked at. */
function modeOf(values: Values, paths: readonly string[]): Mode {
  const named = (["preview", "template", "withdraw", "list"] as const).filter((one) => values[one]);
  const [name, ...others] = named;
  if (others.length > 0) {
    const all = named.map((one) => `--${one}`).join(", ");
    throw new RequestInvalid(`Chọn một việc trong ${all}; chạy với --help để xem cách dùng.`);
  }
  const mode = name === undefined ? STORE : MODES[name];
  refuseBeside(name === undefined ? "việc lưu số liệu" : `--${name}`, values, mode.without);
  if (mode.takesFiles && paths.length === 0) {
    const use = name === "preview" ? "xem" : "nhập";
    throw new RequestInvalid(`Thiếu tệp cần ${use}; viết đường dẫn các sổ tính ở cuối lệnh.`);
  }
  if (!mode.takesFiles && paths.length > 0) {
    const hint = name === "template" ? "; tên tệp mới viết sau --out" : "; bỏ phần thừa rồi chạy lại";
    throw new RequestInvalid(`Thừa "${paths[0]}" bên cạnh --${name}${hint}.`);
  }
  if (name !== "list" && (name !== "template" || values.month !== undefined)) givenMonth(values.month);
  return mode;
}

/** Runs `import`: shows, stores, lists or withdraws counts out of workbooks, or makes the template. Nothing is asked of a province. */
export async function importCommand(args: readonly string[], templates: URL): Promise<ImportOutcome> {
  const { values, positionals } = parsed(args, SPECIFICATION, true);
  if (values.help) return { text: USAGE, isTaken: true };
  const mode = modeOf(values, positionals);
  const catalogue = loadCatalogue(templates);
  const province = catalogue.province(given(values.province, "province"));
  const state = given(values.state, "state");
  await checkThere(state, "--state");
  return overState(state, catalogue, (ports) => mode.run({ ports, values, province }, positionals));
}
