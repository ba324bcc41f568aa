import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { readBook } from "../helpers/workbooks/read-workbook.ts";
import { recalculate } from "../helpers/workbooks/recalculate.ts";
import { SMALL_FORMULAS, smallWorkbook } from "../helpers/workbooks/small-workbook.ts";
import { stripped } from "../helpers/workbooks/strip.ts";

test("formulas whose results are right come to the same, each of them", async () => {
  expect(recalculate(await smallWorkbook())).toEqual({ formulas: SMALL_FORMULAS, differences: [] });
});

test.each([
  ["a total", { B6: 1201 }, "Tổng hợp!B6 =SUM(B2:B5): in the file 1201, computed 1200"],
  ["a rate in its last digits", { D5: 0.666666666667 }, "in the file 0.666666666667, computed 0.6666666666666666"],
  ["a rate of nothing that says zero", { D4: 0 }, 'Tổng hợp!D4 =IF(B4=0,"",C4/B4): in the file 0, computed ""'],
  ["a verdict", { E3: "Đạt" }, 'in the file "Đạt", computed "Chưa đạt"'],
  ["a verdict without its accents", { E2: "Dat" }, 'in the file "Dat", computed "Đạt"'],
  ["a number that is written as text", { F3: "120" }, 'in the file "120", computed 120'],
  [
    "a result that is left out",
    { G2: null },
    "Tổng hợp!G2 =1+SUMPRODUCT(--(C2:C5>C2)): in the file no result, computed 2",
  ],
])(
  "%s that is wrong in the file is found, alone, with sheet, cell, formula and both results",
  async (_, wrong, said) => {
    const { formulas, differences } = recalculate(await smallWorkbook(wrong));
    expect(formulas).toBe(SMALL_FORMULAS);
    expect(differences).toHaveLength(1);
    expect(differences[0]).toContain(said);
  },
);

test("a workbook without formulas is not taken for one that comes to the same", async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet("Trống").addRow(["=1+1", 2]);
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  expect(() => recalculate(bytes)).toThrow("no formulas");
});

test("a stripped workbook has lost the results of its formulas, and nothing else", async () => {
  const whole = readBook(await smallWorkbook());
  const without = readBook(stripped(await smallWorkbook()));
  const formulas = without.sheets.flatMap(({ cells }) => [...cells.values()].filter(({ formula }) => formula !== null));
  expect(formulas).toHaveLength(SMALL_FORMULAS);
  expect(new Set(formulas.map(({ value }) => value))).toEqual(new Set([null, ""]));
  const others = ({ sheets }: typeof whole) =>
    sheets.map(({ name, cells }) => [name, [...cells].filter(([, { formula }]) => formula === null)]);
  expect(others(without)).toEqual(others(whole));
  expect([...without.names]).toEqual([["HoSoTiepNhan", "'Số liệu gốc'!$B$2:$B$5"]]);
});
