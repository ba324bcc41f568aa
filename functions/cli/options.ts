import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { codeOf } from "../domain/disk.ts";
import { RequestInvalid } from "../domain/failure.ts";

/** What the command line asks for. */
export interface Options {
  readonly province: string;
  /** Null for the newest month that has ended. */
  readonly period: string | null;
  /** Programmes named; null for those in force. */
  readonly programmes: readonly string[] | null;
  /** Reports to render as drafts, without publishing anything; null for a run that publishes. */
  readonly reports: readonly string[] | null;
  /** Address of the province's API; null for the simulator. */
  readonly api: string | null;
  readonly out: string;
  readonly state: string;
  readonly refresh: boolean;
  readonly provisional: boolean;
  /** Publish anew also where only the program's version has changed. */
  readonly reissue: boolean;
  /** Who asks for the run; empty where nobody is named. */
  readonly by: string;
  readonly json: boolean;
  readonly debug: boolean;
}

const USAGE = `Cách dùng: npm run report -- --province MÃ [tùy chọn]
  --province MÃ     tỉnh, thành phố, ví dụ dong-nai, tp-ho-chi-minh
  --period KỲ       2023-06, 2023-Q2, 2023-H1, 2023-H2, 2023-9M, 2023 hoặc mã kỳ đặc thù của tỉnh
                    (mặc định: tháng mới nhất đã kết thúc)
  --programme MÃ    chỉ theo văn bản này, còn hiệu lực hay không (có thể lặp lại)
  --report MÃ       chỉ lập dự thảo báo cáo này (cntt, cchc, don-vi, don-vi/MÃ CƠ QUAN), không phát hành (có thể lặp lại)
  --api URL         API của tỉnh; không có thì dùng bộ mô phỏng (DỮ LIỆU MÔ PHỎNG)
  --out THƯ MỤC     nơi chép báo cáo ra (mặc định: out)
  --state THƯ MỤC   nơi lưu dữ liệu và các bản đã phát hành (mặc định: state)
  --refresh         lấy lại cả số liệu tỉnh đã chốt
  --provisional     cho phép kỳ chưa kết thúc (số liệu tạm tính)
  --reissue         phát hành lại cả khi chỉ phiên bản chương trình thay đổi, số liệu của tỉnh không đổi
  --by "HỌ TÊN"     người lập báo cáo; người này không tự đồng ý phát hành (xem npm run release -- --help)
  --json            chỉ in tệp kê khai (manifest) ra đầu ra chuẩn
  --debug           in chi tiết lỗi
  --help            in hướng dẫn này`;

const SPECIFICATION = {
  province: { type: "string" },
  period: { type: "string" },
  programme: { type: "string", multiple: true },
  report: { type: "string", multiple: true },
  api: { type: "string" },
  out: { type: "string", default: "out" },
  state: { type: "string", default: "state" },
  refresh: { type: "boolean", default: false },
  provisional: { type: "boolean", default: false },
  reissue: { type: "boolean", default: false },
  by: { type: "string" },
  json: { type: "boolean", default: false },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const HELP = "chạy với --help để xem cách dùng";

/** What is wrong with the arguments; Node's own words are English. */
function faultOf(error: unknown): string {
  const code = codeOf(error);
  const words = error instanceof Error ? error.message : "";
  const option = /'[^']*?(--?[\p{L}\d][\p{L}\d-]*)/u.exec(words)?.[1] ?? "";
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") return `Không có tùy chọn ${option}`;
  if (code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") {
    return `Thừa "${/'([^']*)'/.exec(words)?.[1] ?? ""}" (mọi tùy chọn viết sau dấu -- đứng riêng)`;
  }
  return words.includes("does not take an argument")
    ? `Tùy chọn ${option} không nhận giá trị`
    : `Tùy chọn ${option} thiếu giá trị`;
}

/** Reads arguments by a specification. Throws RequestInvalid naming what is unknown, lacks its value or contradicts. */
export function parsed<Specification extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Specification,
  allowPositionals: boolean,
) {
  const asked = { args: [...args], options, strict: true, allowPositionals } as const;
  try {
    const { values, positionals } = parseArgs(asked);
    const { tokens } = parseArgs({ ...asked, tokens: true });
    const seen = new Set<string>();
    for (const token of tokens) {
      if (token.kind !== "option" || options[token.name]?.multiple === true) continue;
      if (seen.has(token.name))
        throw new RequestInvalid(`Tùy chọn --${token.name} được viết hai lần; chỉ giữ một lần.`);
      seen.add(token.name);
    }
    return { values, positionals };
  } catch (error) {
    if (error instanceof RequestInvalid) throw error;
    throw new RequestInvalid(`${faultOf(error)}; ${HELP}.`);
  }
}

/** Throws RequestInvalid where options are given that mean nothing beside `with`, a few words such as "--table". */
export function refuseBeside(
  beside: string,
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): void {
  const given = names.filter((name) => values[name] !== undefined && values[name] !== false);
  if (given.length === 0) return;
  const list = given.map((name) => `--${name}`).join(", ");
  throw new RequestInvalid(`Không dùng ${list} cùng với ${beside}; bỏ bớt một bên, ${HELP}.`);
}

/** A value that must be there. Throws RequestInvalid naming the option. */
export function given(value: string | undefined, name: string): string {
  if (value === undefined || value.trim() === "") {
    throw new RequestInvalid(
      `Thiếu --${name} (mọi tùy chọn viết sau dấu -- đứng riêng); chạy lại lệnh này với --help để xem cách dùng.`,
    );
  }
  return value.trim();
}

/** The number of a revision; null where none is named. Throws RequestInvalid for what is none. */
export function revisionNumber(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw new RequestInvalid(`Số bản "${value}" không hợp lệ; viết số nguyên từ 1.`);
}

/** Reads the arguments of `report`; the text of the help where that is asked for. Throws RequestInvalid for anything unknown or missing. */
export function readOptions(args: readonly string[]): Options | string {
  const { values } = parsed(args, SPECIFICATION, false);
  if (values.help) return USAGE;
  return {
    province: given(values.province, "province"),
    period: values.period === undefined ? null : given(values.period, "period"),
    programmes: values.programme?.map((name) => given(name, "programme")) ?? null,
    reports: values.report?.map((name) => given(name, "report")) ?? null,
    api: values.api === undefined ? null : given(values.api, "api"),
    out: given(values.out, "out"),
    state: given(values.state, "state"),
    refresh: values.refresh,
    provisional: values.provisional,
    reissue: values.reissue,
    by: values.by === undefined ? "" : given(values.by, "by"),
    json: values.json,
    debug: values.debug,
  };
}
