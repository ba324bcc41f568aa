import type { Column, FigureKey, Row } from "../domain/report.ts";
import { FIRST_ROW, TITLE_ROWS, type WorkbookSheet } from "../domain/workbook.ts";
import type { Difference } from "./difference.ts";
import { expectedIn } from "./figure-columns.ts";
import { tableDifferences } from "./figures-tables.ts";
import { isWhole, type PublishedFigures } from "./published.ts";
import type { FileSheet } from "./read-xlsx.ts";
import { shown, shownDecimals } from "./shown.ts";
import type { PlacedRow } from "./tables.ts";

/** "AB" for 28. */
export function lettersOf(column: number): string {
  return column <= 26
    ? String.fromCharCode(64 + column)
    : lettersOf(Math.floor((column - 1) / 26)) + lettersOf(((column - 1) % 26) + 1);
}

const textAt = ({ cells }: FileSheet, column: number, row: number): string => {
  const cell = cells.get(`${lettersOf(column)}${row}`);
  return cell === undefined ? "" : shown(cell.value, cell.format);
};

/** The columns as their titles stand in the file; from the workbook's data come the keys of figures.csv only. */
function columnsOf(file: FileSheet, { columns }: WorkbookSheet): Column[] {
  let group = "";
  return columns.map(({ align, width, figure }, index) => {
    const [upper, lower] = [textAt(file, index + 1, TITLE_ROWS.from), textAt(file, index + 1, TITLE_ROWS.from + 1)];
    if (upper !== "") group = upper;
    return {
      ...{ title: lower === "" ? upper : lower, align, weight: width },
      ...(lower === "" ? {} : { group }),
      ...(figure === undefined ? {} : { figure }),
    };
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
    if (!isWhole(key) || typeof cell?.value !== "number") return [];
    const pair = index.pair(key);
    const expected = pair === undefined ? undefined : expectedIn(column, pair, key);
    if (expected?.type !== "share") return [];
    const [printed, rate = ""] = [
      shownDecimals(cell.value, 6).replaceAll(".", "").replace(",", "."),
      expected.row["rate"],
    ];
    if (printed === rate) return [];
    const place = { page: 0, part: `trang tính ${file.name}`, row: textAt(file, 2, at), column: column.title };
    return [{ ...place, printed, expected: rate }];
  });
}

/** The rows of targets and agencies of one sheet against figures.csv, as they are read in the file. */
export function sheetDifferences(file: FileSheet, sheet: WorkbookSheet, index: PublishedFigures): Difference[] {
  const columns = columnsOf(file, sheet);
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
    ...tableDifferences(
      { part, placed: { table, parts: [], rows, firstPage: 0, firstRowPage: 0, breaches: [] } },
      index,
    ),
    ...placed.flatMap(({ placed: { row }, at }) => hiddenDigits(file, columns, at, row.figure ?? {}, index)),
  ];
}
