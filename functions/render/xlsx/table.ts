import type { Row as SheetRow, Worksheet } from "exceljs";
import {
  FIRST_ROW,
  TITLE_ROWS,
  type WorkbookCell,
  type WorkbookColumn,
  type WorkbookSheet,
} from "../../report/workbook.ts";
import { SIZES, type StyleSheet } from "./styles.ts";
import { cellText } from "./text.ts";

const LINE_POINTS = 15;
const TALLEST = 409;

/** Width of a letter of the table's font in the digits that a column's width is counted in, bold ones included. */
const LETTER = 0.95;

/** Days since 1899-12-30, as spreadsheets count them. */
const serialOf = (day: string): number => Date.parse(day) / 86_400_000 + 25_569;

/** Height of a text that wraps in so many characters of width; not every program finds it when it opens a file. */
function heightFor(text: string, width: number): number {
  const lines = text
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * LETTER) / Math.max(1, width))), 0);
  return Math.min(TALLEST, lines * LINE_POINTS);
}

function putValue(row: SheetRow, at: number, cell: WorkbookCell): void {
  switch (cell.type) {
    case "empty":
      return;
    case "text":
      if (cell.text !== "") row.getCell(at).value = cellText(cell.text);
      return;
    case "day":
      row.getCell(at).value = serialOf(cell.day);
      return;
    case "formula":
      row.getCell(at).value = { formula: cell.formula, result: cell.result };
      return;
    default:
      row.getCell(at).value = cell.value;
  }
}

/** The two rows of titles, groups above, and the columns' numbers. */
function writeTitles(sheet: Worksheet, columns: readonly WorkbookColumn[], styles: StyleSheet): void {
  const { from: upper, to: numbers } = TITLE_ROWS;
  const lower = upper + 1;
  columns.forEach(({ title, group, width }, index) => {
    const at = index + 1;
    sheet.getColumn(at).width = width;
    for (const row of [upper, lower]) sheet.getCell(row, at).style = styles.title(false);
    sheet.getCell(numbers, at).style = styles.title(true);
    sheet.getCell(numbers, at).value = `(${at})`;
    sheet.getCell(group === undefined ? upper : lower, at).value = cellText(title);
    if (group === undefined) sheet.mergeCells(upper, at, lower, at);
  });
  let heights = { upper: LINE_POINTS, lower: LINE_POINTS, whole: 0 };
  for (let first = 0; first < columns.length; ) {
    const group = columns[first]?.group;
    let after = first + 1;
    while (group !== undefined && columns[after]?.group === group) after += 1;
    const own = columns.slice(first, after);
    const tall = Math.max(...own.map(({ title, width }) => heightFor(title, width)));
    if (group === undefined) heights = { ...heights, whole: Math.max(heights.whole, tall) };
    else {
      const width = own.reduce((sum, column) => sum + column.width, 0);
      sheet.getCell(upper, first + 1).value = cellText(group);
      if (after > first + 1) sheet.mergeCells(upper, first + 1, upper, after);
      heights = {
        ...heights,
        upper: Math.max(heights.upper, heightFor(group, width)),
        lower: Math.max(heights.lower, tall),
      };
    }
    first = after;
  }
  sheet.getRow(upper).height = heights.upper;
  sheet.getRow(lower).height = Math.max(heights.lower, heights.whole - heights.upper);
}

function writeRows(sheet: Worksheet, { columns, rows }: WorkbookSheet, styles: StyleSheet): void {
  rows.forEach(({ kind, cells }, index) => {
    const row = sheet.getRow(FIRST_ROW + index);
    let height = LINE_POINTS;
    columns.forEach(({ align, width }, at) => {
      const cell = cells[at] ?? { type: "empty" as const };
      row.getCell(at + 1).style = styles.cell(cell, kind, align);
      putValue(row, at + 1, cell);
      if (cell.type === "text" && align === "left" && kind !== "group")
        height = Math.max(height, heightFor(cell.text, width));
    });
    row.height = height;
    if (kind === "detail") Object.assign(row, { outlineLevel: 1, hidden: true });
  });
}

/** Lines over the whole width: merged cells wrap, but find no height by themselves. */
function writeLine(
  sheet: Worksheet,
  at: number,
  text: string,
  width: Width,
  style: ReturnType<StyleSheet["line"]>,
): void {
  const cell = sheet.getCell(at, 1);
  cell.value = cellText(text);
  cell.style = style;
  sheet.mergeCells(at, 1, at, width.columns);
  sheet.getRow(at).height = heightFor(text, width.characters);
}

interface Width {
  readonly columns: number;
  readonly characters: number;
}

/** Longer lines cannot be read at a glance, however wide the table is. */
const LONGEST_LINE = 150;

/** As many columns as a line of text takes, for what is above and below the table; those of every printed page. */
function lineWidth({ columns, pagesWide, frozenColumns }: WorkbookSheet): Width {
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

/** Writes a sheet's lines, titles, rows and notes; returns the table's last row. */
export function writeTable(sheet: Worksheet, content: WorkbookSheet, styles: StyleSheet): number {
  const width = lineWidth(content);
  writeTitles(sheet, content.columns, styles);
  writeLine(sheet, 1, content.title, width, styles.line(SIZES.title, true, false));
  writeLine(sheet, 2, content.about, width, styles.line(SIZES.table, true, false));
  writeRows(sheet, content, styles);
  const last = FIRST_ROW + content.rows.length - 1;
  content.notes.forEach((note, index) => {
    writeLine(sheet, last + 2 + index, note, width, styles.line(SIZES.note, false, true));
  });
  return last;
}
