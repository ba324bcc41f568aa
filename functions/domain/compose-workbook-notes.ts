import { consequence, KIND_TEXTS, reorganisationsIn } from "./compose-reorganisation.ts";
import { demandSentence } from "./compose-sentences.ts";
import { generalNotes } from "./compose-target.ts";
import { column, count, DISTINCT_NOTE, EMPTY, SHEETS, sheetOf, text } from "./compose-workbook-cells.ts";
import type { SheetGround } from "./compose-workbook-levels.ts";
import type { PrintedTarget } from "./composition.ts";
import type { Report } from "./report.ts";
import type { WorkbookRow, WorkbookSheet } from "./workbook.ts";

type Entry = readonly [name: string, words: string, source: string];

const COLUMNS = [
  column("TT", 6, "center"),
  column("Nội dung", 44, "left"),
  column("Giải thích", 90, "left"),
  column("Căn cứ", 50, "left"),
];

const FORMULAS: readonly Entry[] = [
  [
    "Công thức",
    "Tỷ lệ, tổng số, chênh lệch, số còn thiếu, đánh giá và thứ hạng là công thức; bấm vào ô để xem số được tính từ đâu, đến tận dòng của cơ quan và tháng ở trang “Số liệu gốc”. Sửa số liệu gốc thì các ô tính lại.",
    "",
  ],
  [
    "Giá trị, không phải công thức",
    `${DISTINCT_NOTE} Tỷ lệ kỳ trước, cùng kỳ của các chỉ tiêu này cũng là giá trị.`,
    "",
  ],
  [
    "Tỷ lệ",
    "Tử số × 100 / mẫu số, không làm tròn trong ô; hiển thị 2 chữ số thập phân, nhiều hơn khi làm tròn sẽ che mất kết quả đánh giá.",
    "",
  ],
  ["Đánh giá", "So sánh số nguyên: đạt khi tử số × 100 ≥ mức giao × mẫu số, không so tỷ lệ đã làm tròn.", ""],
  ["Còn thiếu", "Số hồ sơ (thủ tục …) ít nhất phải chuyển sang trực tuyến để đạt mức giao; 0 khi đã đạt.", ""],
  [
    "± (điểm %)",
    "Hiệu của tỷ lệ trong kỳ (tại ngày chốt) với tỷ lệ được so sánh, mỗi tỷ lệ lấy 6 chữ số thập phân.",
    "",
  ],
];

const SIGNS: readonly Entry[] = [
  ["CCSL", "Chưa có số liệu; không bao giờ được tính là số 0.", ""],
  ["KPS", "Không phát sinh: mẫu số bằng 0 nên không có tỷ lệ.", ""],
  ["–", "Không có hoặc không đánh giá.", ""],
];

const targetEntries = (targets: readonly PrintedTarget[]): Entry[] =>
  targets.map((printed, index) => [
    `(${index + 1}) ${printed.target.name}`,
    `${demandSentence(printed)} Cách tính: ${printed.indicator.definition}`,
    printed.sources.map(({ quote, programme }) => `“${quote}” (${programme.shortName})`).join("; "),
  ]);

/** "Nguồn: …" as name and words. */
function lineEntry(line: string): Entry {
  const at = line.indexOf(": ");
  return at === -1 ? ["", line, ""] : [line.slice(0, at), line.slice(at + 2), ""];
}

const plainNotes = ({ composition }: SheetGround): Entry[] =>
  generalNotes(composition).flatMap((block): Entry[] => ("text" in block ? [["Ghi chú", block.text, ""]] : []));

function reorganisationEntries({ composition }: SheetGround): Entry[] {
  return reorganisationsIn(composition).map((change) => [
    `${change.agency.name} (${change.agency.code})`,
    `${KIND_TEXTS[change.kind]}. ${consequence(change, composition)}.`,
    "",
  ]);
}

function section(title: string, entries: readonly Entry[]): WorkbookRow[] {
  if (entries.length === 0) return [];
  const rows = entries.map(
    (entry, index): WorkbookRow => ({ kind: "body", cells: [count(index + 1), ...entry.map(text)] }),
  );
  return [{ kind: "group", cells: [EMPTY, text(title), EMPTY, EMPTY] }, ...rows];
}

/** Definitions, clauses, what the signs mean, and where the data come from. */
export function notesSheet(ground: SheetGround, { provenance }: Report): WorkbookSheet {
  const rows = [
    ...section("Nguồn số liệu", provenance.lines.map(lineEntry)),
    ...section("Chỉ tiêu: mức giao, cách tính, căn cứ", targetEntries(ground.targets)),
    ...section("Cách đọc các trang tính", [...FORMULAS, ...SIGNS]),
    ...section("Ghi chú về số liệu", plainNotes(ground)),
    ...section("Đơn vị hành chính, cơ quan thay đổi", reorganisationEntries(ground)),
  ];
  const given = { name: SHEETS.notes, title: "GIẢI THÍCH", about: ground.about, columns: COLUMNS, rows, notes: [] };
  return sheetOf(given, { filter: false });
}
