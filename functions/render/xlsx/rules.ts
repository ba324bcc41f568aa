import type { ConditionalFormattingRule, Worksheet } from "exceljs";
import { FIRST_ROW, type WorkbookSheet } from "../../report/workbook.ts";

const grey = (shade: string) => ({ type: "pattern", pattern: "solid", bgColor: { argb: `FF${shade}` } }) as const;

/** Told apart in grey too: not met dark and bold, not yet due light, without data slanted. */
const LOOKS = [
  { begins: "Chưa đạt (", style: { fill: grey("E2E2E2"), font: { bold: false } } },
  { begins: "Chưa đạt", style: { fill: grey("BFBFBF"), font: { bold: true } } },
  { begins: "Quá hạn", style: { fill: grey("BFBFBF"), font: { bold: true } } },
  { begins: "Chưa có", style: { font: { italic: true } } },
] as const;

const letterOf = (sheet: Worksheet, column: number): string => sheet.getColumn(column).letter;

function verdictRules(cell: string): ConditionalFormattingRule[] {
  return LOOKS.map(({ begins, style }, index) => ({
    type: "expression",
    priority: index + 1,
    formulae: [`LEFT(${cell},${begins.length})="${begins}"`],
    style,
  }));
}

/** The library writes a bar's colour and does not declare it. */
type BarRule = ConditionalFormattingRule & { readonly color: { readonly argb: string } };

/** A bar from 0 to 100 in every cell with a rate. Without a gradient the library would write a random id. */
const dataBar = (priority: number): BarRule => ({
  color: { argb: "FFC8C8C8" },
  type: "dataBar",
  priority,
  gradient: true,
  minLength: 0,
  maxLength: 100,
  cfvo: [
    { type: "num", value: 0 },
    { type: "num", value: 100 },
  ],
});

/** Conditional formats of verdicts and rates over the table's rows. */
export function writeRules(sheet: Worksheet, { verdicts, bars, rows }: WorkbookSheet, last: number): void {
  if (rows.length === 0) return;
  for (const column of verdicts) {
    const first = `${letterOf(sheet, column)}${FIRST_ROW}`;
    const ref = `${first}:${letterOf(sheet, column)}${last}`;
    sheet.addConditionalFormatting({ ref, rules: verdictRules(first) });
  }
  bars.forEach((column, index) => {
    const ref = `${letterOf(sheet, column)}${FIRST_ROW}:${letterOf(sheet, column)}${last}`;
    sheet.addConditionalFormatting({ ref, rules: [dataBar(LOOKS.length + 1 + index)] });
  });
}
