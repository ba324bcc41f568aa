import type { Level } from "../../../domain/agency.ts";
import type { FigureRow, ScopeKind } from "../../../domain/figures/figure.ts";
import type { Goal } from "../../../domain/programme.ts";
import { figureOf, judgedRow, type PrintedTarget } from "../../composition.ts";
import type { PrintedRow } from "../../printed-rate.ts";
import { demandSentence } from "../../text/sentences.ts";
import { listText, sentence, verdictText } from "../../wording.ts";
import { type ColumnSpec, column, quoted, SHEETS, type TableRow } from "../spec.ts";
import { placeKey, type TargetSheet } from "../targets/sheets.ts";
import { judgedValue, known, share, text, type Value } from "../value.ts";

/** A level, an agency or an area with its judged rows, one for each target of the table. */
export interface Unit {
  readonly number: Value;
  readonly name: string;
  /** By the target's number in the report. */
  readonly rows: ReadonlyMap<number, PrintedRow>;
  readonly scope: ScopeKind;
  readonly code: string;
  /** Of the agency, or the level itself; null for an area. */
  readonly level: Level | null;
  /** The rows of the sheet among which it has its place by a formula. */
  readonly peers?: { readonly from: number; readonly to: number };
}

/** A target under its number in the report. */
export interface Numbered {
  readonly printed: PrintedTarget;
  readonly number: number;
}

const MARKS = {
  met: "Đ",
  "not-met": "C",
  "not-due": "H",
  "no-activity": "K",
  "no-data": "S",
  "not-assessed": "–",
} as const;
export const MARK_LEGEND =
  "Đánh giá (ĐG): Đ đạt; C chưa đạt; H chưa đạt, chưa đến hạn; K không phát sinh (KPS); S chưa có số liệu (CCSL, không phải là số 0); – không có hoặc không đánh giá.";
export const JUDGED_NOTE = "Tỷ lệ tính lũy kế từ đầu năm hoặc tại ngày chốt số liệu.";

const markOf = (row: FigureRow | undefined): Value =>
  text(row === undefined || row.verdict === null ? "–" : MARKS[row.verdict]);

/**
 * A cell of the sheet of agencies and targets, where a workbook's rates and verdicts come from; null where there is none,
 * and in the document.
 */
export function unitCell(sheet: TargetSheet | null, { code }: Unit, number: number, key: string): string | null {
  const at = sheet?.rowOf.get(placeKey(number, code));
  return sheet === null || at === undefined ? null : `${quoted(SHEETS.units)}!${sheet.letters(key)}${at}`;
}

/** The mark of a verdict that a cell spells out in the words of a goal. */
function markFormula(cell: string, goal: Goal): string {
  const verdicts = ["met", "not-due", "no-activity", "no-data"] as const;
  const said = verdicts.map((one) => `IF(${cell}="${sentence(verdictText(one, goal))}","${MARKS[one]}",`);
  return `${said.join("")}IF(${cell}="–","–","${MARKS["not-met"]}")${")".repeat(said.length)}`;
}

/** What is over a target's columns: its name, or its number where many must fit the page. */
export type Heading = "name" | "number";

const headingOf = ({ printed, number }: Numbered, heading: Heading): string =>
  heading === "name" ? `(${number}) ${printed.name}` : `CT ${number}`;

/** What each target demands; where its number alone is over its columns, where that number is told. */
export const demandsNote = (targets: readonly Numbered[], heading: Heading): string =>
  heading === "name"
    ? `${targets.map(({ number, printed }) => `(${number}) ${demandSentence([printed])}`).join(" ")}${benchmarkNote(targets, "")}`
    : `CT: chỉ tiêu theo số thứ tự của bảng Tổng hợp kết quả thực hiện chỉ tiêu.${benchmarkNote(targets, "CT ")}`;

/** Which of the columns demand nothing of anybody, and what their marks say. */
function benchmarkNote(targets: readonly Numbered[], before: string): string {
  const numbers = targets.flatMap(({ printed, number }) =>
    printed.target.goal === "benchmark" ? [before === "" ? `(${number})` : String(number)] : [],
  );
  return numbers.length === 0
    ? ""
    : ` ${before}${listText(numbers)} được đối chiếu với mức đạt điểm tối đa của Bộ chỉ số, không phải chỉ tiêu được giao: Đ là đạt, C là chưa đạt mức điểm tối đa.`;
}

const valueIn = (row: PrintedRow | undefined): Value => (row === undefined ? text("–") : judgedValue(row));

/** The judged rate of every unit under one target, and the verdict as a mark. */
function targetColumns(one: Numbered, heading: Heading, sheet: TargetSheet | null): ColumnSpec<Unit>[] {
  const { printed, number } = one;
  const shared = { group: headingOf(one, heading), figure: figureOf(printed) };
  const rowOf = ({ rows }: Unit): PrintedRow | undefined => rows.get(number);
  const rate =
    printed.target.unit === "count"
      ? column<Unit>(`rate-${number}`, "Số lượng", [13, 10], (unit) => known(rowOf(unit)?.numerator ?? null), {
          ...shared,
          field: "numerator",
        })
      : printed.target.unit === "average"
        ? column<Unit>(`rate-${number}`, "Bình quân", [13, 10], (unit) => valueIn(rowOf(unit)), {
            ...shared,
            field: "value",
          })
        : column<Unit>(`rate-${number}`, "Tỷ lệ (%)", [13, 10], (unit) => share(rowOf(unit)), {
            ...shared,
            field: "rate",
            formula: (unit) => unitCell(sheet, unit, number, "rate"),
          });
  const mark = column<Unit>(`mark-${number}`, "ĐG", [7, 6], (unit) => markOf(rowOf(unit)), {
    ...shared,
    align: "center",
    field: "verdict-mark",
    formula: (unit) => {
      const cell = unitCell(sheet, unit, number, "verdict");
      return cell === null ? null : markFormula(cell, printed.target.goal);
    },
  });
  return [rate, mark];
}

export const unitColumns = (
  subject: string,
  targets: readonly Numbered[],
  heading: Heading,
  sheet: TargetSheet | null = null,
  about: readonly ColumnSpec<Unit>[] = [],
): ColumnSpec<Unit>[] => [
  column("number", "TT", [9, 6], ({ number }) => number, { align: "center" }),
  column("name", subject, [84, 44], ({ name }) => text(name), { align: "left" }),
  ...about,
  ...targets.flatMap((one) => targetColumns(one, heading, sheet)),
];

export const numbered = (targets: readonly PrintedTarget[]): Numbered[] =>
  targets.map((printed, index) => ({ printed, number: index + 1 }));

/** A row of the table for a scope. */
export function unitRow(targets: readonly Numbered[], { scope, code, ...about }: Omit<Unit, "rows">): TableRow<Unit> {
  const rows = new Map(
    targets.flatMap((one): [number, PrintedRow][] => {
      const row = judgedRow(one.printed, scope, code);
      return row === undefined ? [] : [[one.number, row]];
    }),
  );
  const kind = scope === "level" ? "total" : "body";
  return { kind, line: { ...about, scope, code, rows }, figure: { scope, code } };
}
