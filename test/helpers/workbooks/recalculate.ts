import { DetailedCellError, HyperFormula, type RawCellContent } from "hyperformula";
import { compare, type Recalculated } from "./compare.ts";
import { type Book, type Cell, placeOf, readBook, type Sheet, type Value } from "./read-workbook.ts";

/** The apostrophe keeps a text a text: "001", "=1+1", "1/7" are no numbers, formulas or days. */
function contentOf({ value, formula }: Cell): RawCellContent {
  if (formula !== null) return `=${formula}`;
  if (typeof value === "string") return `'${value}`;
  if (typeof value === "object" && value !== null) return `=${value.error}`;
  return value;
}

function rowsOf({ cells }: Sheet): RawCellContent[][] {
  const rows: RawCellContent[][] = [];
  for (const [address, cell] of cells) {
    const { row, column } = placeOf(address);
    while (rows.length <= row) rows.push([]);
    const into = rows[row] ?? [];
    while (into.length <= column) into.push(null);
    into[column] = contentOf(cell);
  }
  return rows;
}

/**
 * As Excel does: texts are compared by letter and accent, not by case; an empty cell counts as 0; nothing is
 * rounded; SUMPRODUCT calculates ranges cell by cell.
 */
const LIKE_EXCEL = {
  licenseKey: "gpl-v3",
  accentSensitive: true,
  caseSensitive: false,
  evaluateNullToZero: true,
  smartRounding: false,
  useArrayArithmetic: true,
} as const;

function engineOf(book: Book): HyperFormula {
  const names = [...book.names].map(([name, range]) => ({ name, expression: `=${range}` }));
  const sheets = Object.fromEntries(book.sheets.map((sheet) => [sheet.name, rowsOf(sheet)]));
  return HyperFormula.buildFromSheets(sheets, LIKE_EXCEL, names);
}

function valueAt(engine: HyperFormula, sheet: string, address: string): Value {
  const id = engine.getSheetId(sheet);
  if (id === undefined) throw new RangeError(`the engine has no sheet ${sheet}`);
  const { row, column } = placeOf(address);
  const value = engine.getCellValue({ sheet: id, row, col: column });
  return value instanceof DetailedCellError ? { error: value.value } : value;
}

/**
 * Calculates every formula of a workbook anew from its raw cells alone, by an engine that never sees the results in
 * the file, and compares. Throws RangeError where the workbook has no formula.
 */
export function recalculate(bytes: Uint8Array): Recalculated {
  const book = readBook(bytes);
  const engine = engineOf(book);
  try {
    return compare(book, (sheet, address) => valueAt(engine, sheet, address));
  } finally {
    engine.destroy();
  }
}
