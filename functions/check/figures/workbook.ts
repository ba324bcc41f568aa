import type { Column, FigureKey, Row } from "../../report/report.ts";
import { FIRST_ROW, lettersOf, TITLE_ROWS, type WorkbookSheet } from "../../report/workbook.ts";
import { isSame } from "../reading/lines.ts";
import type { PlacedRow } from "../reading/tables.ts";
import type { FileSheet } from "../reading/xlsx.ts";
import { expectedIn, isWords } from "./columns.ts";
import type { Difference } from "./difference.ts";
import { decimalText } from "./numbers.ts";
import { isWhole, type PublishedFigures } from "./published.ts";
import { isOfScore } from "./scores.ts";
import { shown, shownDecimals } from "./shown.ts";
import { tableDifferences } from "./tables.ts";

const textAt = ({ cells }: FileSheet, column: number, row: number): string => {
  const cell = cells.get(`${lettersOf(column)}${row}`);
  return cell === undefined ? "" : shown(cell.value, cell.format);
};

/** A sheet's columns as a printed table has them. */
const columnsOf = ({ columns }: WorkbookSheet): Column[] =>
  columns.map(({ width, ...column }) => ({ ...column, weight: width }));

/** Columns that have other titles over them in the file than the sheet gives them: each its own, below its group's. */
function titleDifferences(file: FileSheet, { columns }: WorkbookSheet): Difference[] {
  const upper = TITLE_ROWS.from;
  const lower = TITLE_ROWS.from + 1;
  return columns.flatMap(({ title, group }, index): Difference[] => {
    const isFirst = group !== undefined && columns[index - 1]?.group !== group;
    const texts = [
      ...(isFirst ? [{ row: upper, expected: group }] : []),
      { row: group === undefined ? upper : lower, expected: title },
    ];
    return texts.flatMap(({ row, expected }): Difference[] => {
      const printed = textAt(file, index + 1, row);
      if (isSame(printed, expected)) return [];
      const place = {
        page: 0,
        part: `trang tính ${file.name}`,
        row: "tiêu đề",
        column: `${lettersOf(index + 1)}${row}`,
      };
      return [{ ...place, printed, expected }];
    });
  });
}

/** The rates of a row with all six digits that figures.csv has of them. */
function hiddenDigits(
  file: FileSheet,
  columns: readonly Column[],
  at: number,
  rowKey: FigureKey,
  index: PublishedFigures,
): Difference[] {
  return columns.flatMap((column, number): Difference[] => {
    const key = { ...column.figure, ...rowKey };
    const cell = file.cells.get(`${lettersOf(number + 1)}${at}`);
    const pair = isWhole(key) ? index.pair(key) : undefined;
    if (
      column.field === undefined ||
      isOfScore(column.field) ||
      isWords(column.field) ||
      pair === undefined ||
      typeof cell?.value !== "number"
    )
      return [];
    const expected = expectedIn(column.field, pair);
    if (expected.type !== "share") return [];
    const { rate } = expected.row;
    const printed = shownDecimals(cell.value, 6);
    const wanted = rate === null ? "–" : decimalText(rate, 6);
    if (printed === wanted) return [];
    const place = { page: 0, part: `trang tính ${file.name}`, row: textAt(file, 2, at), column: column.title };
    return [{ ...place, printed, expected: wanted }];
  });
}

/** The titles of one sheet, and its rows of targets and agencies against figures.csv, as they are read in the file. */
export function sheetDifferences(file: FileSheet, sheet: WorkbookSheet, index: PublishedFigures): Difference[] {
  const columns = columnsOf(sheet);
  const placed = sheet.rows.flatMap(({ figure }, at): { placed: PlacedRow; at: number }[] => {
    if (figure === undefined) return [];
    const row: Row = { bold: false, cells: [], figure };
    const cells = columns.map((_, column) => textAt(file, column + 1, FIRST_ROW + at));
    return [{ placed: { row, page: 0, cells }, at: FIRST_ROW + at }];
  });
  const rows = placed.map((one) => one.placed);
  const table = { columns, rows: [] };
  const part = `trang tính ${file.name}`;
  return [
    ...titleDifferences(file, sheet),
    ...tableDifferences(
      { part, placed: { table, parts: [], rows, firstPage: 0, firstRowPage: 0, breaches: [] } },
      index,
    ),
    ...placed.flatMap(({ placed: { row }, at }) => hiddenDigits(file, columns, at, row.figure ?? {}, index)),
  ];
}
