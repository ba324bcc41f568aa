import { FIRST_ROW, type WorkbookSheet } from "../../workbook.ts";
import { type ColumnSpec, column, SHEETS, sheetOf, type TableRow } from "../spec.ts";
import type { Drawing } from "../targets/bars.ts";
import type { TargetSheet } from "../targets/sheets.ts";
import { count, link, text } from "../value.ts";
import { linkFormula } from "./link.ts";
import { CHART_ROWS } from "./size.ts";

interface ChartLine {
  readonly number: number;
  readonly title: string;
  /** The sheet whose cells are drawn. */
  readonly source: string;
}

const LEFT = { align: "left" } as const;

const COLUMNS: readonly ColumnSpec<ChartLine>[] = [
  column("number", "TT", [0, 6], ({ number }) => count(number), { align: "center" }),
  column("title", "Biểu đồ", [0, 92], ({ title }) => text(title), LEFT),
  column("source", "Vẽ từ trang tính", [0, 22], ({ source }) => link(source), {
    ...LEFT,
    formula: ({ source }) => linkFormula(source),
  }),
];

/** Every chart of a workbook on one sheet, below a list of them; no sheet where nothing is drawn. */
export function chartSheet(sources: readonly TargetSheet[], about: string): WorkbookSheet[] {
  const drawn = sources.flatMap(({ sheet, drawings }) =>
    drawings.map((drawing): { drawing: Drawing; source: string } => ({ drawing, source: sheet.name })),
  );
  if (drawn.length === 0) return [];
  const rows = drawn.map(
    ({ drawing, source }, index): TableRow<ChartLine> => ({
      kind: "body",
      line: { number: index + 1, title: drawing.title, source },
    }),
  );
  const first = FIRST_ROW + rows.length + 1;
  const charts = drawn.map(({ drawing }, index) => ({ ...drawing, at: `A${first + index * CHART_ROWS}` }));
  const given = {
    name: SHEETS.charts,
    title: "BIỂU ĐỒ KẾT QUẢ THEO CHỈ TIÊU VÀ DIỄN BIẾN THEO THÁNG",
    about,
    notes: [],
  };
  return [sheetOf(given, COLUMNS, rows, { charts, landscape: false, filter: false })];
}
