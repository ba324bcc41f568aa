import type { WorkbookColumn, WorkbookRow, WorkbookSheet } from "../../workbook.ts";

/** Points of a row of one line. */
const LINE_POINTS = 15;
const TALLEST = 409;

/** Width of a letter of the table's font in the digits that a column's width is counted in, bold ones included. */
const LETTER = 0.95;

/** Height (points) of a text that wraps in so many characters of width; not every program finds it when it opens a file. */
export function heightFor(text: string, width: number): number {
  const lines = text
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * LETTER) / Math.max(1, width))), 0);
  return Math.min(TALLEST, lines * LINE_POINTS);
}

/** Neighbouring columns under one title, and where they begin (from 0); a column without a group is alone. */
export interface ColumnGroup {
  readonly group: string | undefined;
  readonly first: number;
  readonly columns: readonly WorkbookColumn[];
}

export function groupsOf(columns: readonly WorkbookColumn[]): ColumnGroup[] {
  const groups: { group: string | undefined; first: number; columns: WorkbookColumn[] }[] = [];
  columns.forEach((column, at) => {
    const last = groups.at(-1);
    if (last !== undefined && column.group !== undefined && last.group === column.group) last.columns.push(column);
    else groups.push({ group: column.group, first: at, columns: [column] });
  });
  return groups;
}

/** Heights (points) of the two rows of titles: of the groups, and of the columns below them. */
export function titleHeights(columns: readonly WorkbookColumn[]): { readonly upper: number; readonly lower: number } {
  let [upper, lower, whole] = [LINE_POINTS, LINE_POINTS, 0];
  for (const { group, columns: own } of groupsOf(columns)) {
    const tall = Math.max(...own.map(({ title, width }) => heightFor(title, width)));
    if (group === undefined) whole = Math.max(whole, tall);
    else {
      const width = own.reduce((sum, column) => sum + column.width, 0);
      upper = Math.max(upper, heightFor(group, width));
      lower = Math.max(lower, tall);
    }
  }
  return { upper, lower: Math.max(lower, whole - upper) };
}

/** Height (points) of a row of the table: that of its longest text. */
export const rowHeight = (columns: readonly WorkbookColumn[], { kind, cells }: WorkbookRow): number =>
  columns.reduce((height, { align, width }, at) => {
    const cell = cells[at];
    if (cell?.type !== "text" || align !== "left" || kind === "group") return height;
    return Math.max(height, heightFor(cell.text, width));
  }, LINE_POINTS);

/** What a line above or below the table takes. */
export interface LineWidth {
  readonly columns: number;
  readonly characters: number;
}

/** Longer lines cannot be read at a glance, however wide the table is. */
const LONGEST_LINE = 150;

/** As many columns as a line of text takes, for what is above and below the table; those of every printed page. */
export function lineWidth({ columns, pagesWide, frozenColumns }: WorkbookSheet): LineWidth {
  if (pagesWide > 1 && frozenColumns > 0) {
    const characters = columns.slice(0, frozenColumns).reduce((sum, { width }) => sum + width, 0);
    return { columns: frozenColumns, characters };
  }
  let characters = 0;
  const after = columns.findIndex(({ width }) => {
    characters += width;
    return characters >= LONGEST_LINE;
  });
  return { columns: after === -1 ? columns.length : after + 1, characters };
}

/** An A4 page between the margins of Nghị định 30/2020, in millimetres. */
export const PAGE = { landscape: { width: 252, height: 170 }, portrait: { width: 165, height: 257 } } as const;

/** Millimetres of a chart in the window; on paper the sheet shrinks to the page, and three are above each other. */
export const CHART_SIZE = { width: 230, height: 110 } as const;

const MM_PER_POINT = 25.4 / 72;
const MM_PER_PIXEL = 25.4 / 96;

/** Rows of one line that a chart covers, with a gap below it. */
export const CHART_ROWS = Math.ceil(CHART_SIZE.height / (LINE_POINTS * MM_PER_POINT)) + 1;

/** How many pages a sheet takes in print, as wide as the page. */
export function pagesOf(sheet: WorkbookSheet): number {
  const { columns, rows, notes, charts, landscape, pagesWide } = sheet;
  const page = landscape ? PAGE.landscape : PAGE.portrait;
  const width = columns.reduce((sum, column) => sum + (column.width * 7 + 5) * MM_PER_PIXEL, 0);
  const scale = Math.min(1, (page.width * pagesWide) / Math.max(width, charts.length > 0 ? CHART_SIZE.width : 0));
  const line = lineWidth(sheet).characters;
  const { upper, lower } = titleHeights(columns);
  const titles = (upper + lower + LINE_POINTS) * MM_PER_POINT;
  const lines = [sheet.title, sheet.about, ...notes].reduce(
    (sum, text) => sum + heightFor(text, line),
    3 * LINE_POINTS,
  );
  const body = rows.reduce((sum, row) => sum + rowHeight(columns, row), 0);
  const room = page.height / scale;
  const ofCharts = Math.ceil(charts.length / Math.max(1, Math.floor(room / CHART_SIZE.height)));
  const ofTable = Math.ceil(((lines + body) * MM_PER_POINT) / (room - (charts.length > 0 ? 0 : titles)));
  return (Math.max(1, ofTable) + ofCharts) * pagesWide;
}
