import type { Day } from "./period.ts";
import type { WorkbookCell, WorkbookColumn, WorkbookFormat, WorkbookSheet } from "./workbook.ts";

/** The sheets of every workbook, in their order; names of agencies never come into them. */
export const SHEETS = {
  summary: "Tổng hợp",
  so: "Sở ngành",
  huyen: "Cấp huyện",
  xa: "Cấp xã",
  areas: "Địa bàn",
  payments: "Thanh toán",
  postal: "BCCI - Số hóa",
  form06a: "Biểu 06a",
  tasks: "Nhiệm vụ",
  ranking: "Xếp hạng",
  raw: "Số liệu gốc",
  quality: "Chất lượng",
  notes: "Giải thích",
} as const;

/** What stands in a cell that has no number: not asked for, not known, a share of nothing. */
export const NONE = "–";
export const UNKNOWN = "CCSL";
export const NO_ACTIVITY = "KPS";

export const EMPTY: WorkbookCell = { type: "empty" };
export const text = (value: string): WorkbookCell => ({ type: "text", text: value });
const DASH = text(NONE);
export const count = (value: number | null): WorkbookCell => (value === null ? DASH : { type: "count", value });
export const known = (value: number | null): WorkbookCell => (value === null ? text(UNKNOWN) : count(value));
export const day = (value: Day | null): WorkbookCell => (value === null ? DASH : { type: "day", day: value });
export const rate = (value: number): WorkbookCell => ({ type: "rate", value });
export const formula = (
  written: string,
  result: number | string,
  format: WorkbookFormat,
  decimals = 2,
): WorkbookCell => ({
  type: "formula",
  formula: written,
  result,
  format,
  ...(decimals === 2 ? {} : { decimals }),
});

/** "A" for 1, "AB" for 28. */
export function lettersOf(column: number): string {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

export const quoted = (sheet: string): string => `'${sheet.replaceAll("'", "''")}'`;

/** A day as a formula's argument. */
export const dateOf = (value: Day): string => `DATE(${value.split("-").map(Number).join(",")})`;

/** A column of a table before it is numbered; what is to be said of its cells becomes a note below the table. */
export type NotedColumn = WorkbookColumn & { readonly note?: string };

export const column = (
  title: string,
  width: number,
  align: WorkbookColumn["align"] = "right",
  group?: string,
  note?: string,
): NotedColumn => ({
  title,
  width,
  align,
  ...(group === undefined ? {} : { group }),
  ...(note === undefined ? {} : { note }),
});

/** "Cột (3), (4): …" for columns that have the same to be said of them. */
function columnNotes(columns: readonly NotedColumn[]): string[] {
  const noted = columns.flatMap(({ note }, index) => (note === undefined ? [] : [{ note, number: `(${index + 1})` }]));
  return [...Map.groupBy(noted, ({ note }) => note)].map(
    ([note, all]) => `Cột ${all.map(({ number }) => number).join(", ")}: ${note}`,
  );
}

/** A sheet that fits one page in width, without anything drawn; `changes` say what is otherwise. */
export function sheetOf(
  given: Pick<WorkbookSheet, "name" | "title" | "about" | "rows" | "notes"> & {
    readonly columns: readonly NotedColumn[];
  },
  changes: Partial<WorkbookSheet> = {},
): WorkbookSheet {
  const columns = given.columns.map(({ note: _, ...own }): WorkbookColumn => own);
  const notes = given.rows.length === 0 ? given.notes : [...given.notes, ...columnNotes(given.columns)];
  return {
    ...{ landscape: true, pagesWide: 1, frozenColumns: 2, filter: true, verdicts: [], bars: [], charts: [] },
    ...given,
    ...{ columns, notes },
    ...changes,
  };
}

export const LEGEND =
  "CCSL: chưa có số liệu (không phải là số 0); KPS: không phát sinh (mẫu số bằng 0); “–”: không có hoặc không đánh giá.";

export const DISTINCT_NOTE =
  "Mỗi thủ tục hành chính chỉ đếm một lần trong từng phạm vi nên không cộng được từ các dòng khác: là giá trị, không phải công thức.";
