import { basename, dirname, resolve } from "node:path";
import { loadCatalogue } from "../../catalogue/catalogue.ts";
import { readTemplate } from "../../catalogue/files.ts";
import { RequestInvalid } from "../../domain/failure.ts";
import { SourceMapping } from "../../domain/mapping/mapping.ts";
import { sourceVariable } from "../../domain/mapping/words.ts";
import { windowOfMonth } from "../../domain/period.ts";
import { PushMapping } from "../../domain/push/mapping.ts";
import { figuresIn } from "../../laptop/figures.ts";
import { trySource } from "../../laptop/sources.ts";
import type { TemplateCatalogue } from "../../ports/ports.ts";
import { countText } from "../../report/wording.ts";
import { readProxies } from "../../settings/proxies.ts";
import { readSource } from "../../settings/sources.ts";
import type { Environment } from "../../settings/values.ts";
import { givenMonth } from "../import/month.ts";
import { given, parsed, refuseBeside } from "../options.ts";
import { pushText } from "./push-text.ts";
import { trialText } from "./trial-text.ts";

const USAGE = `Cách dùng: npm run sources -- list
            liệt kê các tệp khai báo nguồn số liệu trong templates/sources, nơi nhận số liệu trong templates/pushes
           npm run sources -- try TỆP --agency MÃ --month THÁNG [--province MÃ] [--url URL]
            hỏi nguồn một lần theo tệp, in câu trả lời, số đếm đọc được và các đẳng thức đúng hay sai; không lưu gì.
            Mã thoát 0 khi đọc được, 1 khi nguồn không trả lời hoặc câu trả lời không khớp tệp
           npm run sources -- push TỆP --figures figures.csv
            in những số mà tệp trong templates/pushes sẽ gửi đi từ figures.csv của một bản đã phát hành; không gửi gì
  --agency MÃ       mã cơ quan
  --month THÁNG     ví dụ 2023-06
  --province MÃ     tỉnh, để lấy cách chia kỳ và địa chỉ nguồn trong tệp của tỉnh (mặc định: tháng dương lịch)
  --url URL         địa chỉ của nguồn; không có thì lấy ở biến SOURCE_<MÃ NGUỒN>_URL, rồi ở tệp của tỉnh.
                    Tài khoản lấy ở SOURCE_<MÃ NGUỒN>_TOKEN, _CLIENT_ID, _CLIENT_SECRET`;

const SPECIFICATION = {
  agency: { type: "string" },
  month: { type: "string" },
  province: { type: "string" },
  url: { type: "string" },
  figures: { type: "string" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parsed<typeof SPECIFICATION>>["values"];

/** What a command about sources came to: the text to print, and whether the source was understood. */
interface SourcesOutcome {
  readonly text: string;
  readonly isMapped: boolean;
}

const GRAINS = { procedure: "theo thủ tục", field: "theo lĩnh vực", unit: "theo cơ quan" } as const;

/** Who may use a mapping. */
function whose({ example, province }: Pick<SourceMapping, "example" | "province">): string {
  if (example) return "ví dụ mẫu";
  return province === undefined ? "mọi tỉnh" : `tỉnh ${province}`;
}

function listText(catalogue: TemplateCatalogue): string {
  const sources = catalogue.mappings().map((one) => `${one.id}: ${one.name}; ${GRAINS[one.grain]}; ${whose(one)}.`);
  const pushes = catalogue
    .pushes()
    .map((one) => `${one.id}: gửi số liệu lên ${one.name}; ${countText(one.targets.length)} chỉ tiêu; ${whose(one)}.`);
  const lines = [...sources, ...pushes];
  return lines.length === 0 ? "Chưa có tệp khai báo nào trong templates/sources, templates/pushes." : lines.join("\n");
}

/** What a push mapping would send; loading the templates holds it against the others. */
async function pushFile(file: string, values: Values): Promise<SourcesOutcome> {
  const path = resolve(file);
  const mapping = readTemplate(dirname(path), basename(path), PushMapping).value;
  const rows = await figuresIn(resolve(given(values.figures, "figures")));
  return { text: pushText(mapping, rows), isMapped: true };
}

async function tryFile(file: string, values: Values, env: Environment, templates: URL): Promise<SourcesOutcome> {
  const path = resolve(file);
  const mapping = readTemplate(dirname(path), basename(path), SourceMapping).value;
  const agency = given(values.agency, "agency");
  const month = givenMonth(values.month);
  const province =
    values.province === undefined ? null : loadCatalogue(templates).province(given(values.province, "province"));
  const { url: set, ...account } = readSource(env, mapping.id);
  const stated = province?.sources.find((one) => one.mapping === mapping.id)?.url;
  const url = values.url === undefined ? (set ?? stated) : given(values.url, "url");
  if (url === undefined) {
    const variable = sourceVariable(mapping.id, "URL");
    throw new RequestInvalid(`Chưa có địa chỉ của nguồn; viết --url hoặc đặt biến ${variable} rồi chạy lại.`);
  }
  const outcome = await trySource({
    ...{ mapping, url, account, agency, window: windowOfMonth(month, province?.regime.scheme ?? "calendar") },
    ...{ proxies: readProxies(env), now: () => new Date() },
    warn: (message) => void process.stderr.write(`${message}\n`),
  });
  return { text: trialText(outcome, mapping), isMapped: "answer" in outcome.result };
}

/** Runs `sources`: lists the mapping files, tries one against its source, or says what one sends; nothing is stored or sent. */
export async function sourcesCommand(
  args: readonly string[],
  env: Environment,
  templates: URL,
): Promise<SourcesOutcome> {
  const { values, positionals } = parsed(args, SPECIFICATION, true);
  const [what, file, ...more] = positionals;
  if (values.help) return { text: USAGE, isMapped: true };
  if (more.length > 0) throw new RequestInvalid(`Thừa "${more[0]}"; mỗi lần chỉ thử một tệp.`);
  if (what === "list" && file === undefined) {
    refuseBeside("list", values, ["agency", "month", "province", "url", "figures"]);
    return { text: listText(loadCatalogue(templates)), isMapped: true };
  }
  if (what === "try" && file !== undefined) {
    refuseBeside("try", values, ["figures"]);
    return tryFile(file, values, env, templates);
  }
  if (what === "push" && file !== undefined) {
    refuseBeside("push", values, ["agency", "month", "province", "url"]);
    return pushFile(file, values);
  }
  throw new RequestInvalid(
    "Chọn một việc: list, hoặc try, push và một tệp khai báo; chạy với --help để xem cách dùng.",
  );
}
