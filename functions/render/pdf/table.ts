import type { Content, ContentTable, CustomTableLayout, TableCell } from "pdfmake/interfaces.js";
import type { Column, Table } from "../../report/report.ts";
import { columnWidths, type Line, lineOf, spanOf, sumOf } from "../columns.ts";
import { inFont } from "../fonts.ts";
import { BLOCK_HEIGHT, LINE_EM, NOTHING, PARAGRAPH, TABLE } from "../layout.ts";
import { fitted, linesIn } from "../words.ts";

/** The rows of the head keep the usual padding, those below have their own. */
function layoutWith(padY: number, headRows: number): CustomTableLayout {
  const padding = (row: number): number => (row < headRows ? TABLE.padY : padY);
  return {
    hLineWidth: () => TABLE.line,
    vLineWidth: () => TABLE.line,
    hLineColor: TABLE.colour,
    vLineColor: TABLE.colour,
    paddingLeft: () => TABLE.padX,
    paddingRight: () => TABLE.padX,
    paddingTop: padding,
    paddingBottom: padding,
  };
}

interface TextCell {
  text: string;
  noWrap?: boolean;
  alignment?: "left" | "right" | "center";
  bold?: boolean;
  verticalAlignment?: "middle";
  margin?: [number, number, number, number];
  colSpan?: number;
  rowSpan?: number;
}

/** The room of a cell over several columns, in points. */
const widthOver = (widths: readonly number[], index: number, span: number): number =>
  sumOf(widths.slice(index, index + span)) + (span - 1) * (2 * TABLE.padX + TABLE.line);

function bodyRow(line: Line, columns: readonly Column[], widths: readonly number[], size: number): TableCell[] {
  const face = line.bold ? "bold" : "regular";
  const cells = line.texts.map((text, index): TextCell => {
    const span = spanOf(line.texts, index, columns);
    const cell: TextCell = fitted(text, face, size, widthOver(widths, index, span));
    if (span > 1) return { ...cell, colSpan: span, bold: line.bold };
    const align = columns[index]?.align ?? "left";
    if (align !== "left") cell.alignment = align;
    if (line.bold) cell.bold = true;
    return cell;
  });
  // In a row of several lines the cells of one line are in the middle, so that numbers are read along the name.
  if (cells.some((cell) => !cell.noWrap)) {
    for (const cell of cells) if (cell.noWrap && cell.text !== "") cell.verticalAlignment = "middle";
  }
  // The library asks for a cell under every column that another one covers.
  return columns.map((_, index): TableCell => cells[index] ?? {});
}

const headCell = (text: string, size: number, width: number): TextCell => ({
  ...fitted(inFont(text).trim(), "bold", size, width),
  alignment: "center",
  bold: true,
});

interface Head {
  readonly rows: TableCell[][];
  /** Least heights of the rows without padding, in points; none for a single row, which finds its own. */
  readonly heights: number[];
  /** Height of the text over all rows, in points. */
  readonly height: number;
}

/** One header row, or two where any column has a group. */
function headOf(columns: readonly Column[], widths: readonly number[], size: number): Head {
  if (columns.some((column) => column.group !== undefined)) return twoHeadRows(columns, widths, size);
  const row = columns.map(
    (column, index): TextCell => ({
      ...headCell(column.title, size, widths[index] ?? 0),
      verticalAlignment: "middle",
    }),
  );
  const lines = columns.map(({ title }, index) => linesIn(inFont(title).trim(), "bold", size, widths[index] ?? 0));
  return { rows: [row], heights: [], height: Math.max(...lines) * size * LINE_EM };
}

/** The columns that share the group's cell which begins at this column. */
function groupSpan(columns: readonly Column[], index: number): number {
  const group = columns[index]?.group;
  const after = columns.findIndex((other, at) => at > index && other.group !== group);
  return (after === -1 ? columns.length : after) - index;
}

/**
 * Two header rows; neighbouring columns of one group share its cell, a column without a group has a cell over both.
 *
 * The library gives a cell over two rows no room of its own and sets it off the middle, so the heights are counted
 * here and every cell gets its space above.
 */
