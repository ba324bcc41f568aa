import ExcelJS from "exceljs";
import { TITLE_ROWS, type Workbook, type WorkbookSheet } from "../../report/workbook.ts";
import { instantOf } from "../instant.ts";
import { repacked } from "./archive.ts";
import { writeRules } from "./rules.ts";
import { StyleSheet } from "./styles.ts";
import { writeTable } from "./table.ts";
import { cellText, headerText, sheetName } from "./text.ts";

const A4 = 9;

/** A cell that is empty on every sheet, whose column the library gives its dollar sign. */
const EMPTY = `A$${TITLE_ROWS.from - 1}:A$${TITLE_ROWS.from - 1}`;
const INCHES_PER_MM = 1 / 25.4;

/** A print header holds at most 255 characters (ECMA-376 Part 1, 18.3.1.46). */
const LONGEST_HEADER = 255;

/** Codes of font and size within a print header. */
const LOOK = '&"Times New Roman,Regular"&10';
const HEADER_LOOK = '&C&"Times New Roman,Bold"&10';

/** The margins of Nghị định 30/2020 Phụ lục I, Mục I khoản 3. */
const MARGINS = {
  left: 30 * INCHES_PER_MM,
  right: 15 * INCHES_PER_MM,
  top: 20 * INCHES_PER_MM,
  bottom: 20 * INCHES_PER_MM,
  header: 8 * INCHES_PER_MM,
  footer: 8 * INCHES_PER_MM,
} as const;

function newSheet(workbook: ExcelJS.Workbook, { header }: Workbook, content: WorkbookSheet): ExcelJS.Worksheet {
  const taken = new Set(workbook.worksheets.map((sheet) => sheet.name.toLowerCase()));
  const sheet = workbook.addWorksheet(sheetName(content.name, taken), {
    headerFooter: {
      oddHeader: `${HEADER_LOOK}${headerText(header).slice(0, LONGEST_HEADER - HEADER_LOOK.length)}`,
      oddFooter: `&L${LOOK}&A&R${LOOK}Trang &P/&N`,
    },
    pageSetup: {
      paperSize: A4,
      orientation: content.landscape ? "landscape" : "portrait",
      fitToPage: true,
      fitToWidth: content.pagesWide,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: MARGINS,
      // A program leaves out a page that holds nothing but an empty cell.
      ...(content.isPrinted ? {} : { printArea: EMPTY }),
      // Charts need the whole page.
      ...(content.charts.length > 0 ? {} : { printTitlesRow: `${TITLE_ROWS.from}:${TITLE_ROWS.to}` }),
    },
    views: [{ state: "frozen", xSplit: content.frozenColumns, ySplit: TITLE_ROWS.to, showGridLines: false }],
  });
  if (content.pagesWide > 1 && content.frozenColumns > 0) {
    sheet.pageSetup.printTitlesColumn = `A:${sheet.getColumn(content.frozenColumns).letter}`;
  }
  return sheet;
}

function writeSheet(workbook: ExcelJS.Workbook, whole: Workbook, content: WorkbookSheet, styles: StyleSheet): void {
  const sheet = newSheet(workbook, whole, content);
  const last = writeTable(sheet, content, styles);
  writeRules(sheet, content, last);
  if (!content.filter || content.rows.length === 0) return;
  sheet.autoFilter = {
    from: { row: TITLE_ROWS.to, column: 1 },
    to: { row: last, column: content.columns.length },
  };
}

/**
 * A workbook as a file: formulas with their cached results, numbers and days as numbers, texts never as formulas.
 * Equal workbooks give equal bytes on every host.
 *
 * @throws RangeError where `dataAsOf` is not an RFC 3339 instant
 */
export async function renderXlsx(content: Workbook): Promise<Uint8Array> {
  const instant = instantOf(content.dataAsOf);
  const workbook = new ExcelJS.Workbook();
  const author = cellText(content.author);
  Object.assign(workbook, { creator: author, lastModifiedBy: author, created: instant, modified: instant });
  workbook.title = cellText(content.title);
  workbook.subject = cellText(content.subject);
  workbook.keywords = cellText(content.keywords);
  const styles = new StyleSheet();
  for (const sheet of content.sheets) writeSheet(workbook, content, sheet, styles);
  for (const { name, range } of content.names) workbook.definedNames.add(range, name);
  const charts = new Map(content.sheets.map((sheet, index) => [workbook.worksheets[index]?.name ?? "", sheet.charts]));
  return repacked(new Uint8Array(await workbook.xlsx.writeBuffer({ zip: { compression: "STORE" } })), charts);
}
