import { asciiWords } from "../../../domain/imports/folding.ts";
import { type Grid, MOST_COLUMNS } from "./grid.ts";

/** A column of a table with the texts above it, from the outermost inwards. */
export interface HeadColumn {
  readonly column: number;
  readonly texts: readonly string[];
  /** Row of the innermost text. */
  readonly row: number;
}

/** Where a sheet's table begins; rows and columns from 0. */
export interface TableHead {
  /** The first row of the head: everything above it is title and letterhead. */
  readonly top: number;
  readonly nameColumn: number;
  /** What stands over the names: "Đơn vị", "Lĩnh vực, công việc giải quyết theo cấp". */
  readonly nameHeading: string;
  readonly columns: readonly HeadColumn[];
  readonly firstRow: number;
}

/** A table's head is looked for in so many rows. */
const HEAD_ROWS = 40;
/** A head has at most so many rows; real ones have up to 8. */
const TALLEST_HEAD = 10;
const LONGEST_HEADING = 80;

const NAME_HEADING = /^(ten )?(cac )?(co quan|don vi|linh vuc)( |$)/;
/** Lines of a letterhead that begin alike: "Đơn vị tính: hồ sơ", "Đơn vị báo cáo". */
const LETTERHEAD = /^(don vi|co quan) (tinh|bao cao|nhan|gui|lap|chu tri)/;
const COUNT_HEADING = /tiep nhan|nhan giai quyet|giai quyet|xu ly|ho so|tong so/;
const NUMBER_MARK = /^\(?\s*([A-Za-z]|\d{1,2})\s*\)?(\s*=[\d()\s+=-]*)?$/;

const isNameHeading = (text: string): boolean => {
  const words = asciiWords(text);
  return text.length <= LONGEST_HEADING && !text.includes(":") && NAME_HEADING.test(words) && !LETTERHEAD.test(words);
};

function nameCell(grid: Grid): { row: number; column: number } | null {
  for (let row = 0; row < Math.min(HEAD_ROWS, grid.rowCount); row++) {
    const texts = grid.texts(row);
    const found = texts.find(({ text }) => isNameHeading(text));
    if (found !== undefined && texts.some(({ column }) => column > found.column)) return { row, column: found.column };
  }
  return null;
}

/** A row "(1) (2) (3)…" or "A B 1 2 3…" that numbers the columns. */
export function isNumbering(grid: Grid, row: number): boolean {
  const marks = grid.texts(row).map(({ text }) => NUMBER_MARK.exec(text)?.[1]);
  const numbers = marks.flatMap((mark) => (mark !== undefined && /^\d/.test(mark) ? [Number(mark)] : []));
  const rises = numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
  return marks.length >= 4 && !marks.includes(undefined) && numbers.length >= 3 && rises;
}

/** Rows above the cell of the names may belong to the head where it is not merged over all of them. */
function topOf(grid: Grid, row: number, column: number): number {
  let top = row;
  const isGroups = (above: number): boolean => {
    const groups = grid.texts(above).filter((one) => one.column > column && !one.text.includes(":"));
    return groups.length >= 2 && groups.some(({ text }) => COUNT_HEADING.test(asciiWords(text)));
  };
  while (top > 0 && row - top < TALLEST_HEAD && isGroups(top - 1)) top--;
  return top;
}

/** A row below the names' heading that still belongs to the head: it names nobody and counts nothing. */
function isHeadRow(grid: Grid, row: number, head: { row: number; column: number }): boolean {
  const merge = grid.mergeAt(row, head.column);
  if (merge !== undefined && merge.top === head.row) return true;
  const texts = grid.texts(row);
  const namesSomebody = texts.some(({ column, text }) => column <= head.column && /\p{L}/u.test(text));
  const isNumber = ({ column }: { column: number }): boolean => grid.at(row, column).number !== null;
  return !namesSomebody && texts.some(({ text }) => /\p{L}/u.test(text)) && !texts.some(isNumber);
}

/** The text over a column in a row of the head; that of a group reaches over the empty cells to its right. */
function headText(grid: Grid, row: number, column: number, { top, last }: { top: number; last: number }): string {
  const merge = grid.mergeAt(row, column);
  if (merge !== undefined) return merge.top < top ? "" : grid.at(merge.top, merge.left).text;
  const own = grid.at(row, column).text;
  if (own !== "" || row === last || column === 0) return own;
  const below = Array.from({ length: last - row }, (_, index) => grid.seen(row + 1 + index, column).text);
  if (!below.some((text) => text !== "")) return "";
  const left = grid.mergeAt(row, column - 1);
  // A cell that is merged downwards is a column of its own, not a group.
  return left !== undefined && left.bottom > left.top ? "" : headText(grid, row, column - 1, { top, last });
}

function columnAt(grid: Grid, column: number, head: { top: number; last: number }): HeadColumn | null {
  const texts: string[] = [];
  let deepest = head.top;
  for (let row = head.top; row <= head.last; row++) {
    const text = headText(grid, row, column, head);
    if (text === "" || text === texts.at(-1)) continue;
    texts.push(text);
    deepest = row;
  }
  return texts.length === 0 ? null : { column, texts, row: deepest };
}

/** Finds a sheet's table by the heading of its names and reads its head through merged cells; null where there is none. */
export function headOf(grid: Grid): TableHead | null {
  const name = nameCell(grid);
  if (name === null) return null;
  const top = topOf(grid, name.row, name.column);
  let next = name.row + 1;
  while (next - top < TALLEST_HEAD && next < grid.rowCount && !isNumbering(grid, next) && isHeadRow(grid, next, name))
    next++;
  const head = { top, last: next - 1 };
  const width = Math.max(...Array.from({ length: next - top }, (_, index) => grid.width(top + index)));
  const columns = Array.from({ length: Math.min(width, MOST_COLUMNS) }, (_, column) => columnAt(grid, column, head));
  return {
    top,
    nameColumn: name.column,
    nameHeading: grid.at(name.row, name.column).text,
    columns: columns.filter((column) => column !== null),
    firstRow: next,
  };
}
