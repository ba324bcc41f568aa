import { lettersOf } from "../../report/workbook.ts";
import { type Parts, partText, sharedTexts, sheetParts } from "./package.ts";
import { elementsOf, readElements } from "./xml.ts";

/** What a cell shows before anything is calculated: a number, a text, or nothing. */
type Shown = number | string | null;

/** The cells of a range, row by row. */
export interface Range {
  /** With the sheet's name in quotes and absolute, as a chart has it: "'Số liệu gốc'!$A$7:$A$18". */
  readonly formula: string;
  readonly values: readonly Shown[];
  /** Number format of the first number, e.g. `0.00%`. */
  readonly format: string;
}

/** The numbers of formats that files do not spell out (ECMA-376 Part 1, 18.8.30), as far as workbooks here use them. */
const BUILT_IN: Readonly<Record<string, string>> = {
  "1": "0",
  "2": "0.00",
  "3": "#,##0",
  "4": "#,##0.00",
  "9": "0%",
  "10": "0.00%",
};

/** Number formats by the number of a cell's style. */
function formatsOf(parts: Parts): string[] {
  const xml = partText(parts, "xl/styles.xml");
  const own = new Map(
    elementsOf(xml, (path) => path === "styleSheet/numFmts/numFmt").map(({ attributes }) => [
      attributes["numFmtId"] ?? "",
      attributes["formatCode"] ?? "",
    ]),
  );
  return elementsOf(xml, (path) => path === "styleSheet/cellXfs/xf").map(({ attributes }) => {
    const id = attributes["numFmtId"] ?? "0";
    return own.get(id) ?? BUILT_IN[id] ?? "General";
  });
}

interface Cell {
  readonly value: Shown;
  readonly style: number;
}

const isNumber = (cell: Cell | undefined): boolean => typeof cell?.value === "number";

function cellsOf(xml: string, shared: readonly string[]): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  let value: string | null = null;
  const wanted = (path: string): boolean => /^worksheet\/sheetData\/row\/c(\/v|\/is\/t)?$/.test(path);
  readElements(xml, wanted, ({ name, attributes, text }) => {
    if (name !== "c") {
      value = text;
      return;
    }
    const type = attributes["t"] ?? "n";
    const shown = type === "s" ? (shared[Number(value)] ?? "") : type === "n" ? Number(value) : value;
    cells.set(attributes["r"] ?? "", { value: value === null ? null : shown, style: Number(attributes["s"] ?? 0) });
    value = null;
  });
  return cells;
}

const numberOf = (letters: string): number => [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0);

/** Column and row, from 1, of "AB12" or "$AB$12". Throws RangeError for anything else. */
export function placeOf(cell: string): { readonly column: number; readonly row: number } {
  const [, letters, row] = /^\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})$/.exec(cell) ?? [];
  if (letters === undefined || row === undefined) throw new RangeError(`${cell} is no cell`);
  return { column: numberOf(letters), row: Number(row) };
}

interface Area {
  readonly sheet: string;
  /** Addresses, row by row. */
  readonly places: readonly string[];
}

function areaOf(range: string): Area {
  const [, quoted, plain, first = "", last = first] =
    /^(?:'((?:[^']|'')+)'|([^'!]+))!([^:]+)(?::([^:]+))?$/.exec(range) ?? [];
  const sheet = quoted?.replaceAll("''", "'") ?? plain;
  if (sheet === undefined) throw new RangeError(`${range} is no range of a sheet`);
  const from = placeOf(first);
  const to = placeOf(last);
  const places = Array.from({ length: to.row - from.row + 1 }, (_, down) =>
    Array.from(
      { length: to.column - from.column + 1 },
      (_, right) => `${lettersOf(from.column + right)}${from.row + down}`,
    ),
  );
  return { sheet, places: places.flat() };
}

function absolute(sheet: string, first: string, last: string): string {
  const of = (cell: string): string => cell.replace(/^([A-Z]+)/, "$$$1$");
  const range = first === last ? of(first) : `${of(first)}:${of(last)}`;
  return `'${sheet.replaceAll("'", "''")}'!${range}`;
}

/** The first cell below the sheet's titles, from the left, that holds nothing: row 3 is empty on every sheet. */
function emptyCell(cells: ReadonlyMap<string, Cell>): string {
  for (let column = 1; ; column++) {
    const place = `${lettersOf(column)}3`;
    if ((cells.get(place)?.value ?? null) === null) return place;
  }
}

/** The range in pieces, with a cell that holds nothing in place of every cell with a text. */
function piecesOf({ sheet, places }: Area, cells: ReadonlyMap<string, Cell>): string {
  const isText = (place: string): boolean => typeof cells.get(place)?.value === "string";
  const pieces: { first: string; last: string }[] = [];
  let open: { first: string; last: string } | null = null;
  for (const place of places) {
    if (isText(place)) {
      const empty = emptyCell(cells);
      pieces.push({ first: empty, last: empty });
      open = null;
    } else if (open === null) {
      open = { first: place, last: place };
      pieces.push(open);
    } else open.last = place;
  }
  const written = pieces.map(({ first, last }) => absolute(sheet, first, last));
  return written.length === 1 ? written.join("") : `(${written.join(",")})`;
}

/** Reads ranges such as "'Số liệu gốc'!$A$7:$A$18"; throws RangeError where one or its sheet does not exist. */
export interface RangeReader {
  /** Cells with names. */
  names(range: string): Range;
  /** Cells of one row or column with numbers. A program draws a text as zero, so cells with one are left as gaps. */
  numbers(range: string): Range;
}

/** Reads the worksheets of a workbook, each once. */
export function rangeReader(parts: Parts): RangeReader {
  const sheets = sheetParts(parts);
  const formats = formatsOf(parts);
  const shared = sharedTexts(parts);
  const read = new Map<string, ReadonlyMap<string, Cell>>();
  const cellsIn = (sheet: string): ReadonlyMap<string, Cell> => {
    const part = sheets.get(sheet);
    if (part === undefined) throw new RangeError(`a chart refers to a sheet ${sheet} that does not exist`);
    const cells = read.get(sheet) ?? cellsOf(partText(parts, part), shared);
    read.set(sheet, cells);
    return cells;
  };
  const rangeOf = (area: Area, formula: string): Range => {
    const cells = area.places.map((place) => cellsIn(area.sheet).get(place));
    const format = formats[cells.find(isNumber)?.style ?? 0] ?? "General";
    return { formula, values: cells.map((cell) => cell?.value ?? null), format };
  };
  return {
    names: (range) => {
      const area = areaOf(range);
      return rangeOf(area, absolute(area.sheet, area.places[0] ?? "", area.places.at(-1) ?? ""));
    },
    numbers: (range) => {
      const area = areaOf(range);
      return rangeOf(area, piecesOf(area, cellsIn(area.sheet)));
    },
  };
}
