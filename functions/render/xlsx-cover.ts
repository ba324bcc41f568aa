import type { Worksheet } from "exceljs";
import type { Block, Report, Table } from "../domain/report.ts";
import { NOTHING } from "./layout.ts";
import { recipientsOf } from "./recipients.ts";
import { BLANK, listed } from "./text.ts";
import { heightFor, pointsOf, type Span, sheetWidths, writeTable } from "./xlsx-grid.ts";
import { type StyleSheet, TEXT_SIZE, type TextLook } from "./xlsx-styles.ts";
import { cellText } from "./xlsx-text.ts";

/** Width of the text on the sheet of the report, in characters: a readable line, and an A4 page without shrinking much. */
const WIDTH = 100;
const FEWEST_COLUMNS = 6;

/** 75 of 165 mm, as on the printed page. */
const LEFT_SHARE = 75 / 165;

/** Writes line after line onto the report's sheet, each over all its columns. */
class Page {
  readonly sheet: Worksheet;
  readonly styles: StyleSheet;
  readonly widths: readonly number[];
  #next = 1;

  constructor(sheet: Worksheet, styles: StyleSheet, widths: readonly number[]) {
    this.sheet = sheet;
    this.styles = styles;
    this.widths = widths;
    widths.forEach((width, index) => {
      sheet.getColumn(index + 1).width = width;
    });
  }

  skip(rows = 1): void {
    this.#next += rows;
  }

  #put(row: number, span: Span, text: string, look: TextLook): number {
    const style = this.styles.text(look);
    const points = this.widths.slice(span.from - 1, span.to).reduce((sum, width) => sum + pointsOf(width), 0);
    for (let column = span.from; column <= span.to; column++) this.sheet.getCell(row, column).style = style;
    this.sheet.getCell(row, span.from).value = text;
    if (span.to > span.from) this.sheet.mergeCells(row, span.from, row, span.to);
    return heightFor(text, look.bold ?? false, look.size ?? TEXT_SIZE, points);
  }

  /** A text over the whole width; merged cells find no height by themselves. */
  line(text: string, look: TextLook = {}): void {
    const height = this.#put(this.#next, { from: 1, to: this.widths.length }, cellText(text), look);
    this.sheet.getRow(this.#next).height = height;
    this.#next += 1;
  }

  /** The last column of the left block, which is to be narrower than that of the Quốc hiệu. */
  #middle(): number {
    const total = this.widths.reduce((sum, width) => sum + width, 0);
    const shares = this.widths.map(
      (_, index) => this.widths.slice(0, index + 1).reduce((sum, one) => sum + one, 0) / total,
    );
    const distances = shares.slice(0, -1).map((share) => Math.abs(share - LEFT_SHARE));
    return distances.indexOf(Math.min(...distances)) + 1;
  }

  /** Two texts side by side, as in the letterhead. */
  pair(left: string, right: string, leftLook: TextLook, rightLook: TextLook): void {
    const middle = this.#middle();
    const heights = [
      this.#put(this.#next, { from: 1, to: middle }, cellText(left), { align: "center", ...leftLook }),
      this.#put(this.#next, { from: middle + 1, to: this.widths.length }, cellText(right), {
        align: "center",
        ...rightLook,
      }),
    ];
    this.sheet.getRow(this.#next).height = Math.max(...heights);
    this.#next += 1;
  }

  /** A table of the body; its widest column takes the columns that the sheet has over. */
  table(table: Table): void {
    if (table.rows.length === 0 || table.columns.length === 0) {
      this.line(NOTHING, { italic: true });
      return;
    }
    const over = this.widths.length - table.columns.length;
    const widest = table.columns.reduce(
      (best, column, index) => (column.weight > (table.columns[best]?.weight ?? 0) ? index : best),
      0,
    );
    const spans = table.columns.map((_, index): Span => {
      const from = index + 1 + (index > widest ? over : 0);
      return { from, to: index === widest ? from + over : from };
    });
    const widths = spans.map(({ from, to }) => this.widths.slice(from - 1, to).reduce((sum, width) => sum + width, 0));
    this.#next = writeTable(this.sheet, this.#next, table, this.styles, widths, spans).last + 2;
  }
}

/** The widths of the sheet's columns: those that its widest table asks for, else equal ones. */
function widthsOf(report: Report): number[] {
  const tables = report.body.flatMap((block) =>
    block.type === "table" && block.table.rows.length > 0 ? [block.table] : [],
  );
  const widest = tables.reduce<Table | null>(
    (best, table) => (table.columns.length > (best?.columns.length ?? 0) ? table : best),
    null,
  );
  if (widest === null || widest.columns.length < FEWEST_COLUMNS)
    return Array(FEWEST_COLUMNS).fill(WIDTH / FEWEST_COLUMNS);
  return sheetWidths(widest, WIDTH);
}

function writeBlock(page: Page, block: Block): void {
  switch (block.type) {
    case "heading":
      page.line(block.text, { bold: true, italic: block.level === 3 });
      break;
    case "paragraph":
      page.line(block.text, { align: "justify" });
      break;
    case "list":
      for (const item of block.items) page.line(`- ${item}`, { align: "justify" });
      break;
    case "note":
      page.line(block.text, { italic: true, size: 11 });
      break;
    case "table":
      page.table(block.table);
      break;
  }
}

function writeOpening(page: Page, report: Report): void {
  const { superior, issuer, symbol, place, year } = report.letterhead;
  const bold = { bold: true };
  const name = issuer.toUpperCase().replaceAll("\n", " ");
  page.pair(superior?.toUpperCase() ?? name, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", superior === null ? bold : {}, bold);
  page.pair(superior === null ? "" : name, "Độc lập - Tự do - Hạnh phúc", bold, bold);
  page.pair(`Số:${BLANK}/BC-${symbol}`, `${place}, ngày${BLANK}tháng${BLANK}năm ${year}`, {}, { italic: true });
  page.skip();
  for (const label of report.labels) page.line(label.toUpperCase(), { bold: true, align: "center", boxed: true });
  page.skip();
  page.line(report.kind, { bold: true, size: 14, align: "center" });
  page.line(report.subject, { bold: true, size: 14, align: "center" });
  page.skip();
  const [first, ...others] = report.addressees;
  if (first !== undefined && others.length === 0) page.line(`Kính gửi: ${first}`, { align: "center" });
  else if (first !== undefined) {
    page.line("Kính gửi:");
    for (const name of listed(report.addressees)) page.line(`- ${name}`);
  }
  for (const line of listed(report.basis)) page.line(line, { italic: true, align: "justify" });
}

/** The report's sheet: title block, labels, text and small tables, recipients and signer. */
export function writeCover(sheet: Worksheet, report: Report, styles: StyleSheet): void {
  const page = new Page(sheet, styles, widthsOf(report));
  writeOpening(page, report);
  for (const block of report.body) writeBlock(page, block);
  page.skip();
  page.pair("Nơi nhận:", report.signer, { bold: true, italic: true, align: "left" }, { bold: true });
  for (const name of recipientsOf(report)) page.line(`- ${name}`, { size: 11 });
}
