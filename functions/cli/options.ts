import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { RequestInvalid } from "../domain/failure.ts";

/** What the command line asks for. */
export interface Options {
  readonly province: string;
  readonly period: string;
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
  readonly json: boolean;
  readonly debug: boolean;
}

const USAGE = `Cách dùng: npm run report -- --province MÃ --period KỲ [tùy chọn]
  --province MÃ     tỉnh, ví dụ ba-ria-vung-tau
  --period KỲ       2023-06, 2023-Q2, 2023-H1, 2023-H2, 2023-9M hoặc 2023
  --programme MÃ    chỉ theo văn bản này, còn hiệu lực hay không (có thể lặp lại)
  --report MÃ       chỉ lập dự thảo báo cáo này (cntt, cchc, don-vi, don-vi/MÃ CƠ QUAN), không phát hành (có thể lặp lại)
  --api URL         API của tỉnh; không có thì dùng bộ mô phỏng (DỮ LIỆU MÔ PHỎNG)
  --out THƯ MỤC     nơi chép báo cáo ra (mặc định: out)
  --state THƯ MỤC   nơi lưu dữ liệu và các bản đã phát hành (mặc định: state)
  --refresh         lấy lại cả số liệu tỉnh đã chốt
  --provisional     cho phép kỳ chưa kết thúc (số liệu tạm tính)
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
  json: { type: "boolean", default: false },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Reads arguments by a specification. Throws RequestInvalid naming what is unknown or lacks its value. */
export function parsed<Specification extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Specification,
  allowPositionals: boolean,
) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals });
  } catch (error) {
    const named = error instanceof Error ? /'([^']*)'/.exec(error.message)?.[1] : undefined;
    throw new RequestInvalid(
      `Tùy chọn ${named ?? ""} không hợp lệ hoặc thiếu giá trị; chạy với --help để xem cách dùng.`,
    );
  }
}

/** A value that must be there. Throws RequestInvalid naming the option. */
export function given(value: string | undefined, name: string): string {
  if (value === undefined || value.trim() === "") {
    throw new RequestInvalid(`Thiếu --${name}; chạy với --help để xem cách dùng.`);
  }
  return value.trim();
}

/** Reads the arguments of `report`; the text of the help where that is asked for. Throws RequestInvalid for anything unknown or missing. */
export function readOptions(args: readonly string[]): Options | string {
  const { values } = parsed(args, SPECIFICATION, false);
  if (values.help) return USAGE;
  return {
    province: given(values.province, "province"),
    period: given(values.period, "period"),
    programmes: values.programme?.map((name) => given(name, "programme")) ?? null,
    reports: values.report?.map((name) => given(name, "report")) ?? null,
    api: values.api === undefined ? null : given(values.api, "api"),
    out: given(values.out, "out"),
    state: given(values.state, "state"),
    refresh: values.refresh,
    provisional: values.provisional,
    json: values.json,
    debug: values.debug,
  };
}
