import { loadCatalogue } from "../catalogue/catalogue.ts";
import { RequestInvalid } from "../domain/failure.ts";
import { programmesNamed, seriesOf } from "../pipeline/support/request.ts";
import { identify, type Verification, verify } from "../pipeline/verify.ts";
import type { ServicePorts } from "../ports/ports.ts";
import { countText } from "../report/wording.ts";
import { VERSION } from "../version.ts";
import { given, parsed, refuseBeside, revisionNumber } from "./options.ts";
import { overState } from "./over-state.ts";
import { checkThere } from "./place.ts";
import { bytesOfFile } from "./text-file.ts";

const USAGE = `Cách dùng: npm run verify -- --province MÃ --period KỲ [--programme MÃ …] [--revision n] [--state THƯ MỤC]
            lập lại bản đã phát hành từ số liệu đã lưu và đối chiếu từng tệp; bản do phiên bản khác của chương trình lập
            thì đối chiếu mã băm của từng tệp và từng phần số liệu đã lưu
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

const otherVersionText = (what: string, { files, snapshots, code }: Verification["manifest"]): string =>
  `${what}: do phiên bản ${code} của chương trình lập; ${files.length} tệp và ${snapshots.length} phần số liệu đã lưu đúng mã băm. Chương trình nay là phiên bản ${VERSION}, lập lại không ra đúng từng byte nên không lập lại; muốn lập lại thì dùng phiên bản ${code}.`;

/** How many of what is lost are named; the others are counted. */
const NAMED = 3;

function lostText(what: string, { files, period }: Verification["manifest"], lost: readonly string[]): string {
  const more = lost.length > NAMED ? ` và ${countText(lost.length - NAMED)} phần khác` : "";
  const named = `${lost.slice(0, NAMED).join("; ")}${more}`;
  return `${what}: ${files.length} tệp đã phát hành đúng mã băm; không lập lại để đối chiếu được vì thiếu ${countText(lost.length)} phần số liệu đã lưu: ${named}. Lập lại báo cáo kỳ ${period} để lấy lại từ API của tỉnh, hoặc khôi phục từ bản sao lưu, rồi kiểm tra lại.`;
}

function verificationText({ manifest, damaged, signed, lost, differing }: Verification): string {
  const what = `Bản ${manifest.revision} của ${manifest.series}`;
  const held = signed.length === 0 ? "" : ` ${countText(signed.length)} bản đã ký trong sổ đúng mã băm.`;
  if (damaged.length > 0)
    return `${what}: tệp đã lưu bị hỏng hoặc mất: ${damaged.join(", ")}; khôi phục từ bản sao lưu.`;
  if (lost.length > 0) return `${lostText(what, manifest, lost)}${held}`;
  if (differing === null) return `${otherVersionText(what, manifest)}${held}`;
  if (differing.length === 0)
    return `${what}: đã chứng minh, ${manifest.files.length} tệp lập lại giống từng byte.${held}`;
  return `${what}: lập lại khác với bản đã phát hành ở tệp: ${differing.join(", ")}.`;
}

async function identified(ports: ServicePorts, path: string): Promise<Answer> {
  const bytes = await bytesOfFile(path);
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
  if (file !== undefined) refuseBeside(`tệp ${file}`, values, ["province", "period", "programme", "revision"]);
  const catalogue = loadCatalogue(templates);
  const state = given(values.state, "state");
  await checkThere(state, "--state");
  return overState(state, catalogue, async (ports) => {
    if (file !== undefined) return identified(ports, file);
    const province = catalogue.province(given(values.province, "province"));
    const programmes = values.programme === undefined ? null : programmesNamed(values.programme, province, catalogue);
    const series = seriesOf(province.id, given(values.period, "period"), programmes);
    const result = await verify(ports, series, revisionNumber(values.revision));
    const faults = [...result.damaged, ...result.lost, ...(result.differing ?? [])];
    return { proven: faults.length === 0, text: verificationText(result) };
  });
}
