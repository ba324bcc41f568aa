import {
  AlignmentType,
  BorderStyle,
  type ITableBordersOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  VerticalMergeType,
  WidthType,
} from "docx";
import type { Cell, Column, Table as ReportTable, Row } from "../../report/report.ts";
import { columnWidths, lineOf, spanOf, sumOf } from "../columns.ts";
import { NO_NUMBER, NOTHING, TABLE } from "../layout.ts";
import { halfPoints, twips } from "./measures.ts";
import { STYLE } from "./styles.ts";
import { line, wordText } from "./text.ts";

const edge = { style: BorderStyle.SINGLE, size: 4, color: TABLE.colour.slice(1) } as const;
const GRID: ITableBordersOptions = {
  ...{ top: edge, bottom: edge, left: edge, right: edge, insideHorizontal: edge, insideVertical: edge },
};
const marginsWith = (padY: number) => ({
  left: twips(TABLE.padX),
  right: twips(TABLE.padX),
  top: twips(padY),
  bottom: twips(padY),
});

/** Word's letters are set a little wider than the page's: a column that just fits would break its words. */
const ROOM = 1.5;

const ALIGNMENT = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, center: AlignmentType.CENTER } as const;

const cellText = (cell: Cell): string =>
  cell.type === "text" || Number.isFinite(cell.value) ? wordText(cell.text).trim() : NO_NUMBER;

const head = (text: string, size: number): Paragraph =>
  new Paragraph({
    style: STYLE.tableHead,
    run: { size },
    children: [new TextRun({ text: wordText(text).trim(), size })],
  });

interface HeadCell {
  readonly text: string;
  readonly columnSpan?: number;
  readonly verticalMerge?: (typeof VerticalMergeType)[keyof typeof VerticalMergeType];
}

const headRow = (cells: readonly HeadCell[], size: number): TableRow =>
  new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: cells.map(
      ({ text, ...spans }) =>
        new TableCell({
          ...spans,
          // Whatever the rows below have.
          margins: marginsWith(TABLE.padY),
          verticalAlign: VerticalAlignTable.CENTER,
          children: [head(text, size)],
        }),
    ),
  });

/** One header row, or two where any column has a group: neighbouring columns of a group share its cell. */
function headRows(columns: readonly Column[], size: number): TableRow[] {
  if (columns.every(({ group }) => group === undefined))
    return [
      headRow(
        columns.map(({ title }) => ({ text: title })),
        size,
      ),
    ];
  const upper = columns.flatMap(({ title, group }, at): HeadCell[] => {
    if (group === undefined) return [{ text: title, verticalMerge: VerticalMergeType.RESTART }];
    if (columns[at - 1]?.group === group) return [];
    const after = columns.findIndex((other, index) => index > at && other.group !== group);
    return [{ text: group, columnSpan: (after === -1 ? columns.length : after) - at }];
  });
  const lower = columns.map(
    ({ title, group }): HeadCell =>
      group === undefined ? { text: "", verticalMerge: VerticalMergeType.CONTINUE } : { text: title },
  );
  return [headRow(upper, size), headRow(lower, size)];
}

function bodyRow({ cells, bold }: Row, columns: readonly Column[], size: number): TableRow {
  const own = cells.slice(0, columns.length).map(cellText);
  const texts = own.length === 0 ? [""] : own;
  return new TableRow({
    cantSplit: true,
    children: texts.map((text, at) => {
      const columnSpan = spanOf(texts, at, columns);
      const align = columnSpan > 1 ? "left" : (columns[at]?.align ?? "left");
      const run = new TextRun({ text, size, ...(bold ? { bold } : {}) });
      const paragraph = new Paragraph({
        style: STYLE.tableText,
        // An empty cell is as high as the letters of its paragraph's end.
        run: { size },
        ...(align === "left" ? {} : { alignment: ALIGNMENT[align] }),
        children: [run],
      });
      return new TableCell({ columnSpan, verticalAlign: VerticalAlignTable.CENTER, children: [paragraph] });
    }),
  });
}

/**
 * A table with its head repeated on every page and no row over two pages; "Không có." for none.
 *
 * @param points size of the letters
 * @param width of the table in points
 * @param padY above and below the letters of its rows in points
 */
export function tableOf(
  table: ReportTable,
  points: number,
  width: number,
  padY: number = TABLE.padY,
): (Table | Paragraph)[] {
  const { columns, rows } = table;
  if (columns.length === 0 || rows.length === 0) return [line(STYLE.note, NOTHING)];
  const size = halfPoints(points);
  const lines = rows.map((row) => lineOf(row, columns));
  const padding = 2 * TABLE.padX + TABLE.line + ROOM;
  const widths = columnWidths(columns, lines, points, width - columns.length * ROOM).map((one) => twips(one + padding));
  return [
    new Table({
      columnWidths: widths,
      width: { size: sumOf(widths), type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      borders: GRID,
      margins: marginsWith(padY),
      rows: [...headRows(columns, size), ...rows.map((row) => bodyRow(row, columns, size))],
    }),
    // Two tables without a paragraph between them would become one.
    new Paragraph({ style: STYLE.rule }),
  ];
}

const none = { style: BorderStyle.NONE, size: 0, color: "auto" } as const;
const NO_GRID: ITableBordersOptions = {
  ...{ top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
};

/** Paragraphs beside each other: a table without lines, as offices set them. Widths in twips. */
export const beside = (widths: readonly number[], rows: readonly (readonly Paragraph[])[][]): Table =>
  new Table({
    columnWidths: [...widths],
    width: { size: sumOf(widths), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: NO_GRID,
    margins: { left: 0, right: 0 },
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: cells.map((children) => new TableCell({ children: [...children] })),
        }),
    ),
  });

/** Paragraphs in a frame. */
export const framed = (children: readonly Paragraph[], width: number): Table =>
  new Table({
    columnWidths: [width],
    width: { size: width, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: GRID,
    margins: { left: twips(6), right: twips(6), top: twips(5), bottom: twips(5) },
    rows: [new TableRow({ cantSplit: true, children: [new TableCell({ children: [...children] })] })],
  });
