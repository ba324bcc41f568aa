import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { loadCatalogue } from "../../catalogue/catalogue.ts";
import { publishedSeries, type WhatIf, whatIf } from "../../pipeline/support/what-if/what-if.ts";
import { periodText } from "../../report/wording.ts";
import { given, parsed } from "../options.ts";
import { overState } from "../over-state.ts";
import { checkThere } from "../place.ts";
import { newTextFile } from "../text-file.ts";
import { differencesText } from "./differences-text.ts";

const USAGE = `Cách dùng: npm run what-if -- --province MÃ [--templates THƯ MỤC] [--csv TỆP] [--state THƯ MỤC]
            cho biết kỳ đã phát hành nào sẽ khác, từng số, nếu lập lại theo các tệp trong thư mục (mặc định: templates
            của chương trình): văn bản giao chỉ tiêu, cấu hình của tỉnh, cách tính; tính từ số liệu đã lưu, không hỏi
            nguồn số liệu, không lưu, không phát hành gì
  --templates THƯ MỤC   thư mục có đủ các tệp như templates, ví dụ bản đã sửa mà chưa triển khai
  --csv TỆP             ghi mọi số khác vào tệp mới
  --state THƯ MỤC       nơi lưu dữ liệu và các bản đã phát hành (mặc định: state)`;

const SPECIFICATION = {
  province: { type: "string" },
  templates: { type: "string" },
  csv: { type: "string" },
  state: { type: "string", default: "state" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

async function templatesAt(folder: string | undefined, own: URL): Promise<URL> {
  if (folder === undefined) return own;
  await checkThere(folder, "--templates");
  return pathToFileURL(`${resolve(folder)}/`);
}

/**
 * Runs `what-if`: which published periods would differ by other templates, number by number. Nothing is asked of the
 * province, stored or published.
 */
export async function whatIfCommand(args: readonly string[], own: URL): Promise<string> {
  const { values } = parsed(args, SPECIFICATION, false);
  if (values.help) return USAGE;
  const templates = loadCatalogue(await templatesAt(values.templates, own));
  const province = templates.province(given(values.province, "province"));
  const state = given(values.state, "state");
  await checkThere(state, "--state");
  return overState(state, templates, async (ports) => {
    const pointers = await publishedSeries(ports, province.id);
    const periods: WhatIf[] = [];
    for (const pointer of pointers) {
      const period = await whatIf(ports, templates, pointer);
      periods.push(period);
      process.stderr.write(`Đã so sánh ${periodText(period.period)} (${periods.length}/${pointers.length}).\n`);
    }
    if (values.csv !== undefined) await newTextFile(given(values.csv, "csv"), await ports.render.whatIfCsv(periods));
    return differencesText(province.name, periods, values.csv);
  });
}
