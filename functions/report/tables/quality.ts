import { type Finding, severityOf } from "../../domain/quality/finding.ts";
import type { Composition } from "../composition.ts";
import type { Appendix } from "../report.ts";
import { findingWords, ruleText } from "../text/quality.ts";
import { countText } from "../wording.ts";
import type { WorkbookSheet } from "../workbook.ts";
import { type ColumnSpec, column, printedTable, SHEETS, sheetOf, type TableRow } from "./spec.ts";
import { QUALITY_TITLE } from "./titles.ts";
import { count, day, text } from "./value.ts";

/** A finding, and whom it is about. */
interface FindingLine {
  readonly finding: Finding;
  readonly number: number;
  /** Empty where it is about no agency. */
  readonly agency: string;
}

const SEVERITIES = { gap: "Thiếu số liệu", warning: "Cần kiểm tra", notice: "Lưu ý" } as const;
const LEFT = { align: "left" } as const;
const CENTER = { align: "center" } as const;

const COLUMNS: readonly ColumnSpec<FindingLine>[] = [
  column("number", "TT", [9, 6], ({ number }) => count(number), CENTER),
  column("rule", "Nội dung", [62, 48], ({ finding }) => text(ruleText(finding)), LEFT),
  column("severity", "Mức độ", [0, 15], ({ finding }) => text(SEVERITIES[severityOf(finding)]), LEFT),
  column("code", "Mã cơ quan", [0, 14], ({ finding }) => text(finding.agency), LEFT),
  column("agency", "Cơ quan", [58, 40], ({ agency }) => text(agency), LEFT),
  column("procedure", "Mã TTHC", [24, 18], ({ finding }) => text(finding.procedure), LEFT),
  column("from", "Từ ngày", [22, 11], ({ finding }) => day(finding.window.from), CENTER),
  column("to", "Đến ngày", [22, 11], ({ finding }) => day(finding.window.to), CENTER),
  column("expected", "Cần có", [28, 20], ({ finding }) => text(findingWords(finding.expected)), LEFT),
  column("actual", "Thực tế", [28, 20], ({ finding }) => text(findingWords(finding.actual)), LEFT),
];

/** So many can be looked through on a sheet. */
const MOST_ROWS = 2000;

function rowsOf({ names }: Composition, findings: readonly Finding[]): TableRow<FindingLine>[] {
  return findings.map((finding, index) => {
    const agency = names.on(finding.agency, finding.window.to);
    return { kind: severityOf(finding) === "gap" ? "total" : "body", line: { finding, number: index + 1, agency } };
  });
}

const restNote = (rest: number): string[] =>
  rest > 0 ? [`Còn ${countText(rest)} dòng khác, xem đầy đủ trong tệp quality.csv kèm theo.`] : [];

/**
 * What was wrong with the data, row by row: so many of them; none where nothing was. Without a column for procedures where
 * none of these rows names one.
 */
export function qualityAppendix(composition: Composition, most: number): Appendix[] {
  const { findings } = composition;
  if (findings.length === 0) return [];
  const printed = findings.slice(0, most);
  const hasProcedures = printed.some(({ procedure }) => procedure !== "");
  const columns = COLUMNS.filter(({ key }) => key !== "procedure" || hasProcedures);
  return [
    {
      title: QUALITY_TITLE,
      sheet: "Chat luong",
      landscape: true,
      table: printedTable(columns, rowsOf(composition, printed)),
      notes: restNote(findings.length - most),
    },
  ];
}

/** Everything that was wrong with the data; of one agency and its communes where a workbook is theirs. */
export function qualitySheet(
  composition: Composition,
  codes: ReadonlySet<string> | null,
  about: string,
): WorkbookSheet {
  const { findings, tree } = composition;
  const isOwn = ({ agency, window }: Finding): boolean =>
    codes === null || codes.has(tree.successorOf(agency, window.to)?.code ?? "");
  const own = findings.filter(isOwn);
  const notes = [
    ...restNote(own.length - MOST_ROWS),
    own.length === 0
      ? "Không phát hiện sai lệch trong số liệu."
      : "Số liệu có sai lệch được tính như cơ quan đã gửi; số liệu thiếu không được tính là 0. Toàn bộ sai lệch có trong tệp quality.csv.",
  ];
  return sheetOf(
    { name: SHEETS.quality, title: QUALITY_TITLE, about, notes },
    COLUMNS,
    rowsOf(composition, own.slice(0, MOST_ROWS)),
  );
}
