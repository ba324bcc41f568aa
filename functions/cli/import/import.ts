import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { loadCatalogue } from "../../catalogue/catalogue.ts";
import { readProvinces } from "../../catalogue/provinces.ts";
import type { Agency } from "../../domain/agency.ts";
import { codeOf, diskFaultOf } from "../../domain/disk.ts";
import { RequestInvalid } from "../../domain/failure.ts";
import { previewOf } from "../../domain/imports/preview.ts";
import { isRefused, type WorkbookReading } from "../../domain/imports/reading.ts";
import { kindOf, type Month, monthBefore, Period, type Window, windowOfMonth } from "../../domain/period.ts";
import type { Province } from "../../domain/province.ts";
import { workbookImport } from "../../laptop/workbooks.ts";
import { storedAgencies } from "../../pipeline/support/agencies.ts";
import type { TemplateCatalogue } from "../../ports/ports.ts";
import type { WorkbookRequest } from "../../ports/workbooks.ts";
import { periodText, sentence } from "../../report/wording.ts";
import { given, parsed, refuseBeside } from "../options.ts";
import { overState } from "../over-state.ts";
import { checkThere } from "../place.ts";
import { bytesOfFile } from "../text-file.ts";
import { previewText } from "./preview-text.ts";

const USAGE = `Cách dùng: npm run import -- --preview --province MÃ --month THÁNG [tùy chọn] TỆP…
            xem trước số liệu trong các sổ tính Excel (.xlsx, .xls): cơ quan khớp và không khớp, đẳng thức không đúng,
            thay đổi so với tháng trước. Lệnh này chỉ xem, chưa lưu gì
           npm run import -- --template --province MÃ [--month THÁNG] [--state THƯ MỤC] [--out TỆP]
            tạo mẫu nhập có sẵn các cơ quan của tỉnh (mặc định: mau-nhap.xlsx)
  --month THÁNG     ví dụ 2023-06
  --before TỆP      sổ tính của tháng trước, để so sánh
  --office MÃ       cơ quan của bảng theo lĩnh vực, khi trong tệp không ghi tên cơ quan
  --state THƯ MỤC   nơi lưu dữ liệu; danh sách cơ quan là của lần lập báo cáo mới nhất (mặc định: state)`;

