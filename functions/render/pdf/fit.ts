import { hasNotesFirst, type Report, type Table } from "../../report/report.ts";
import { columnWidths, lineOf } from "../columns.ts";
import { inFont } from "../fonts.ts";
import { APPENDIX_TITLE, BLOCK, BLOCK_HEIGHT, LINE_EM, PARAGRAPH, SIZE, TABLE } from "../layout.ts";
import { type NumberedAppendix, reference } from "../numbering.ts";
import { linesIn } from "../words.ts";
import { heightOfBox } from "./provenance.ts";
import { measured } from "./table.ts";

/** What stands below a table: it is on one page or goes over the foot of one. */
interface Part {
  readonly height: number;
  readonly isWhole: boolean;
}

/** A table on pages of its own; heights in points, those of rows without padding and line. */
interface Paged {
  readonly page: number;
  /** What stands above the table on its first page. */
  readonly lead: number;
  /** The table's head, which is repeated, with its padding. */
  readonly head: number;
  readonly rows: readonly number[];
  readonly tail: readonly Part[];
}

/** How a table would come out. */
interface Outcome {
  readonly pages: number;
  /** Rows on the last page that has any. */
  readonly lastRows: number;
  /** Whether what stands below the table is, or goes on, on a page without a row of it. */
  readonly isTailAlone: boolean;
}

/** So few rows are not left alone on a last page. */
const FEWEST = 3;
/** Fewer than these are brought back to the page before, where rows may be set that tightly. */
const FEW = 8;

/** Padding above and below the letters of a row: the usual one, tighter ones, wider ones; each the nearest first. */
const STEP = 0.1;
const TIGHTER = Array.from({ length: 8 }, (_, index) => TABLE.padY - STEP * (index + 1));
const WIDER = Array.from({ length: 15 }, (_, index) => TABLE.padY + STEP * (index + 1));

/** What the library may set otherwise than it is reckoned here, at the foot of a page. */
const SLACK = 2;

function outcomeOf({ page, lead, head, rows, tail }: Paged, padY: number): Outcome {
  let used = lead + TABLE.line + head;
  let tablePages = 1;
  let lastRows = 0;
  for (const row of rows) {
    const height = row + 2 * padY + TABLE.line;
    if (used + height > page - SLACK) {
      tablePages += 1;
      lastRows = 0;
      used = TABLE.line + head;
    }
    used += height;
    lastRows += 1;
  }
  let pages = tablePages;
  for (const { height, isWhole } of tail) {
    used += height;
    if (used <= page - SLACK) continue;
    pages += 1;
    used = isWhole ? height : used - page;
  }
  return { pages, lastRows, isTailAlone: pages > tablePages };
}

const isBad = ({ pages, lastRows, isTailAlone }: Outcome): boolean => isTailAlone || (pages > 1 && lastRows < FEWEST);

/**
 * The padding of a table's rows by which its last page is a page: no row or two alone, no note or box without rows. Rows are
 * set tighter where that saves the page, or wider where three of them go with what follows; as usual where neither helps.
 */
function paddingIn(paged: Paged): number {
  const usual = outcomeOf(paged, TABLE.padY);
  if (paged.rows.length < FEWEST) return TABLE.padY;
  const isFew = usual.isTailAlone || (usual.pages > 1 && usual.lastRows < FEW);
  const tighter = isFew ? TIGHTER.find((padY) => outcomeOf(paged, padY).pages < usual.pages) : undefined;
  if (tighter !== undefined) return tighter;
  return (isBad(usual) ? WIDER.find((padY) => !isBad(outcomeOf(paged, padY))) : undefined) ?? TABLE.padY;
}

const textHeight = (text: string, face: "bold" | "italic", size: number, width: number): number =>
  linesIn(inFont(text), face, size, width) * size * LINE_EM;

/** The lines above an appendix: its number, its title, of which report it is. */
const titleHeight = (report: Report, { appendix, number }: NumberedAppendix, width: number): number =>
  textHeight(number, "bold", SIZE.body, width) +
  textHeight(appendix.title, "bold", SIZE.body, width) +
  textHeight(reference(report), "italic", SIZE.reference, width) +
  APPENDIX_TITLE.gapInside +
  APPENDIX_TITLE.gapBelow;

function notesHeight(notes: readonly string[], width: number): number {
  const heights = notes.map((note) => {
    // The first line is indented.
    const lines = linesIn(inFont(note), "italic", SIZE.tableNote, width - PARAGRAPH.indent / 2);
    return lines * SIZE.tableNote * LINE_EM;
  });
  return heights.reduce((sum, height) => sum + height, 0) + Math.max(0, notes.length - 1) * TABLE.noteGap;
}

function pagedOf(report: Report, numbered: NumberedAppendix, table: Table): Paged {
  const { appendix } = numbered;
  const orientation = appendix.landscape ? "landscape" : "portrait";
  const width = BLOCK[orientation];
  const isFirst = hasNotesFirst(appendix);
  const notes = notesHeight(appendix.notes, width);
  const lines = table.rows.map((row) => lineOf(row, table.columns));
  const widths = columnWidths(table.columns, lines, SIZE.appendixTable, width);
  const { head, headRows, rows } = measured(table.columns, lines, widths, SIZE.appendixTable);
  const box = appendix === report.appendices.at(-1) ? heightOfBox(report, orientation) : null;
  return {
    page: BLOCK_HEIGHT[orientation],
    lead: titleHeight(report, numbered, width) + (isFirst ? notes : 0) + TABLE.gapAbove,
    head: head + headRows * (2 * TABLE.padY + TABLE.line),
    rows,
    tail: [
      ...(isFirst || notes === 0 ? [] : [{ height: TABLE.gapBelow + notes, isWhole: false }]),
      ...(box === null ? [] : [box]),
    ],
  };
}

/** The padding above and below the letters of an appendix's rows, in points. */
export function rowPadding(report: Report, numbered: NumberedAppendix): number {
  const { table } = numbered.appendix;
  return table.rows.length === 0 || table.columns.length === 0
    ? TABLE.padY
    : paddingIn(pagedOf(report, numbered, table));
}
