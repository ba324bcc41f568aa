import ExcelJS from "exceljs";
import { repacked } from "../../../functions/render/xlsx/archive.ts";

/** Formulas of the kinds that reports have, with what they come to, worked out by hand. */
const FORMULAS: readonly (readonly [cell: string, formula: string, result: number | string])[] = [
  ["B6", "SUM(B2:B5)", 1200],
  ["C6", "SUM(C2:C5)", 580],
  ["D2", 'IF(B2=0,"",C2/B2)', 0.5],
  ["D3", 'IF(B3=0,"",C3/B3)', 0.1],
  ["D4", 'IF(B4=0,"",C4/B4)', ""],
  ["D5", 'IF(B5=0,"",C5/B5)', 2 / 3],
  ["E2", 'IF(B2=0,"Không phát sinh",IF(C2*100>=50*B2,"Đạt","Chưa đạt"))', "Đạt"],
  ["E3", 'IF(B3=0,"Không phát sinh",IF(C3*100>=50*B3,"Đạt","Chưa đạt"))', "Chưa đạt"],
  ["E4", 'IF(B4=0,"Không phát sinh",IF(C4*100>=50*B4,"Đạt","Chưa đạt"))', "Không phát sinh"],
  ["F3", "MAX(0,ROUNDUP(50*B3/100,0)-C3)", 120],
  ["F4", 'COUNTIF(E2:E4,"Đạt")', 1],
  ["F5", "SUMIFS(HoSoTiepNhan,A2:A5,A5)", 600],
  ["G2", "1+SUMPRODUCT(--(C2:C5>C2))", 2],
];

/**
 * A workbook of counts on one sheet and figures on another, its results as given, but for those in `instead` (by cell
 * of "Tổng hợp"); null leaves a result out.
 */
export async function smallWorkbook(
  instead: Readonly<Record<string, number | string | null>> = {},
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  Object.assign(book, { created: new Date(0), modified: new Date(0) });
  const counts = book.addWorksheet("Số liệu gốc");
  const figures = book.addWorksheet("Tổng hợp");
  counts.addRow(["Cơ quan", "Tiếp nhận", "Trực tuyến"]);
  for (const row of [
    ["=1+1", 300, 150],
    ["001", 300, 30],
    ["@Sở", 0, 0],
    ["'Ban", 600, 400],
  ])
    counts.addRow(row);
  book.definedNames.add("'Số liệu gốc'!$B$2:$B$5", "HoSoTiepNhan");
  for (const row of [2, 3, 4, 5]) {
    for (const column of ["A", "B", "C"]) {
      const from = counts.getCell(`${column}${row}`).value;
      if (typeof from !== "string" && typeof from !== "number") throw new TypeError(`${column}${row} is empty`);
      figures.getCell(`${column}${row}`).value = { formula: `'Số liệu gốc'!${column}${row}`, result: from };
    }
  }
  for (const [cell, formula, worked] of FORMULAS) {
    const result = cell in instead ? (instead[cell] ?? undefined) : worked;
    figures.getCell(cell).value = result === undefined ? { formula } : { formula, result };
  }
  return repacked(new Uint8Array(await book.xlsx.writeBuffer()));
}

/** How many formulas it has. */
export const SMALL_FORMULAS = FORMULAS.length + 12;
