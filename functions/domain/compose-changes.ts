import type { AgencyTree } from "./agency.ts";
import type { Change, InputChange } from "./change.ts";
import { count, text } from "./compose-cells.ts";
import type { Composition } from "./composition.ts";
import type { Appendix, Block, Column } from "./report.ts";
import { countText, dayText, monthText, verdictText } from "./wording.ts";

const FIELD_TEXTS: Readonly<Record<string, string>> = {
  row: "Dòng số liệu",
  name: "Tên đơn vị",
  numerator: "Tử số",
  denominator: "Mẫu số",
  rate: "Tỷ lệ (%)",
  goal: "Loại chỉ tiêu",
  threshold: "Mức giao",
  unit: "Đơn vị tính",
  deadline: "Thời hạn",
  verdict: "Đánh giá",
  shortfall: "Còn thiếu",
  rank: "Hạng",
  previous: "Kỳ trước (%)",
  year_earlier: "Cùng kỳ (%)",
  missing: "Lượt thiếu số liệu",
};

export const BASIS_TEXTS: Readonly<Record<string, string>> = {
  period: "trong kỳ",
  year: "lũy kế",
  "as-of": "tại ngày chốt",
};
const VERDICTS = ["met", "not-met", "not-due", "no-activity", "no-data", "not-assessed"] as const;
const RATES = new Set(["rate", "previous", "year_earlier"]);

/** A published text as documents print it: decimal comma, grouped thousands, Vietnamese words. */
function valueText(field: string, value: string): string {
  if (value === "") return "–";
  if (field === "verdict") return verdictText(VERDICTS.find((verdict) => verdict === value) ?? null, "min");
  if (field === "row") return value === "present" ? "có" : "không có";
  if (field === "deadline") return dayText(value);
  if (RATES.has(field)) return value.replace(".", ",");
  return /^\d+$/.test(value) ? countText(Number(value)) : value;
}

const KINDS: Readonly<Record<InputChange["kind"], string>> = {
  counts: "số liệu",
  agencies: "danh sách cơ quan",
  procedures: "danh mục thủ tục hành chính",
  measures: "số liệu người dùng, trang thông tin điện tử",
  tasks: "tiến độ nhiệm vụ",
  templates: "văn bản giao chỉ tiêu hoặc cấu hình của tỉnh thay đổi",
  code: "phiên bản chương trình thay đổi",
};

const HOW = { added: "bổ sung", changed: "điều chỉnh", removed: "không còn" } as const;

/** What made figures change, in words: "Sở Tài chính bổ sung số liệu tháng 6/2023". */
export function causeWords(change: InputChange, tree: AgencyTree): string {
  if (change.kind === "templates" || change.kind === "code") return KINDS[change.kind];
  if (change.kind !== "counts") return `${HOW[change.how]} ${KINDS[change.kind]} ngày ${dayText(change.when)}`;
  const name = tree.newest(change.agency)?.name ?? change.agency;
  return `${name} ${HOW[change.how]} số liệu ${monthText(change.when)}`;
}

function causesText(change: Change, composition: Composition): string {
  const words = change.causes.slice(0, 3).map((cause) => causeWords(cause, composition.tree));
  const more = change.causes.length - words.length;
  return `${words.join("; ")}${more > 0 ? `; và ${more} thay đổi khác` : ""}`;
}

const COLUMNS: readonly Column[] = [
  { title: "TT", weight: 9, align: "center" },
  { title: "Chỉ tiêu", weight: 52, align: "left" },
  { title: "Đơn vị", weight: 42, align: "left" },
  { title: "Phạm vi số liệu", weight: 22, align: "left" },
  { title: "Nội dung", weight: 24, align: "left" },
  { title: "Bản trước", weight: 24, align: "right" },
  { title: "Bản này", weight: 24, align: "right" },
  { title: "Nguyên nhân", weight: 58, align: "left" },
];

/** The document prints so many; all of them are in changes.csv. */
const PRINTED = 300;

/** "Bảng điều chỉnh số liệu": what this revision gives differently, and why; none for a first revision. */
export function changesAppendix(composition: Composition): Appendix[] {
  const { changes, inputs } = composition;
  if (changes === null) return [];
  const targets = new Map(
    inputs.programmes.flatMap(({ id, targets: own }) => own.map((one) => [`${id} ${one.id}`, one.name])),
  );
  const rows = changes.slice(0, PRINTED).map((change, index) => ({
    bold: false,
    cells: [
      count(index + 1),
      text(targets.get(`${change.programme} ${change.target}`) ?? change.target),
      text(change.name),
      text(BASIS_TEXTS[change.basis] ?? change.basis),
      text(FIELD_TEXTS[change.field] ?? change.field),
      text(valueText(change.field, change.old)),
      text(valueText(change.field, change.new)),
      text(causesText(change, composition)),
    ],
  }));
  const rest = changes.length - rows.length;
  const notes = rest > 0 ? [`Còn ${countText(rest)} dòng khác, xem đầy đủ trong tệp changes.csv kèm theo.`] : [];
  const table = { columns: COLUMNS, rows };
  return [{ title: "BẢNG ĐIỀU CHỈNH SỐ LIỆU", sheet: "Dieu chinh", landscape: true, table, notes }];
}

/** Says which revision this one replaces and how much it changes. */
export function changesBlocks({ changes, issue }: Composition): Block[] {
  if (changes === null) return [];
  const what =
    changes.length === 0
      ? "không làm thay đổi số liệu đã phát hành"
      : `điều chỉnh ${countText(changes.length)} số liệu đã phát hành, chi tiết tại phụ lục Bảng điều chỉnh số liệu`;
  return [
    { type: "paragraph", text: `Báo cáo này là bản ${issue.revision}, thay bản ${issue.revision - 1}; ${what}.` },
  ];
}
