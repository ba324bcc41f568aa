import { readFile } from "node:fs/promises";
import { loadCatalogue } from "../catalogue.ts";
import { RequestInvalid } from "../domain/failure.ts";
import type { Ports } from "../ports.ts";
import { programmesNamed, seriesOf } from "../steps/request.ts";
import { identify, type Verification, verify } from "../steps/verify.ts";
import { given, parsed } from "./options.ts";
import { overState } from "./over-state.ts";

const USAGE = `Cách dùng: npm run verify -- --province MÃ --period KỲ [--programme MÃ …] [--revision n] [--state THƯ MỤC]
            lập lại bản đã phát hành từ số liệu đã lưu và đối chiếu từng tệp
           npm run verify -- TỆP [--state THƯ MỤC]
            cho biết tệp thuộc bản phát hành nào`;

const SPECIFICATION = {
  province: { type: "string" },
  period: { type: "string" },
  programme: { type: "string", multiple: true },
  revision: { type: "string" },
  state: { type: "string", default: "state" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** What a check says, and whether it proves what was asked. */
export interface Answer {
  readonly text: string;
  readonly proven: boolean;
}

function revisionNumber(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value);
  throw new RequestInvalid(`Số bản "${value}" không hợp lệ; viết số nguyên từ 1.`);
}

function verificationText({ manifest, damaged, differing, otherCode }: Verification): string {
  const what = `Bản ${manifest.revision} của ${manifest.series}`;
  if (damaged.length > 0)
    return `${what}: tệp đã lưu bị hỏng hoặc mất: ${damaged.join(", ")}; khôi phục từ bản sao lưu.`;
  if (differing.length === 0) return `${what}: đã chứng minh, ${manifest.files.length} tệp lập lại giống từng byte.`;
  const why = otherCode ? ` (bản này do phiên bản ${manifest.code} lập, chương trình hiện là phiên bản khác)` : "";
  return `${what}: lập lại khác với bản đã phát hành ở tệp: ${differing.join(", ")}${why}.`;
}

async function identified(ports: Ports, path: string): Promise<Answer> {
  const bytes = await readFile(path).catch(() => {
    throw new RequestInvalid(`Không đọc được tệp ${path}; kiểm tra đường dẫn rồi chạy lại.`);
  });
  const found = await identify(ports, bytes);
  if (found === null)
    return { proven: false, text: `${path} không thuộc bản phát hành nào trong thư mục dữ liệu này.` };
  const standing = found.replacedBy === null ? "đang hiện hành" : `đã được thay bằng bản ${found.replacedBy}`;
  return {
    proven: true,
    text: `${path} là ${found.name} của bản ${found.revision}, ${found.series}; bản này ${standing}.`,
  };
}

/** Runs `verify`: proves a revision, or says which revision a file is. Nothing is asked of the province or written. */
export async function verifyCommand(args: readonly string[], templates: URL): Promise<Answer> {
  const { values, positionals } = parsed(args, SPECIFICATION, true);
  if (values.help) return { proven: true, text: USAGE };
  const [file, ...more] = positionals;
  if (more.length > 0) throw new RequestInvalid("Chỉ kiểm tra từng tệp một; chạy lại với một tệp.");
  const catalogue = loadCatalogue(templates);
  return overState(given(values.state, "state"), catalogue, async (ports) => {
    if (file !== undefined) return identified(ports, file);
    const province = catalogue.province(given(values.province, "province"));
    const programmes = values.programme === undefined ? null : programmesNamed(values.programme, province, catalogue);
    const series = seriesOf(province.id, given(values.period, "period"), programmes);
    const result = await verify(ports, series, revisionNumber(values.revision));
    return { proven: result.damaged.length + result.differing.length === 0, text: verificationText(result) };
  });
}
