import { findingWords, RULE_TEXTS } from "./compose-quality.ts";
import { column, count, day, SHEETS, sheetOf, text } from "./compose-workbook-cells.ts";
import type { SheetGround } from "./compose-workbook-levels.ts";
import { severityOf } from "./finding.ts";
import { countText } from "./wording.ts";
import type { WorkbookRow, WorkbookSheet } from "./workbook.ts";

const SEVERITIES = { gap: "Thiếu số liệu", warning: "Cần kiểm tra", notice: "Lưu ý" } as const;

const COLUMNS = [
  column("TT", 6, "center"),
  column("Nội dung", 48, "left"),
  column("Mức độ", 15, "left"),
  column("Mã cơ quan", 14, "left"),
  column("Cơ quan", 40, "left"),
  column("Mã TTHC", 18, "left"),
  column("Từ ngày", 11, "center"),
  column("Đến ngày", 11, "center"),
  column("Cần có", 20, "left"),
  column("Thực tế", 20, "left"),
];

/** So many can be looked through on a sheet; all of them are in quality.csv. */
const MOST_ROWS = 2000;

/** Everything that was wrong with the data; of one agency and its communes where a workbook is theirs. */
export function qualitySheet({ composition, about }: SheetGround, codes: ReadonlySet<string> | null): WorkbookSheet {
  const { findings, tree } = composition;
  const isOwn = (code: string): boolean => codes === null || codes.has(tree.heirOf(code)?.code ?? code);
  const own = findings.filter(({ agency }) => isOwn(agency));
  const rows = own.slice(0, MOST_ROWS).map((finding, index): WorkbookRow => {
    const { rule, relation, agency, procedure, window, expected, actual } = finding;
    const severity = severityOf(finding);
    const cells = [
      count(index + 1),
      text(relation === undefined ? RULE_TEXTS[rule] : `${RULE_TEXTS[rule]} (${relation})`),
      text(SEVERITIES[severity]),
      text(agency),
      text(tree.newest(agency)?.name ?? ""),
      text(procedure),
      day(window.from),
      day(window.to),
      text(findingWords(expected)),
      text(findingWords(actual)),
    ];
    return { kind: severity === "gap" ? "total" : "body", cells };
  });
  const notes = [
    ...(own.length > rows.length
      ? [`Còn ${countText(own.length - rows.length)} dòng khác trong tệp quality.csv.`]
      : []),
    rows.length === 0
      ? "Không phát hiện sai lệch trong số liệu."
      : "Số liệu có sai lệch được tính như cơ quan đã gửi; số liệu thiếu không được tính là 0. Toàn bộ sai lệch có trong tệp quality.csv.",
  ];
  return sheetOf({ name: SHEETS.quality, title: "CHẤT LƯỢNG SỐ LIỆU", about, columns: COLUMNS, rows, notes });
}
