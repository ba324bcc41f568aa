import type { Row as SheetRow, Worksheet } from "exceljs";
import {
  groupsOf,
  heightFor,
  type LineWidth,
  lineWidth,
  rowHeight,
  titleHeights,
} from "../../report/tables/book/size.ts";
import {
  FIRST_ROW,
  TITLE_ROWS,
  type WorkbookCell,
  type WorkbookColumn,
  type WorkbookSheet,
} from "../../report/workbook.ts";
import { SIZES, type StyleSheet } from "./styles.ts";
import { cellText } from "./text.ts";

/** Days since 1899-12-30, as spreadsheets count them. */
const serialOf = (day: string): number => Date.parse(day) / 86_400_000 + 25_569;

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
  for (const { group, first, columns: own } of groupsOf(columns)) {
    if (group === undefined) continue;
    sheet.getCell(upper, first + 1).value = cellText(group);
    if (own.length > 1) sheet.mergeCells(upper, first + 1, upper, first + own.length);
  }
  const heights = titleHeights(columns);
  sheet.getRow(upper).height = heights.upper;
  sheet.getRow(lower).height = heights.lower;
}

function writeRows(sheet: Worksheet, { columns, rows }: WorkbookSheet, styles: StyleSheet): void {
  rows.forEach(({ kind, cells }, index) => {
    const row = sheet.getRow(FIRST_ROW + index);
    columns.forEach(({ align }, at) => {
      const cell = cells[at] ?? { type: "empty" as const };
      row.getCell(at + 1).style = styles.cell(cell, kind, align);
      putValue(row, at + 1, cell);
    });
    row.height = rowHeight(columns, { kind, cells });
  });
}

/** Lines over the whole width: merged cells wrap, but find no height by themselves. */
function writeLine(
  sheet: Worksheet,
  at: number,
  text: string,
  width: LineWidth,
  style: ReturnType<StyleSheet["line"]>,
): void {
  const cell = sheet.getCell(at, 1);
  cell.value = cellText(text);
  cell.style = style;
  sheet.mergeCells(at, 1, at, width.columns);
  sheet.getRow(at).height = heightFor(text, width.characters);
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
