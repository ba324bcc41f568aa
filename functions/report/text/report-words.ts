import { kindOf, type Period } from "../../domain/period.ts";
import { isCity } from "../../domain/province.ts";
import { Report } from "../report.ts";
import type { WorkbookCell, WorkbookSheet } from "../workbook.ts";

/** What a report says of its province as a whole; words in quotation marks are a document's own. */
const OF_THE_WHOLE = /“[^”]*”|(?:[Tt]oàn|địa bàn|của) tỉnh(?![\p{L}\p{M}]| \p{Lu}|, thành phố)|TOÀN TỈNH/gu;

const inCity = (words: string): string =>
  words.endsWith("TỈNH") ? words.replace("TỈNH", "THÀNH PHỐ") : words.replace("tỉnh", "thành phố");

/** What is said of figures since January; those of a special period are of its own days only. */
const SINCE_JANUARY = /“[^”]*”|ũy kế từ đầu năm/gu;

const isQuoted = (words: string): boolean => words.startsWith("“");

/** The words of one text as they are said of a city, or of a special period. */
function wordsFor({ name }: { readonly name: string }, period: Period): ((text: string) => string) | null {
  const [city, special] = [isCity(name), kindOf(period) === "special"];
  if (!city && !special) return null;
  return (text) => {
    const ofCity = city ? text.replace(OF_THE_WHOLE, (words) => (isQuoted(words) ? words : inCity(words))) : text;
    return special ? ofCity.replace(SINCE_JANUARY, (words) => (isQuoted(words) ? words : "ũy kế trong kỳ")) : ofCity;
  };
}

/** The same of the sheets of a workbook: their texts, not their formulas. */
export function sheetsInWordsOf(
  province: { readonly name: string },
  period: Period,
  sheets: readonly WorkbookSheet[],
): WorkbookSheet[] {
  const said = wordsFor(province, period);
  if (said === null) return [...sheets];
  const cellOf = (cell: WorkbookCell): WorkbookCell =>
    cell.type === "text" ? { ...cell, text: said(cell.text) } : cell;
  return sheets.map((sheet) => ({
    ...sheet,
    title: said(sheet.title),
    about: said(sheet.about),
    notes: sheet.notes.map(said),
    columns: sheet.columns.map((column) => ({ ...column, title: said(column.title) })),
    rows: sheet.rows.map((row) => ({ ...row, cells: row.cells.map(cellOf) })),
    charts: sheet.charts.map((chart) => ({ ...chart, title: said(chart.title) })),
  }));
}

/** A report as it speaks of its province and its period: "toàn thành phố" of a city, "lũy kế trong kỳ" of a special period. */
export function inWordsOf(province: { readonly name: string }, report: Report): Report {
  const said = wordsFor(province, report.period);
  return said === null ? report : Report.parse(JSON.parse(said(JSON.stringify(report))));
}
