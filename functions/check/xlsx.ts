import { DocumentInvalid, FiguresDiffer } from "../domain/failure.ts";
import type { XlsxCheckInput } from "../ports/checks.ts";
import { FIRST_ROW, lettersOf, type WorkbookCell, type WorkbookSheet } from "../report/workbook.ts";
import type { Difference } from "./figures/difference.ts";
import { PublishedFigures } from "./figures/published.ts";
import { sheetDifferences } from "./figures/workbook.ts";
import { RULES } from "./layout/rule.ts";
import { type FileCell, type FileSheet, sheetsOf } from "./reading/xlsx.ts";

function unreadable(document: string, what: string, options?: ErrorOptions): DocumentInvalid {
  return new DocumentInvalid(document, { rule: "readable", page: 1, what: `${RULES.readable}${what}` }, 0, options);
}

function sheetsIn(bytes: Uint8Array, document: string): FileSheet[] {
  try {
    return [...sheetsOf(bytes)];
  } catch (error) {
    throw unreadable(document, "", { cause: error });
  }
}

/** What a cell has to hold: its number, or its formula with what it comes to; null for words, which are not numbers. */
function wanted(cell: WorkbookCell): { readonly value: number | string; readonly formula: string | null } | null {
  switch (cell.type) {
    case "formula":
      return { value: cell.result, formula: cell.formula };
    case "count":
    case "places":
    case "rate":
    case "threshold":
      return { value: cell.value, formula: null };
    default:
      return null;
  }
}

const described = (cell: Pick<FileCell, "value" | "formula"> | undefined): string =>
  cell === undefined ? "" : `${cell.formula === null ? "" : `=${cell.formula} → `}${cell.value}`;

/** Numbers and formulas of a sheet that the file holds otherwise than they were composed. */
function lost(file: FileSheet, { rows }: WorkbookSheet): Difference[] {
  return rows.flatMap(({ cells }, index) =>
    cells.flatMap((cell, column): Difference[] => {
      const expected = wanted(cell);
      if (expected === null) return [];
      const reference = `${lettersOf(column + 1)}${FIRST_ROW + index}`;
      const found = file.cells.get(reference);
      if ((found?.value ?? "") === expected.value && (found?.formula ?? null) === expected.formula) return [];
      const place = { page: 0, part: `trang tính ${file.name}`, row: String(FIRST_ROW + index), column: reference };
      return [{ ...place, printed: described(found), expected: described(expected) }];
    }),
  );
}

/**
 * Reads a workbook's file back and throws what is wrong with it: that it cannot be read, or the first number that is
 * not figures.csv's or is lost.
 *
 * @throws DocumentInvalid by the rule `readable`
 * @throws FiguresDiffer with the first number that differs and how many more there are
 */
export async function checkXlsx(
  bytes: Uint8Array,
  { document, workbook, ...published }: XlsxCheckInput,
): Promise<void> {
  const files = sheetsIn(bytes, document);
  const index = new PublishedFigures(published);
  const names = workbook.sheets.map(({ name }) => name).join(", ");
  const found = files.map(({ name }) => name).join(", ");
  if (names !== found) throw unreadable(document, ` (cần các trang tính ${names}, có ${found})`);
  const pairs = files.flatMap((file, at) => {
    const sheet = workbook.sheets[at];
    return sheet === undefined ? [] : [{ file, sheet }];
  });
  const differences = [
    ...pairs.flatMap(({ file, sheet }) => sheetDifferences(file, sheet, index)),
    ...pairs.flatMap(({ file, sheet }) => lost(file, sheet)),
  ];
  const [difference, ...others] = differences;
  if (difference === undefined) return;
  const { part, row, column, printed, expected } = difference;
  const where = `${part}, dòng "${row}", cột "${column}"`;
  throw new FiguresDiffer(document, { page: null, where, printed, expected }, others.length);
}
