import type { Appendix, Report } from "../../report/report.ts";
import { appendixNumber, isEmpty } from "./decree.ts";
import { flowing, type Grid, gridsOf, isBox } from "./grid.ts";
import { dense, faceOf, type Line, linesOf } from "./lines.ts";
import { blockOf, type Page } from "./page.ts";
import { type PlacedTable, placeTable } from "./tables.ts";

/** The text of the report, or one appendix, with the pages that it has. */
interface Section {
  readonly pages: readonly Page[];
  /** Between the margins, outside of tables and pictures; in the order of reading. */
  readonly lines: readonly Line[];
  readonly grids: readonly Grid[];
}

export interface AppendixSection extends Section {
  readonly appendix: Appendix;
  /** "Phụ lục III", as it has to be printed. */
  readonly number: string;
  /** Null where the appendix has no rows, and a few words are in the table's place. */
  readonly placed: PlacedTable | null;
}

/** The document as it is read back, beside the report that it was made from. */
export interface Read {
  readonly report: Report;
  readonly pages: readonly Page[];
  readonly text: Section;
  readonly appendices: readonly AppendixSection[];
  /** Below the table of the last appendix. */
  readonly boxes: readonly Grid[];
  /** Numbers of the pages on which an appendix begins. */
  readonly starts: readonly number[];
}

/** With an Arabic number too, so that a wrong number is told as one. */
const HEAD = /^(Phụlục([IVXLC]+|\d+)?|Biểu\d+)$/;

/** @param footer the report's line in the bottom margin, which is none of its text however large it is set */
function partOf(page: Page, footer: string): Section {
  const grids = gridsOf(page);
  const isFooter = ({ y, text }: Line): boolean => y > blockOf(page).bottom && dense(footer).includes(dense(text));
  return { pages: [page], grids, lines: linesOf(page, flowing(page, grids)).filter((line) => !isFooter(line)) };
}

const joined = (parts: readonly Section[]): Section => ({
  pages: parts.flatMap((part) => part.pages),
  grids: parts.flatMap((part) => part.grids),
  lines: parts.flatMap((part) => part.lines),
});

/** Whether an appendix begins on the page: its first line is "Phụ lục" with or without a number, in bold. */
function isStart({ lines: [first] }: Section): boolean {
  return first !== undefined && HEAD.test(dense(first.text)) && faceOf([first]) === "Tinos-Bold";
}

/** A box below the table of the last appendix. */
const isEndBox = (grid: Grid, placed: PlacedTable | null | undefined): boolean =>
  isBox(grid) && placed?.parts.includes(grid) !== true;

/** Takes the document apart into the text and the appendices that the report prints. */
export function readBack(pages: readonly Page[], report: Report): Read {
  const parts = pages.map((page) => partOf(page, report.provenance.footer));
  const starts = parts.flatMap((part, index) => (index > 0 && isStart(part) ? [index] : []));
  const printed = report.appendices;
  const appendices = starts.slice(0, printed.length).flatMap((start, index): AppendixSection[] => {
    const appendix = printed[index];
    const section = joined(parts.slice(start, starts[index + 1] ?? parts.length));
    if (appendix === undefined) return [];
    const placed = isEmpty(appendix.table) ? null : placeTable(appendix.table, section.grids);
    const grids =
      index === printed.length - 1 ? section.grids.filter((grid) => !isEndBox(grid, placed)) : section.grids;
    return [{ ...section, grids, appendix, number: appendixNumber(index, report), placed }];
  });
  const last = parts.slice(starts.at(-1) ?? parts.length).flatMap(({ grids }) => grids);
  const boxes =
    starts.length === printed.length ? last.filter((grid) => isEndBox(grid, appendices.at(-1)?.placed)) : [];
  const text = joined(parts.slice(0, starts[0] ?? parts.length));
  return { report, pages, text, appendices, boxes, starts: starts.map((index) => index + 1) };
}
