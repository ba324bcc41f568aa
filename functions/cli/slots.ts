import { loadCatalogue } from "../catalogue.ts";
import { parseSlotFile, slotFile } from "../domain/slot-file.ts";
import { periodText } from "../domain/wording.ts";
import { fillTexts, outlineFor, type TextsPlace, textsOf } from "../steps/texts.ts";
import { given, parsed } from "./options.ts";
import { overState } from "./over-state.ts";
import { textOfFile } from "./text-file.ts";

const USAGE = `Cách dùng: npm run slots -- --province MÃ --period KỲ [--report MÃ] [--state THƯ MỤC] > tệp
            in các ô chữ của báo cáo (mặc định cntt) cùng nội dung đã có, để viết vào
           npm run slots -- --province MÃ --period KỲ [--report MÃ] [--state THƯ MỤC] --file TỆP
            lưu nội dung trong tệp; lần lập báo cáo sau in ra, thành một bản mới`;

const SPECIFICATION = {
  province: { type: "string" },
  period: { type: "string" },
  report: { type: "string", default: "cntt" },
  file: { type: "string" },
  state: { type: "string", default: "state" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Runs `slots`: prints the texts of a report as a file to write in, or keeps those of a file. */
export async function slotsCommand(args: readonly string[], templates: URL): Promise<string> {
  const { values } = parsed(args, SPECIFICATION, false);
  if (values.help) return USAGE;
  const catalogue = loadCatalogue(templates);
  const place: TextsPlace = {
    province: given(values.province, "province"),
    period: given(values.period, "period"),
    report: given(values.report, "report"),
  };
  const outline = outlineFor({ catalogue }, place);
  const texts = values.file === undefined ? null : parseSlotFile(await textOfFile(values.file), outline);
  return overState(given(values.state, "state"), catalogue, async (ports) => {
    if (texts === null) {
      const about = `Nội dung báo cáo ${place.report}, ${periodText(place.period)}, ${catalogue.province(place.province).name}`;
      return slotFile(outline, await textsOf(ports, place), about);
    }
    await fillTexts(ports, place, texts);
    return `Đã lưu ${texts.length} ô chữ của báo cáo ${place.report}, ${periodText(place.period)}; chạy lại report để in vào báo cáo.`;
  });
}
