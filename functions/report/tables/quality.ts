import { type Finding, severityOf } from "../../domain/quality/finding.ts";
import type { Composition } from "../composition.ts";
import type { Appendix } from "../report.ts";
import { findingWords, handedOverTexts, ownFindings, ruleText } from "../text/quality.ts";
import { countText } from "../wording.ts";
import type { WorkbookSheet } from "../workbook.ts";
import { type ColumnSpec, column, printedTable, SHEETS, sheetOf, type TableRow } from "./spec.ts";
import { QUALITY_TITLE } from "./titles.ts";
import { count, day, NONE, text } from "./value.ts";

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
  column("number", "TT", [0, 6], ({ number }) => count(number), CENTER),
  column("rule", "Nội dung", [0, 48], ({ finding }) => text(ruleText(finding)), LEFT),
  column("severity", "Mức độ", [0, 15], ({ finding }) => text(SEVERITIES[severityOf(finding)]), LEFT),
  column("code", "Mã cơ quan", [0, 14], ({ finding }) => text(finding.agency), LEFT),
  column("agency", "Cơ quan", [0, 40], ({ agency }) => text(agency), LEFT),
  column("procedure", "Mã TTHC", [0, 18], ({ finding }) => text(finding.procedure), LEFT),
  column("from", "Từ ngày", [0, 11], ({ finding }) => day(finding.window.from), CENTER),
  column("to", "Đến ngày", [0, 11], ({ finding }) => day(finding.window.to), CENTER),
  column("expected", "Cần có", [0, 20], ({ finding }) => text(findingWords(finding.expected)), LEFT),
  column("actual", "Thực tế", [0, 20], ({ finding }) => text(findingWords(finding.actual)), LEFT),
];

/** Findings of one rule about one agency, which the document prints as one. */
interface FoundLine extends FindingLine {
  readonly alike: readonly Finding[];
}

/** What they all say; a dash where they say different things. */
const sharedText = (said: readonly string[]): string => (new Set(said).size === 1 ? (said[0] ?? NONE) : NONE);

function proceduresText(alike: readonly Finding[]): string {
  const codes = new Set(alike.map(({ procedure }) => procedure));
  return codes.size > 1 ? `${countText(codes.size)} TTHC` : sharedText([...codes]);
}

const daysOf = (alike: readonly Finding[], end: "from" | "to"): string[] =>
  alike.map(({ window }) => window[end]).sort();

const FOUND: readonly ColumnSpec<FoundLine>[] = [
  column("number", "TT", [9, 0], ({ number }) => count(number), CENTER),
  column("rule", "Nội dung", [66, 0], ({ finding }) => text(ruleText(finding)), LEFT),
  column("agency", "Cơ quan", [58, 0], ({ agency }) => text(agency), LEFT),
  column("cases", "Số trường hợp", [16, 0], ({ alike }) => count(alike.length)),
  column("procedure", "Mã TTHC", [22, 0], ({ alike }) => text(proceduresText(alike)), LEFT),
  column("from", "Từ ngày", [22, 0], ({ alike }) => day(daysOf(alike, "from").at(0) ?? null), CENTER),
  column("to", "Đến ngày", [22, 0], ({ alike }) => day(daysOf(alike, "to").at(-1) ?? null), CENTER),
  column(
    "expected",
    "Cần có",
    [26, 0],
    ({ alike }) => text(sharedText(alike.map((one) => findingWords(one.expected)))),
    LEFT,
  ),
  column(
    "actual",
    "Thực tế",
    [26, 0],
    ({ alike }) => text(sharedText(alike.map((one) => findingWords(one.actual)))),
    LEFT,
  ),
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

/** A row for all findings of one rule, with one relation, about one agency of its time. */
function foundRows(composition: Composition): TableRow<FoundLine>[] {
  const { names, tree } = composition;
  const groups = Map.groupBy(ownFindings(composition), ({ rule, relation = "", agency, window }) =>
    [rule, relation, agency, tree.on(agency, window.to)?.validFrom].join(" "),
  );
  return [...groups.values()].flatMap((alike, index): TableRow<FoundLine>[] => {
    const [finding] = alike;
    if (finding === undefined) return [];
    const agency = names.on(finding.agency, finding.window.to);
    const line = { finding, alike, number: index + 1, agency };
    return [{ kind: severityOf(finding) === "gap" ? "total" : "body", line }];
  });
}

const ALIKE_NOTE =
  "Các trường hợp cùng nội dung của một cơ quan gộp một dòng; từng trường hợp có trong trang tính Chất lượng của tệp Excel và tệp quality.csv.";

/**
 * What was wrong with the data, by rule and agency: so many rows; none where nothing was. Without a column for procedures
 * where none of these rows names one, and without one for their number where each is a single case.
 */
export function qualityAppendix(composition: Composition, most: number): Appendix[] {
  const rows = foundRows(composition);
  if (rows.length === 0) return [];
  const printed = rows.slice(0, most);
  const alike = printed.flatMap((row) => (row.kind === "group" ? [] : [row.line.alike]));
  const hasProcedures = alike.flat().some(({ procedure }) => procedure !== "");
  const isMany = alike.some(({ length }) => length > 1);
  const columns = FOUND.filter(({ key }) => (key !== "procedure" || hasProcedures) && (key !== "cases" || isMany));
  return [
    {
      title: QUALITY_TITLE,
      sheet: "Chat luong",
      landscape: true,
      table: printedTable(columns, printed),
      notes: [...(isMany ? [ALIKE_NOTE] : []), ...handedOverTexts(composition), ...restNote(rows.length - most)],
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
