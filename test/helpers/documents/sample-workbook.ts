import type {
  Workbook,
  WorkbookCell,
  WorkbookColumn,
  WorkbookRow,
  WorkbookSheet,
} from "../../../functions/report/workbook.ts";
import { NAMES } from "./hostile.ts";

const text = (value: string): WorkbookCell => ({ type: "text", text: value });
const count = (value: number): WorkbookCell => ({ type: "count", value });

const column = (title: string, align: WorkbookColumn["align"], group?: string): WorkbookColumn => ({
  title,
  align,
  width: 14,
  ...(group === undefined ? {} : { group }),
});

const COLUMNS: readonly WorkbookColumn[] = [
  column("TT", "center"),
  column("Cơ quan", "left"),
  column("Tử số", "right", "Trong kỳ"),
  column("Mẫu số", "right", "Trong kỳ"),
  column("Tỷ lệ (%)", "right", "Trong kỳ"),
  column("± kỳ trước (điểm %)", "right"),
  column("Mức giao", "right"),
  column("Thời hạn", "center"),
  column("Đánh giá", "left"),
  column("Kỳ trước (%)", "right"),
];

const row = (at: number, kind: WorkbookRow["kind"], name: string): WorkbookRow => ({
  kind,
  cells: [
    count(at),
    text(name),
    count(1234),
    count(2469),
    { type: "formula", formula: `C${at}*100/D${at}`, result: (1234 * 100) / 2469, format: "rate", decimals: 3 },
    { type: "formula", formula: `E${at}-J${at}`, result: 0.97974, format: "points" },
    { type: "threshold", value: 50 },
    { type: "day", day: "2023-11-30" },
    { type: "formula", formula: `IF(C${at}*100>=G${at}*D${at},"Đạt","Chưa đạt")`, result: "Chưa đạt", format: "text" },
    { type: "rate", value: 49 },
  ],
});

export const sampleSheet = (changes: Partial<WorkbookSheet> = {}): WorkbookSheet => ({
  name: "Sở ngành",
  title: "KẾT QUẢ CỦA CÁC SỞ, BAN, NGÀNH",
  about: "tỉnh Thử Nghiệm, tháng 6 năm 2023 - DỮ LIỆU MÔ PHỎNG",
  columns: COLUMNS,
  rows: [row(7, "total", "Sở, ban, ngành"), row(8, "body", "Sở Nội vụ"), row(9, "body", "Sở Tư pháp")],
  notes: ["Ghi chú thứ nhất.", "Ghi chú thứ hai."],
  landscape: true,
  pagesWide: 1,
  frozenColumns: 2,
  filter: true,
  verdicts: [9],
  bars: [5],
  charts: [],
  isPrinted: true,
  ...changes,
});

export const sampleWorkbook = (sheets: readonly WorkbookSheet[] = [sampleSheet()]): Workbook => ({
  title: "BÁO CÁO Kết quả <tháng 6> & lũy kế",
  subject: "Kết quả tháng 6 năm 2023",
  author: "bao-cao-cntt-cchc",
  keywords: "thu-nghiem, 2023-06, cntt",
  header: "DỮ LIỆU MÔ PHỎNG - Bản phát hành 2 (tạm tính)",
  dataAsOf: "2023-06-15T06:00:00+07:00",
  sheets,
  names: [{ name: "HoSoTiepNhan", range: "'Sở ngành'!$D$7:$D$9" }],
});

/** A workbook that holds what no workbook should, in every place where text may stand. */
export function hostileWorkbook(): Workbook {
  const all = NAMES.join(" ");
  const rows = NAMES.map(
    (name, index): WorkbookRow => ({ kind: "body", cells: [count(index), text(name), ...NAMES.slice(0, 8).map(text)] }),
  );
  const hostile = sampleSheet({
    name: "PL: [1]/*?\\ trang tính",
    title: all,
    about: all,
    notes: [...NAMES],
    rows: [...rows, { kind: "group", cells: [text("thiếu ô")] }],
    columns: COLUMNS.map((one, index) => ({ ...one, title: NAMES[index] ?? "" })),
    verdicts: [],
    bars: [],
  });
  const words = { title: all, subject: all, author: all, keywords: all, header: all };
  return { ...sampleWorkbook([hostile, sampleSheet()]), ...words };
}
