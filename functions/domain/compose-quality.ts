import { count, text } from "./compose-cells.ts";
import { bullets, monthsText } from "./compose-sentences.ts";
import type { Composition } from "./composition.ts";
import { type Finding, type Rule, severityOf } from "./finding.ts";
import type { Appendix, Block, Column } from "./report.ts";
import { dayText, fewText } from "./wording.ts";

/** The rules in the words of an official. */
export const RULE_TEXTS: Record<Rule, string> = {
  "agency-missing": "Cơ quan chưa có số liệu",
  "answer-invalid": "Số liệu gửi về không đúng hợp đồng dữ liệu, không sử dụng",
  "refresh-failed": "Lấy lại số liệu không thành công, giữ số liệu đã lưu",
  "row-repeated": "Thủ tục bị lặp dòng, chỉ tính một lần",
  "flow-mismatch": "Tồn đầu kỳ cộng tiếp nhận khác giải quyết, rút cộng đang giải quyết",
  "carry-over-mismatch": "Tồn đầu kỳ khác số đang giải quyết cuối tháng trước",
  "part-exceeds-whole": "Số thành phần lớn hơn tổng số",
  "procedure-unknown": "Thủ tục không có trong danh mục",
  "procedure-misplaced": "Thủ tục không thuộc cấp hoặc cơ quan báo cáo",
  "measures-missing": "Cơ quan chưa có số liệu về người dùng, trang thông tin điện tử",
  "tasks-missing": "Cơ quan chưa có báo cáo tiến độ nhiệm vụ",
  "exception-unmatched": "Cơ quan được loại trừ không có trong danh sách cơ quan",
  provisional: "Số liệu tạm tính, tỉnh chưa chốt",
};

/** The short fixed words of findings, as the documents print them; numbers and names stay as they are. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["counts", "có số liệu"],
  ["404", "chưa gửi (404)"],
  ["measures", "có số liệu"],
  ["tasks", "có báo cáo"],
  ["absent", "không có"],
  ["no agency", "không có cơ quan"],
  ["final", "đã chốt"],
  ["provisional", "tạm tính"],
  ["timeout", "quá thời hạn trả lời"],
  ["crash", "chương trình dừng khi xử lý"],
  ["1 row", "1 dòng"],
  ["integer >= 0", "số nguyên từ 0"],
]);

const LEVEL_WORDS = { so: "cấp sở", huyen: "cấp huyện", xa: "cấp xã" } as const;

export function findingWords(value: string): string {
  return (WORDS.get(value) ?? value)
    .replace(/^in the catalogue of (.+)$/, (_, day: string) => `có trong danh mục ngày ${dayText(day)}`)
    .replace(/^(\d+) rows with different counts$/, "$1 dòng khác số liệu")
    .replace(/^level (so|huyen|xa)$/, (_, level: keyof typeof LEVEL_WORDS) => LEVEL_WORDS[level])
    .replace(/^owner /, "cơ quan ");
}

const COLUMNS: readonly Column[] = [
  { title: "TT", weight: 9, align: "center" },
  { title: "Nội dung", weight: 62, align: "left" },
  { title: "Cơ quan", weight: 58, align: "left" },
  { title: "Mã TTHC", weight: 24, align: "left" },
  { title: "Từ ngày", weight: 22, align: "center" },
  { title: "Đến ngày", weight: 22, align: "center" },
  { title: "Cần có", weight: 28, align: "right" },
  { title: "Thực tế", weight: 28, align: "right" },
];

/** The document prints so many; all of them are in quality.csv. */
const PRINTED = 300;

/** What was wrong with the data, row by row. */
export function qualityAppendix({ findings, tree }: Composition): Appendix {
  const rows = findings.slice(0, PRINTED).map((finding, index) => ({
    bold: severityOf(finding) === "gap",
    cells: [
      count(index + 1),
      text(
        finding.relation === undefined ? RULE_TEXTS[finding.rule] : `${RULE_TEXTS[finding.rule]} (${finding.relation})`,
      ),
      text(tree.newest(finding.agency)?.name ?? finding.agency),
      text(finding.procedure),
      text(dayText(finding.window.from)),
      text(dayText(finding.window.to)),
      text(findingWords(finding.expected)),
      text(findingWords(finding.actual)),
    ],
  }));
  const rest = findings.length - rows.length;
  const notes = rest > 0 ? [`Còn ${rest} dòng khác, xem đầy đủ trong tệp quality.csv kèm theo.`] : [];
  const table = { columns: COLUMNS, rows };
  return { title: "CHẤT LƯỢNG SỐ LIỆU", sheet: "Chat luong", landscape: true, table, notes };
}

const isGap = (finding: Finding): boolean => severityOf(finding) === "gap";

interface MissingAgency {
  readonly code: string;
  readonly name: string;
  readonly months: readonly string[];
}

/** Agencies with a gap, by code, and the months that they lack. A window's month is that of its last day. */
export function missingAgencies({ findings, tree }: Composition): MissingAgency[] {
  const gaps = Map.groupBy(findings.filter(isGap), (finding) => finding.agency);
  return [...gaps]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([code, found]) => ({
      code,
      name: tree.newest(code)?.name ?? code,
      months: [...new Set(found.map(({ window }) => window.to.slice(0, 7)))].sort(),
    }));
}

/** "109/111 đơn vị có đủ số liệu", and the names of those that have not. */
export function completenessText(composition: Composition): string {
  const { tree, findings } = composition;
  // A predecessor's months are missing in its heir's figures.
  const incomplete = new Set(findings.filter(isGap).map(({ agency }) => tree.heirOf(agency)?.code ?? agency));
  const complete = tree.inForce.filter((agency) => !incomplete.has(agency.code)).length;
  const missing = missingAgencies(composition).map(({ name, months }) => `${name} (${monthsText(months)})`);
  const named = missing.length === 0 ? "" : `; chưa có số liệu: ${missing.join("; ")}`;
  return `${complete}/${tree.inForce.length} đơn vị có số liệu của tất cả các tháng${named}.`;
}

/** How many findings of each rule, in the order of the rules. */
export function qualityBlocks({ findings }: Composition): Block[] {
  if (findings.length === 0) return [{ type: "paragraph", text: "Không phát hiện sai lệch trong số liệu." }];
  const byRule = Map.groupBy(findings, (finding) => finding.rule);
  const items = [...byRule].map(([rule, found]) => `${RULE_TEXTS[rule]}: ${fewText(found.length)} trường hợp`);
  const consequence = "Số liệu có sai lệch được tính như cơ quan đã gửi; chi tiết tại phụ lục Chất lượng số liệu.";
  return [
    { type: "paragraph", text: `Kiểm tra số liệu phát hiện ${fewText(findings.length)} trường hợp. ${consequence}` },
    ...bullets(items),
  ];
}
