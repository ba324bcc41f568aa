import type { Composition } from "../composition.ts";
import type { Report } from "../report.ts";
import { generalNotes } from "../text/notes/general.ts";
import { consequence, KIND_TEXTS, reorganisationsIn, withCode } from "../text/reorganisation.ts";
import { demandSentence, methodText } from "../text/sentences.ts";
import { sourceTexts } from "../text/sources/source-texts.ts";

import type { WorkbookSheet } from "../workbook.ts";
import { type ColumnSpec, column, DISTINCT_NOTE, SHEETS, sheetOf, type TableRow } from "./spec.ts";
import { count, text } from "./value.ts";

type Entry = readonly [name: string, words: string, source: string];

interface NoteLine {
  readonly number: number;
  readonly entry: Entry;
}

const LEFT = { align: "left" } as const;

const COLUMNS: readonly ColumnSpec<NoteLine>[] = [
  column("number", "TT", [0, 6], ({ number }) => count(number), { align: "center" }),
  column("name", "Nội dung", [0, 44], ({ entry: [name] }) => text(name), LEFT),
  column("words", "Giải thích", [0, 90], ({ entry: [, words] }) => text(words), LEFT),
  column("source", "Căn cứ", [0, 50], ({ entry: [, , source] }) => text(source), LEFT),
];

const FORMULAS: readonly Entry[] = [
  [
    "Công thức",
    "Tỷ lệ, tổng số, chênh lệch, số còn thiếu, tỷ lệ cần đạt, đánh giá và thứ hạng là công thức; bấm vào ô để xem số được tính từ đâu, đến tận dòng của cơ quan và tháng ở trang “Số liệu gốc”. Sửa số liệu gốc thì các ô tính lại.",
    "",
  ],
  [
    "Giá trị, không phải công thức",
    `${DISTINCT_NOTE} Tỷ lệ kỳ trước, cùng kỳ của các chỉ tiêu này cũng là giá trị.`,
    "",
  ],
  [
    "Tỷ lệ",
    "Tử số × 100 / mẫu số, không làm tròn trong ô; hiển thị 2 chữ số thập phân, nhiều hơn khi làm tròn sẽ che mất kết quả đánh giá, làm một tỷ lệ còn thiếu thành 100% hoặc một tỷ lệ lớn hơn 0 thành 0%.",
    "",
  ],
  ["Đánh giá", "So sánh số nguyên: đạt khi tử số × 100 ≥ mức giao × mẫu số, không so tỷ lệ đã làm tròn.", ""],
  ["Còn thiếu", "Số hồ sơ (thủ tục …) ít nhất phải chuyển sang trực tuyến để đạt mức giao; 0 khi đã đạt.", ""],
  [
    "Tỷ lệ cần đạt",
    "Với chỉ tiêu tối thiểu theo hồ sơ, giao dịch, chưa đến hạn: tỷ lệ bình quân mà các tháng còn lại đến thời hạn phải đạt, khi mỗi tháng có lượng hồ sơ (giao dịch) như bình quân các tháng đã có số liệu. Trên 100 là không thể đạt được nữa với lượng hồ sơ của năm nay. Không ghi khi thời hạn ở năm sau hoặc mức giao là 100%.",
    "",
  ],
  [
    "± (điểm %)",
    "Hiệu của tỷ lệ trong kỳ (tại ngày chốt) với tỷ lệ được so sánh, mỗi tỷ lệ lấy đúng số chữ số thập phân đang hiển thị, để trừ lại được.",
    "",
  ],
];

const SIGNS: readonly Entry[] = [
  ["CCSL", "Chưa có số liệu; không bao giờ được tính là số 0.", ""],
  ["KPS", "Không phát sinh: mẫu số bằng 0 nên không có tỷ lệ.", ""],
  ["–", "Không có hoặc không đánh giá.", ""],
];

const targetEntries = ({ targets }: Composition): Entry[] =>
  targets.map((printed, index) => [
    `(${index + 1}) ${printed.target.name}`,
    `${demandSentence([printed])} Cách tính: ${methodText(printed)}`,
    printed.sources.map(({ quote, programme }) => `“${quote}” (${programme.shortName})`).join("; "),
  ]);

/** A workbook prints no code: the address stands in the report beside it. */
const ofWorkbook = (line: string): string =>
  line.replace("quét mã QR hoặc mở địa chỉ ghi dưới mã", "mở địa chỉ ghi ở cuối báo cáo");

/** "Nguồn: …" as name and words. */
function lineEntry(line: string): Entry {
  const at = line.indexOf(": ");
  return at === -1 ? ["", line, ""] : [line.slice(0, at), line.slice(at + 2), ""];
}

const plainNotes = (composition: Composition): Entry[] =>
  generalNotes(composition, null, "annex").flatMap((block): Entry[] =>
    "text" in block ? [["Ghi chú", block.text.replace("như đã in", "như đang hiển thị"), ""]] : [],
  );

const reorganisationEntries = (composition: Composition): Entry[] =>
  reorganisationsIn(composition).map((change) => [
    withCode(change.agency, composition.names),
    `${KIND_TEXTS[change.kind]}. ${consequence(change, composition)}.`,
    "",
  ]);

function section(title: string, entries: readonly Entry[]): TableRow<NoteLine>[] {
  if (entries.length === 0) return [];
  const rows = entries.map(
    (entry, index): TableRow<NoteLine> => ({ kind: "body", line: { number: index + 1, entry } }),
  );
  return [{ kind: "group", cells: [text(""), text(title)] }, ...rows];
}

/** Definitions, clauses, what the signs mean, and where the data come from. */
export function notesSheet(composition: Composition, { provenance }: Report, about: string): WorkbookSheet {
  const rows = [
    ...section("Nguồn số liệu", [...sourceTexts(composition), ...provenance.lines.map(ofWorkbook)].map(lineEntry)),
    ...section("Chỉ tiêu: mức giao, cách tính, căn cứ", targetEntries(composition)),
    ...section("Cách đọc các trang tính", [...FORMULAS, ...SIGNS]),
    ...section("Ghi chú về số liệu", plainNotes(composition)),
    ...section("Đơn vị hành chính, cơ quan thay đổi", reorganisationEntries(composition)),
  ];
  return sheetOf(
    { name: SHEETS.notes, title: "GIẢI THÍCH CHỈ TIÊU, CÔNG THỨC VÀ KÝ HIỆU", about, notes: [] },
    COLUMNS,
    rows,
    { filter: false },
  );
}
