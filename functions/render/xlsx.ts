import ExcelJS from "exceljs";
import type { Report } from "../domain/report.ts";
import { type NumberedAppendix, numbered, reference } from "./appendix.ts";
import { instantOf } from "./instant.ts";
import { NOTHING } from "./layout.ts";
import { repacked } from "./workbook-archive.ts";
import { writeCover } from "./xlsx-cover.ts";
import { sheetWidths, writeTable } from "./xlsx-grid.ts";
import { StyleSheet, TABLE_SIZE } from "./xlsx-styles.ts";
import { cellText, headerText, sheetName } from "./xlsx-text.ts";

const CREATOR = "bao-cao-cntt-cchc";
const COVER = "Bao cao";
const A4 = 9;
const INCHES_PER_MM = 1 / 25.4;

/** Characters over an A4 page at a size that can be read. */
const WIDTH = { portrait: 96, landscape: 150 } as const;

/** A print header holds at most 255 characters (ECMA-376 Part 1, 18.3.1.46). */
const LONGEST_HEADER = 255;

const STATES = { final: "chính thức", provisional: "tạm tính" } as const;

/** Labels, revision and state above every printed page, the page number below it. */
function runningLines(report: Report): { oddHeader: string; oddFooter: string } {
  const state = `Bản phát hành ${report.revision} (${STATES[report.state]})`;
  const header = [...report.labels.map((label) => label.toUpperCase()), state].join(" - ");
  return { oddHeader: `&C${headerText(header).slice(0, LONGEST_HEADER - 2)}`, oddFooter: "&C&P/&N" };
}

function newSheet(workbook: ExcelJS.Workbook, report: Report, name: string, landscape: boolean): ExcelJS.Worksheet {
  const taken = new Set(workbook.worksheets.map((sheet) => sheet.name.toLowerCase()));
  return workbook.addWorksheet(sheetName(name, taken), {
    headerFooter: runningLines(report),
    pageSetup: {
      paperSize: A4,
      orientation: landscape ? "landscape" : "portrait",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      // The margins of Nghị định 30/2020 Phụ lục I, Mục I khoản 3.
      margins: {
        left: 30 * INCHES_PER_MM,
        right: 15 * INCHES_PER_MM,
        top: 20 * INCHES_PER_MM,
        bottom: 20 * INCHES_PER_MM,
        header: 8 * INCHES_PER_MM,
        footer: 8 * INCHES_PER_MM,
      },
    },
  });
}

function writeAppendix(
  sheet: ExcelJS.Worksheet,
  report: Report,
  { appendix, number }: NumberedAppendix,
  styles: StyleSheet,
): void {
  const { table, landscape } = appendix;
  let at = 1;
  const line = (text: string, style: Partial<ExcelJS.Style>) => {
    const cell = sheet.getCell(at++, 1);
    cell.value = cellText(text);
    // Long lines run on over the empty cells beside them instead of making the first narrow column high.
    cell.style = { ...style, alignment: { horizontal: "left", vertical: "middle" } };
  };
  const bold = styles.text({ bold: true });
  if (report.labels.length > 0) line(report.labels.map((label) => label.toUpperCase()).join(" - "), bold);
  if (number !== null) line(number, bold);
  line(appendix.title, bold);
  if (number !== null) line(reference(report), styles.text({ italic: true }));
  at += 1;
  if (table.rows.length === 0 || table.columns.length === 0) line(NOTHING, styles.text({ italic: true }));
  else {
    const widths = sheetWidths(table, WIDTH[landscape ? "landscape" : "portrait"]);
    widths.forEach((width, index) => {
      sheet.getColumn(index + 1).width = width;
    });
    const placed = writeTable(sheet, at, table, styles, widths);
    const count = table.columns.length;
    sheet.views = [{ state: "frozen", xSplit: 0, ySplit: placed.headerLast, showGridLines: false }];
    sheet.autoFilter = { from: { row: placed.headerLast, column: 1 }, to: { row: placed.last, column: count } };
    sheet.pageSetup.printTitlesRow = `${placed.headerFirst}:${placed.headerLast}`;
    at = placed.last + 2;
  }
  for (const note of appendix.notes) line(note, styles.text({ italic: true, size: TABLE_SIZE }));
}

/**
 * The report as a workbook: the sheet "Bao cao" with the text, then one sheet for each appendix.
 *
 * Counts are whole numbers, rates are shares shown as percent (52,35 % is 0.5235), texts are never formulas. Equal
 * reports give equal bytes on every host.
 *
 * @throws RangeError where `dataAsOf` is not an RFC 3339 instant
 */
export async function renderXlsx(report: Report): Promise<Uint8Array> {
  const instant = instantOf(report.dataAsOf);
  const workbook = new ExcelJS.Workbook();
  Object.assign(workbook, { creator: CREATOR, lastModifiedBy: CREATOR, created: instant, modified: instant });
  workbook.title = cellText(`${report.kind} ${report.subject}`);
  workbook.subject = cellText(report.subject);
  workbook.company = cellText(report.letterhead.issuer);
  workbook.keywords = cellText(`${report.province}, ${report.period}`);
  const styles = new StyleSheet();
  writeCover(newSheet(workbook, report, COVER, false), report, styles);
  for (const entry of numbered(report.appendices)) {
    writeAppendix(newSheet(workbook, report, entry.appendix.sheet, entry.appendix.landscape), report, entry, styles);
  }
  return repacked(new Uint8Array(await workbook.xlsx.writeBuffer({ zip: { compression: "STORE" } })));
}
