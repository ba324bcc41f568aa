import type { Alignment, Borders, Style } from "exceljs";
import type { Cell, Column } from "../domain/report.ts";

/** The workbook names the font of Nghị định 30/2020; no font travels in it. */
const FONT = "Times New Roman";

export const TEXT_SIZE = 12;
export const TABLE_SIZE = 11;

const LINE = { style: "thin", color: { argb: "FF808080" } } as const;
const GRID: Partial<Borders> = { top: LINE, left: LINE, bottom: LINE, right: LINE };

/** Text cells are marked as text, so that nothing typed over them turns into a formula or a date. */
const AS_TEXT = "@";

export interface TextLook {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly size?: number;
  readonly align?: Alignment["horizontal"];
  readonly boxed?: boolean;
}

/**
 * The styles of one workbook. Cells of one look share one object, which halves the time of writing; the library would
 * change it for all of them, so a cell's style is only ever set whole.
 */
export class StyleSheet {
  readonly #styles = new Map<string, Partial<Style>>();

  #shared(key: string, make: () => Partial<Style>): Partial<Style> {
    const known = this.#styles.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#styles.set(key, made);
    return made;
  }

  text(look: TextLook): Partial<Style> {
    const { bold = false, italic = false, size = TEXT_SIZE, align = "left", boxed = false } = look;
    return this.#shared(`text ${bold} ${italic} ${size} ${align} ${boxed}`, () => ({
      font: { name: FONT, size, bold, italic },
      alignment: { horizontal: align, vertical: boxed ? "middle" : "top", wrapText: true },
      numFmt: AS_TEXT,
      ...(boxed ? { border: GRID } : {}),
    }));
  }

  header(): Partial<Style> {
    return this.text({ bold: true, size: TABLE_SIZE, align: "center", boxed: true });
  }

  cell(cell: Cell, column: Column, bold: boolean): Partial<Style> {
    if (cell.type === "text") return this.text({ bold, size: TABLE_SIZE, align: column.align, boxed: true });
    const format = formatOf(cell);
    return this.#shared(`${format} ${bold} ${column.align}`, () => ({
      font: { name: FONT, size: TABLE_SIZE, bold },
      alignment: { horizontal: column.align, vertical: "middle" },
      numFmt: format,
      border: GRID,
    }));
  }
}

/** A difference in percentage points is a plain number with its sign: "1,82%" would say something else. */
function formatOf(cell: Exclude<Cell, { type: "text" }>): string {
  if (cell.type === "count") return "#,##0";
  if (cell.type === "rate") return percentFormat(cell.decimals);
  const digits = `0.${"0".repeat(cell.decimals)}`;
  return `+${digits};-${digits};${digits}`;
}

/** "0.00%"; the program that shows the workbook sets the decimal mark of its language. */
const percentFormat = (decimals: number): string => (decimals > 0 ? `0.${"0".repeat(decimals)}%` : "0%");