function twoHeadRows(columns: readonly Column[], widths: readonly number[], size: number): Head {
  const line = size * LINE_EM;
  const between = 2 * TABLE.padY + TABLE.line;
  const cells = columns.map(({ title, group }, index) => {
    const opens = group !== undefined && columns[index - 1]?.group !== group;
    const span = opens ? groupSpan(columns, index) : 1;
    const width = widthOver(widths, index, span);
    const own = widths[index] ?? 0;
    const height = linesIn(inFont(title).trim(), "bold", size, own) * line;
    const above = opens ? linesIn(inFont(group).trim(), "bold", size, width) * line : 0;
    return {
      title: headCell(title, size, own),
      height,
      grouped: group !== undefined,
      opens,
      group,
      span,
      width,
      above,
    };
  });
  const upper = Math.max(line, ...cells.map((cell) => cell.above));
  const grouped = cells.map((cell) => (cell.grouped ? cell.height : cell.height - upper - between));
  const lower = Math.max(line, ...grouped);
  const lowered = (cell: TextCell, room: number, height: number): TextCell => ({
    ...cell,
    margin: [0, Math.max(0, room - height) / 2, 0, 0],
  });
  const first = cells.map((cell): TableCell => {
    if (!cell.grouped) return { ...lowered(cell.title, upper + between + lower, cell.height), rowSpan: 2 };
    if (!cell.opens || cell.group === undefined) return {};
    return { ...lowered(headCell(cell.group, size, cell.width), upper, cell.above), colSpan: cell.span };
  });
  const second = cells.map((cell): TableCell => (cell.grouped ? lowered(cell.title, lower, cell.height) : {}));
  return { rows: [first, second], heights: [upper, lower], height: upper + lower };
}

/** More than this is not kept together on a page: the library drops what it may not break and cannot place. */
const TALLEST_KEPT = BLOCK_HEIGHT.landscape / 2;

/** Height of a row's letters. */
const heightOf = (
  { texts, bold }: Line,
  columns: readonly Column[],
  widths: readonly number[],
  size: number,
): number => {
  const lines = texts.map((text, index) =>
    linesIn(text, bold ? "bold" : "regular", size, widthOver(widths, index, spanOf(texts, index, columns))),
  );
  return Math.max(...lines) * size * LINE_EM;
};

/** Heights of a table's letters: of its head over all rows, and of each row. */
export const measured = (
  columns: readonly Column[],
  lines: readonly Line[],
  widths: readonly number[],
  size: number,
): { readonly head: number; readonly headRows: number; readonly rows: number[] } => {
  const head = headOf(columns, widths, size);
  return {
    head: head.height,
    headRows: head.rows.length,
    rows: lines.map((line) => heightOf(line, columns, widths, size)),
  };
};

const isTall = ({ texts }: Line, columns: readonly Column[], widths: readonly number[], size: number): boolean =>
  texts.some((text, index) => {
    const width = widthOver(widths, index, spanOf(texts, index, columns));
    return linesIn(text, "bold", size, width) * size * LINE_EM > TALLEST_KEPT;
  });

/**
 * A table as wide as the text block, with its header on every page and no row over two pages; "Không có." for none.
 *
 * @param size font size in points
 * @param width width of the text block in points
 * @param below gap below the table in points; none where it ends a section
 * @param padY above and below the letters of its rows in points
 */
export function tableContent(
  table: Table,
  size: number,
  width: number,
  below: number = TABLE.gapBelow,
  padY: number = TABLE.padY,
): Content {
  const margin: [number, number, number, number] = [0, TABLE.gapAbove, 0, below];
  const { columns } = table;
  if (columns.length === 0 || table.rows.length === 0) {
    return { text: NOTHING, italics: true, margin, leadingIndent: PARAGRAPH.indent };
  }
  const lines = table.rows.map((row) => lineOf(row, columns));
  const widths = columnWidths(columns, lines, size, width);
  const head = headOf(columns, widths, size);
  const keepsRows = !lines.some((line) => isTall(line, columns, widths, size));
  const keepsHead = head.height <= TALLEST_KEPT;
  const grid: ContentTable = {
    fontSize: size,
    margin,
    layout: layoutWith(padY, head.rows.length),
    table: {
      widths,
      headerRows: keepsHead ? head.rows.length : 0,
      heights: (row) => head.heights[row] ?? "auto",
      keepWithHeaderRows: keepsHead && keepsRows ? 1 : 0,
      dontBreakRows: keepsHead && keepsRows,
      body: [...head.rows, ...lines.map((line) => bodyRow(line, columns, widths, size))],
    },
  };
  return grid;
}
