import type { Level } from "../../../domain/agency.ts";
import type { FigureRow, ScopeKind } from "../../../domain/figures/figure.ts";
import { figureOf, judgedRow, type PrintedTarget } from "../../composition.ts";
import type { PrintedRow } from "../../printed-rate.ts";
import { type ColumnSpec, column, quoted, SHEETS, type TableRow } from "../spec.ts";
import { placeKey, type TargetSheet } from "../targets/sheets.ts";
import { count, known, share, text, type Value } from "../value.ts";

/** An agency or area with its judged rows, one for each target of the table. */
export interface Unit {
  readonly number: Value;
  readonly name: string;
  /** By the target's number in the report. */
  readonly rows: ReadonlyMap<number, PrintedRow>;
  readonly code: string;
  readonly level: Level | null;
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
  "Đánh giá (ĐG): Đ đạt; C chưa đạt; H chưa đạt, chưa đến hạn; K không phát sinh; S chưa có số liệu; – không đánh giá.";
export const JUDGED_NOTE =
  "Tỷ lệ tính lũy kế từ đầu năm hoặc tại ngày chốt số liệu; các cơ quan có tỷ lệ bằng nhau đồng hạng, hạng kế tiếp bỏ trống.";

const markOf = (row: FigureRow | undefined): Value =>
  text(row === undefined || row.verdict === null ? "–" : MARKS[row.verdict]);

export type Part = "rate" | "mark" | "rank";

/** Where a workbook's ranks and rates come from: the sheet of the agency's level. */
export type SheetsOfLevels = ReadonlyMap<
  Level,
  { readonly sheet: TargetSheet; readonly letters: (key: string) => string }
>;

/** A cell of the sheet of the agency's level. */
function levelCell(sheets: SheetsOfLevels | null, { level, code }: Unit, number: number, key: string): string | null {
  const found = level === null ? undefined : sheets?.get(level);
  const at = found?.sheet.rowOf.get(placeKey(number, code));
  return found === undefined || at === undefined || level === null
    ? null
    : `${quoted(SHEETS[level])}!${found.letters(key)}${at}`;
}

/** What one target says of every unit. */
function targetPart({ printed, number }: Numbered, part: Part, sheets: SheetsOfLevels | null): ColumnSpec<Unit> {
  const shared = { group: `(${number}) ${printed.target.name}`, figure: figureOf(printed) };
  const isCount = printed.target.unit === "count";
  const key = `${part}-${number}`;
  const rowOf = ({ rows }: Unit): PrintedRow | undefined => rows.get(number);
  switch (part) {
    case "rate":
      return isCount
        ? column(key, "Số lượng", [13, 10], (unit) => known(rowOf(unit)?.numerator ?? null), {
            ...shared,
            field: "numerator",
          })
        : column(key, "Tỷ lệ (%)", [13, 10], (unit) => share(rowOf(unit)), {
            ...shared,
            field: "rate",
            formula: (unit) => levelCell(sheets, unit, number, "rate"),
          });
    case "mark":
      return column(key, "ĐG", [7, 0], (unit) => markOf(rowOf(unit)), {
        ...shared,
        align: "center",
        field: "verdict-mark",
      });
    case "rank":
      return column(key, "Hạng", [9, 8], (unit) => count(rowOf(unit)?.rank ?? null), {
        ...shared,
        field: "rank",
        formula: (unit) => levelCell(sheets, unit, number, "rank"),
      });
  }
}

export const unitColumns = (
  subject: string,
  targets: readonly Numbered[],
  parts: readonly Part[],
  sheets: SheetsOfLevels | null = null,
): ColumnSpec<Unit>[] => [
  column("number", "TT", [9, 6], ({ number }) => number, { align: "center" }),
  column("name", subject, [52, 44], ({ name }) => text(name), { align: "left" }),
  ...targets.flatMap((one) => parts.map((part) => targetPart(one, part, sheets))),
];

export const numbered = (targets: readonly PrintedTarget[]): Numbered[] =>
  targets.map((printed, index) => ({ printed, number: index + 1 }));

/** A row of the table for a scope. */
export function unitRow(
  targets: readonly Numbered[],
  scope: ScopeKind,
  unit: { readonly code: string; readonly name: string; readonly level?: Level },
  number: Value,
): TableRow<Unit> {
  const { code, name, level = null } = unit;
  const rows = new Map(
    targets.flatMap((one): [number, PrintedRow][] => {
      const row = judgedRow(one.printed, scope, code);
      return row === undefined ? [] : [[one.number, row]];
    }),
  );
  const kind = scope === "level" ? "total" : "body";
  return { kind, line: { number, name, rows, code, level }, figure: { scope, code } };
}