const SPECIFICATION = {
  preview: { type: "boolean", default: false },
  template: { type: "boolean", default: false },
  province: { type: "string" },
  month: { type: "string" },
  before: { type: "string" },
  office: { type: "string" },
  out: { type: "string" },
  state: { type: "string", default: "state" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parsed<typeof SPECIFICATION>>["values"];

/** What an import came to: the text to print, and whether every file can be taken. */
interface ImportOutcome {
  readonly text: string;
  readonly isTaken: boolean;
}

/** Bytes of a file that is looked at; larger ones are refused with a sentence of their own. */
const MOST_BYTES = 20 * 1024 * 1024;

const bytesOf = (path: string): Promise<Uint8Array> =>
  bytesOfFile(path, {
    most: MOST_BYTES,
    tooLargeText: () => `Tệp ${path} lớn quá 20 MB; xóa hình ảnh, trang tính thừa rồi chạy lại.`,
  });

function monthOf(values: Values): Month {
  const text = given(values.month, "month");
  const month = Period.safeParse(text).data;
  if (month !== undefined && kindOf(month) === "month") return month;
  throw new RequestInvalid(`Tháng "${text}" không hợp lệ; viết năm và tháng, ví dụ 2023-06.`);
}

const isOf = ({ validFrom, validTo }: Agency, { from, to }: Window): boolean =>
  validFrom <= to && (validTo === null || validTo >= from);

/** The agencies of the newest run in a state folder. Throws RequestInvalid where no run has asked for them. */
async function agenciesOf(values: Values, province: Province, catalogue: TemplateCatalogue): Promise<Agency[]> {
  const state = given(values.state, "state");
  await checkThere(state, "--state");
  const agencies = await overState(state, catalogue, (ports) => storedAgencies(ports, province.id));
  if (agencies !== null) return agencies;
  throw new RequestInvalid(
    `Thư mục ${state} chưa có danh sách cơ quan của ${province.name}; chạy report cho tỉnh này một lần hoặc chọn --state khác rồi chạy lại.`,
  );
}

const namesOf = ({ name, names }: Province): string[] => [...new Set([...names.map((one) => one.name), name])];

function otherNames(templates: URL, province: Province): string[] {
  const { ids, get } = readProvinces(fileURLToPath(templates));
  return ids
    .filter((id) => id !== province.id)
    .flatMap((id) => {
      const other = get(id)?.value;
      return other === undefined ? [] : namesOf(other);
    });
}

async function writeTemplate(values: Values, province: Province, catalogue: TemplateCatalogue): Promise<ImportOutcome> {
  const path = values.out === undefined ? "mau-nhap.xlsx" : given(values.out, "out");
  const month = values.month === undefined ? null : monthOf(values);
  const window = month === null ? null : windowOfMonth(month, province.regime.scheme);
  const known = await agenciesOf(values, province, catalogue);
  const agencies = known.filter((agency) => (window === null ? agency.validTo === null : isOf(agency, window)));
  if (agencies.length === 0) {
    const when = month === null ? "đang hoạt động" : `trong ${periodText(month)}`;
    throw new RequestInvalid(
      `${sentence(province.name)} không có cơ quan nào ${when}; chọn tháng khác bằng --month rồi chạy lại.`,
    );
  }
  const bytes = await workbookImport.template({ provinceName: province.name, month, agencies });
  try {
    await writeFile(path, bytes, { flag: "wx" });
  } catch (error) {
    if (codeOf(error) === "EEXIST") {
      throw new RequestInvalid(
        `Tệp ${path} đã có và không bị ghi đè; chọn --out khác hoặc dời tệp đó đi rồi chạy lại.`,
      );
    }
    const { what, remedy } = diskFaultOf(error) ?? { what: "hệ điều hành từ chối", remedy: "kiểm tra đường dẫn" };
    throw new RequestInvalid(`Không ghi được tệp ${path}: ${what}; ${remedy} rồi chạy lại.`, { cause: error });
  }
  return {
    text: `Đã tạo mẫu nhập ${path} của ${agencies.length} cơ quan; điền số liệu rồi xem trước bằng --preview.`,
    isTaken: true,
  };
}

/** The reading of the month before that the new one is held against; null where none is given. */
async function readingBefore(
  path: string | undefined,
  request: WorkbookRequest,
  scheme: Province["regime"]["scheme"],
): Promise<WorkbookReading | null> {
  const month = monthBefore(request.month);
  if (path === undefined || month === null) return null;
  const result = workbookImport.read(await bytesOf(path), { ...request, month, window: windowOfMonth(month, scheme) });
  if (!isRefused(result)) return result;
  throw new RequestInvalid(`Tệp ${path} của tháng trước không đọc được: ${result.problems[0] ?? ""}`);
}

/** Agencies that two files hold for one system: only one of the files could be stored. */
function repeated(
  readings: readonly { readonly file: string; readonly result: WorkbookReading }[],
  agencies: readonly Agency[],
): string[] {
  const units = readings.flatMap(({ file, result }) =>
    result.units.map(({ agency, system }) => ({ file, agency, system })),
  );
  const groups = Map.groupBy(units, ({ agency, system }) => `${system} ${agency}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return [];
    const name = agencies.find(({ code }) => code === first.agency)?.name ?? first.agency;
    return [`${name} có trong nhiều tệp: ${group.map(({ file }) => file).join(", ")}; chỉ giữ một tệp rồi chạy lại.`];
  });
}

async function preview(
  values: Values,
  files: readonly string[],
  province: Province,
  catalogue: TemplateCatalogue,
  templates: URL,
): Promise<ImportOutcome> {
  if (files.length === 0) throw new RequestInvalid("Thiếu tệp cần xem; viết đường dẫn các sổ tính ở cuối lệnh.");
  const { scheme } = province.regime;
  const month = monthOf(values);
  const window = windowOfMonth(month, scheme);
  const known = await agenciesOf(values, province, catalogue);
  const agencies = known.filter((agency) => isOf(agency, window));
  const office = values.office === undefined ? null : given(values.office, "office");
  if (office !== null && !agencies.some(({ code }) => code === office)) {
    throw new RequestInvalid(
      `Không có cơ quan nào mã "${office}" (--office) trong tháng này; kiểm tra mã rồi chạy lại.`,
    );
  }
  const names = { provinceNames: namesOf(province), otherProvinceNames: otherNames(templates, province) };
  const request = { month, window, agencies, office, ...names };
  const before = await readingBefore(values.before, request, scheme);
  const results = [];
  for (const file of files) results.push({ file, result: workbookImport.read(await bytesOf(file), request) });
  const taken = results.flatMap(({ file, result }) => (isRefused(result) ? [] : [{ file, result }]));
  const faults = repeated(taken, agencies);
  const texts = results.map(({ file, result }) =>
    previewText(file, result, previewOf(result, agencies, before), agencies),
  );
  const text = [...texts, ...faults, "Chỉ xem trước, chưa lưu gì."].join("\n");
  return { text, isTaken: faults.length === 0 && taken.length === results.length };
}

/** Runs `import`: shows what workbooks hold, or makes the template; nothing is stored and nothing is asked of a province. */
export async function importCommand(args: readonly string[], templates: URL): Promise<ImportOutcome> {
  const { values, positionals } = parsed(args, SPECIFICATION, true);
  if (values.help) return { text: USAGE, isTaken: true };
  if (values.preview === values.template) {
    throw new RequestInvalid(
      "Chọn một việc: --preview (xem trước) hoặc --template (tạo mẫu); chạy với --help để xem cách dùng.",
    );
  }
  const catalogue = loadCatalogue(templates);
  const province = catalogue.province(given(values.province, "province"));
  if (values.preview) {
    refuseBeside("--preview", values, ["out"]);
    return preview(values, positionals, province, catalogue, templates);
  }
  refuseBeside("--template", values, ["before", "office"]);
  if (positionals.length > 0)
    throw new RequestInvalid(`Thừa "${positionals[0]}" bên cạnh --template; tên tệp mới viết sau --out.`);
  return writeTemplate(values, province, catalogue);
}
