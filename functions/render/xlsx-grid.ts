import type { Worksheet } from "exceljs";
import type { Column, Row, Table, Cell as ValueCell } from "../domain/report.ts";
import { widthOf } from "./fonts.ts";
import { LINE_EM, NO_NUMBER } from "./layout.ts";
import { linesIn } from "./pdf-words.ts";
import { type StyleSheet, TABLE_SIZE } from "./xlsx-styles.ts";
import { cellText } from "./xlsx-text.ts";

/** Which columns of the sheet a column of the table covers, from 1. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A sheet's column is this many points wide for each character of its width, and a little more (ECMA-376 18.3.1.13). */
const POINTS_PER_CHARACTER = 5.25;
const PADDING = 3.75;

export const pointsOf = (characters: number): number => characters * POINTS_PER_CHARACTER + PADDING;
const charactersOf = (points: number): number => (points - PADDING) / POINTS_PER_CHARACTER;

/** Wide enough for every number and longest word, else by the weights; in characters. */
export function sheetWidths(table: Table, total: number): number[] {
  const weights = table.columns.reduce((sum, column) => sum + column.weight, 0);
  return table.columns.map((column, index) => {
    const words = column.title.split(/\s+/);
    for (const row of table.rows) {
      const cell = row.cells[index];
      if (cell !== undefined) words.push(...(cell.type === "text" ? cell.text.split(/\s+/) : [cell.text]));
    }
    const longest = Math.max(...words.map((word) => widthOf(word, "bold", TABLE_SIZE)));
    const share = (column.weight / weights) * total;
    return Math.round(Math.min(60, Math.max(share, charactersOf(longest + 8))) * 100) / 100;
  });
}

/** Height in points of a text over these points of width, for cells whose height a program cannot find by itself. */
export function heightFor(text: string, bold: boolean, size: number, points: number): number {
  const face = bold ? "bold" : "regular";
  const lines = text.split("\n").reduce((sum, line) => sum + linesIn(line, face, size, points * 0.96), 0);
  return Math.min(409, lines * size * LINE_EM * 1.12 + 3);
}

function contentOf(cell: ValueCell): string | number {
  if (cell.type === "text") return cellText(cell.text);
  if (!Number.isFinite(cell.value)) return NO_NUMBER;
  // Fifteen digits are what a spreadsheet keeps; they spare 0,21640489000000002.
  return cell.type === "rate" ? Number((cell.value / 100).toPrecision(15)) : cell.value;
}

function writeRow(
  sheet: Worksheet,
  at: number,
  row: Row,
  columns: readonly Column[],
  spans: readonly Span[],
  styles: StyleSheet,
) {
  const target = sheet.getRow(at);
  columns.forEach((column, index) => {
    const span = spans[index];
    if (span === undefined) return;
    const cell = row.cells[index] ?? { type: "text", text: "" };
    const style = styles.cell(cell, column, row.bold);
    for (let to = span.from; to <= span.to; to++) target.getCell(to).style = style;
    target.getCell(span.from).value = contentOf(cell);
    if (span.to > span.from) sheet.mergeCells(at, span.from, at, span.to);
  });
}

/** One header row, or two where columns have groups; returns how many. */
function writeHeader(
  sheet: Worksheet,
  at: number,
  columns: readonly Column[],
  spans: readonly Span[],
  styles: StyleSheet,
): number {
  const grouped = columns.some((column) => column.group !== undefined);
  const last = grouped ? at + 1 : at;
  const style = styles.header();
  columns.forEach((column, index) => {
    const span = spans[index];
    if (span === undefined) return;
    for (let row = at; row <= last; row++) {
      for (let to = span.from; to <= span.to; to++) sheet.getCell(row, to).style = style;
    }
    const top = grouped && column.group !== undefined ? last : at;
    sheet.getCell(top, span.from).value = cellText(column.title);
    if (top < last || span.to > span.from) sheet.mergeCells(top, span.from, last, span.to);
  });
  if (grouped) writeGroups(sheet, at, columns, spans);
  return last - at + 1;
}

function writeGroups(sheet: Worksheet, at: number, columns: readonly Column[], spans: readonly Span[]): void {
  columns.forEach(({ group }, index) => {
    if (group === undefined || columns[index - 1]?.group === group) return;
    const after = columns.findIndex((other, to) => to > index && other.group !== group);
    const [from, to] = [spans[index]?.from, spans[(after === -1 ? columns.length : after) - 1]?.to];
    if (from === undefined || to === undefined) return;
    sheet.getCell(at, from).value = cellText(group);
    if (to > from) sheet.mergeCells(at, from, at, to);
  });
}

/** Width in points of the neighbouring columns that share a group's title, or of one column. */
function sharedWidth(columns: readonly Column[], widths: readonly number[], group: string): number {
  return columns.reduce((sum, column, index) => sum + (column.group === group ? pointsOf(widths[index] ?? 10) : 0), 0);
}

/** Merged header cells do not set a row's height by themselves. */
function setHeaderHeight(
  sheet: Worksheet,
  at: number,
  rows: number,
  columns: readonly Column[],
  widths: readonly number[],
): void {
  const tall = (text: string, points: number) => heightFor(cellText(text), true, TABLE_SIZE, points - 4);
  const own = columns.map(({ title }, index) => tall(title, pointsOf(widths[index] ?? 10)));
  if (rows === 1) {
    sheet.getRow(at).height = Math.max(18, ...own);
    return;
  }
  const groups = columns.flatMap(({ group }) => (group === undefined ? [] : [group]));
  const upper = Math.max(18, ...groups.map((group) => tall(group, sharedWidth(columns, widths, group))));
  const lower = Math.max(18, ...own.filter((_, index) => columns[index]?.group !== undefined));
  const whole = Math.max(0, ...own.filter((_, index) => columns[index]?.group === undefined));
  sheet.getRow(at).height = upper;
  sheet.getRow(at + 1).height = Math.max(lower, whole - upper);
}

/** Not every program finds the height of wrapped text when it opens a file, so it is written. */
function setRowHeight(sheet: Worksheet, at: number, row: Row, widths: readonly number[]): void {
  const heights = row.cells.map((cell, index) => {
    const text = cell.type === "text" ? cellText(cell.text) : cell.text;
    return heightFor(text, row.bold, TABLE_SIZE, pointsOf(widths[index] ?? 10) - 4);
  });
  sheet.getRow(at).height = Math.max(15, ...heights);
}

export interface PlacedTable {
  readonly headerFirst: number;
  readonly headerLast: number;
  readonly last: number;
}

/**
 * Writes a table from a row on: header, then a row each.
 *
 * @param widths of the table's columns in characters
 * @param spans of the table's columns among the sheet's; each its own column where left out
 */
export function writeTable(
  sheet: Worksheet,
  at: number,
  table: Table,
  styles: StyleSheet,
  widths: readonly number[],
  spans: readonly Span[] = table.columns.map((_, index) => ({ from: index + 1, to: index + 1 })),
): PlacedTable {
  const rows = writeHeader(sheet, at, table.columns, spans, styles);
  setHeaderHeight(sheet, at, rows, table.columns, widths);
  table.rows.forEach((row, index) => {
    writeRow(sheet, at + rows + index, row, table.columns, spans, styles);
    setRowHeight(sheet, at + rows + index, row, widths);
  });
  return { headerFirst: at, headerLast: at + rows - 1, last: at + rows + table.rows.length - 1 };
}
