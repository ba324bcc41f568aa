import type { Borders, Style } from "exceljs";
import type { WorkbookCell, WorkbookColumn, WorkbookFormat, WorkbookRow } from "../../report/workbook.ts";

/** The workbook names the font of Nghị định 30/2020; no font travels in it. */
const FONT = "Times New Roman";

/** Points. */
export const SIZES = { title: 14, table: 11, note: 11 } as const;

const LINE = { style: "thin", color: { argb: "FF808080" } } as const;
const GRID: Partial<Borders> = { top: LINE, left: LINE, bottom: LINE, right: LINE };

const fill = (grey: string): Style["fill"] => ({ type: "pattern", pattern: "solid", fgColor: { argb: `FF${grey}` } });

/** Text cells are marked as text, so that nothing typed over them turns into a formula or a date. */
const AS_TEXT = "@";

/** What a formula's cell must not be marked as: a text that is edited there would stay a text. */
const GENERAL = "General";

const zeros = (decimals: number): string => `0.${"0".repeat(decimals)}`;

/** How many decimals a number has as it is written: 12.5 has one. */
const decimalsIn = (value: number): number => String(value).split(".")[1]?.length ?? 0;

/** The program that shows the workbook sets the marks of its language: 1.234 and 52,35 in Vietnamese. */
function numberFormat(format: WorkbookFormat, decimals: number): string {
  switch (format) {
    case "count":
      return "#,##0";
    case "rate":
      return zeros(decimals);
    case "points":
      return `+${zeros(decimals)};-${zeros(decimals)};${zeros(decimals)}`;
    case "places":
      return "+0;-0;0";
    case "threshold":
      return `${decimals === 0 ? "0" : zeros(decimals)}"%"`;
    case "day":
      return "dd/mm/yyyy";
    case "text":
    case "link":
      return GENERAL;
  }
}

function formatOf(cell: WorkbookCell): string {
  switch (cell.type) {
    case "empty":
    case "text":
      return AS_TEXT;
    case "formula":
      return numberFormat(cell.format, cell.decimals ?? 2);
    case "rate":
      return numberFormat("rate", cell.decimals ?? 2);
    case "threshold":
      return numberFormat("threshold", decimalsIn(cell.value));
    case "count":
    case "places":
    case "day":
      return numberFormat(cell.type, 2);
  }
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

  /** A line above or below the table, which runs on over the empty cells beside it. */
  line(size: number, bold: boolean, italic: boolean): Partial<Style> {
    return this.#shared(`line ${size} ${bold} ${italic}`, () => ({
      font: { name: FONT, size, bold, italic },
      alignment: { horizontal: "left", vertical: "top", wrapText: true },
      numFmt: AS_TEXT,
    }));
  }

  title(italic: boolean): Partial<Style> {
    return this.#shared(`title ${italic}`, () => ({
      font: { name: FONT, size: SIZES.table, bold: !italic, italic },
      alignment: { horizontal: "center", vertical: "middle", wrapText: true },
      numFmt: AS_TEXT,
      fill: fill("E7E6E6"),
      border: GRID,
    }));
  }

  cell(cell: WorkbookCell, kind: WorkbookRow["kind"], align: WorkbookColumn["align"]): Partial<Style> {
    const numFmt = formatOf(cell);
    const bold = kind === "total" || kind === "group";
    const underline = cell.type === "formula" && cell.format === "link";
    return this.#shared(`${numFmt} ${kind} ${align} ${underline}`, () => ({
      font: { name: FONT, size: SIZES.table, bold, underline },
      alignment: { horizontal: align, vertical: "middle", wrapText: align === "left" && kind !== "group" },
      numFmt,
      border: GRID,
      ...(kind === "group" ? { fill: fill("F2F2F2") } : {}),
    }));
  }
}
