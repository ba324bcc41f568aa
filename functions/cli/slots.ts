import { loadCatalogue } from "../catalogue/catalogue.ts";
import { fillTexts, outlineFor, type TextsPlace, textsOf } from "../pipeline/support/texts.ts";
import type { SlotText, SlotTexts } from "../report/slot.ts";
import { parseSlotFile, slotFile } from "../report/slot-file.ts";
import { periodText } from "../report/wording.ts";
import { given, parsed, refuseBeside } from "./options.ts";
import { overState } from "./over-state.ts";
import { newTextFile, textOfFile } from "./text-file.ts";

const USAGE = `Cách dùng: npm run slots -- --province MÃ --period KỲ [--report MÃ] [--state THƯ MỤC] --output TỆP
            ghi các ô chữ của báo cáo (mặc định cntt) cùng nội dung đã có vào một tệp mới, để viết vào
           npm run slots -- --province MÃ --period KỲ [--report MÃ] [--state THƯ MỤC] --file TỆP
            lưu nội dung trong tệp; lần lập báo cáo sau in ra, thành một bản mới
  Không có --output và --file thì in ra màn hình.`;

const SPECIFICATION = {
  province: { type: "string" },
  period: { type: "string" },
  report: { type: "string", default: "cntt" },
  output: { type: "string" },
  file: { type: "string" },
  state: { type: "string", default: "state" },
  debug: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** Which boxes had words that the file does not have; empty where there are none. */
function goneFrom(stored: SlotTexts, texts: readonly SlotText[]): string {
  const kept = new Set(texts.map(({ slot }) => slot));
  const gone = [...stored.keys()].filter((slot) => !kept.has(slot));
  return gone.length === 0 ? "" : `; đã bỏ ${gone.length} ô có chữ từ trước mà tệp để trống: ${gone.join(", ")}`;
}

/** Runs `slots`: gives the texts of a report as a file to write in, or keeps those of a file. */
export async function slotsCommand(args: readonly string[], templates: URL): Promise<string> {
  const { values } = parsed(args, SPECIFICATION, false);
  if (values.help) return USAGE;
  const { file, output } = values;
  if (file !== undefined) refuseBeside("--file", values, ["output"]);
  const catalogue = loadCatalogue(templates);
  const place: TextsPlace = {
    province: given(values.province, "province"),
    period: given(values.period, "period"),
    report: given(values.report, "report"),
  };
  const outline = outlineFor({ catalogue }, place);
  const texts = file === undefined ? null : parseSlotFile(await textOfFile(file), outline, file);
  return overState(given(values.state, "state"), catalogue, async (ports) => {
    if (texts === null) {
      const about = `Nội dung báo cáo ${place.report}, ${periodText(place.period)}, ${catalogue.province(place.province).name}`;
      const text = slotFile(outline, await textsOf(ports, place), about);
      if (output === undefined) return text;
      await newTextFile(output, `${text}\n`);
      return `Đã ghi các ô chữ vào ${output}; viết dưới mỗi dòng [mã] rồi lưu lại bằng --file ${output}.`;
    }
    const gone = goneFrom(await textsOf(ports, place), texts);
    await fillTexts(ports, place, texts);
    return `Đã lưu ${texts.length} ô chữ của báo cáo ${place.report}, ${periodText(place.period)}${gone}; chạy lại report để in vào báo cáo.`;
  });
}
