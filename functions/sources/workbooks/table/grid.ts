import { type CellObject, read, utils, type WorkSheet } from "@e965/xlsx";

/** A cell as the file holds it. */
export interface GridCell {
  /** What it says; empty for an empty cell. A number is in plain digits. */
  readonly text: string;
  /** Null where it is no number. */
  readonly number: number | null;
  /** A formula whose result the file does not keep. */
  readonly isUncalculated: boolean;
  /** "#REF!" and the like; null where there is none. */
  readonly error: string | null;
}

/** Cells that are one; rows and columns from 0, both ends included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

const EMPTY: GridCell = { text: "", number: null, isUncalculated: false, error: null };

/** Rows of a merge that are looked at: a table's cells are not merged over more. */
const TALLEST_MERGE = 50;
const MOST_MERGES = 20_000;

/** Columns of a table; what lies further right is not read. */
export const MOST_COLUMNS = 100;

/** Errors by the numbers that files keep ([MS-XLS] 2.5.10). */
const ERRORS: ReadonlyMap<unknown, string> = new Map([
  [0x00, "#NULL!"],
  [0x07, "#DIV/0!"],
  [0x0f, "#VALUE!"],
  [0x17, "#REF!"],
  [0x1d, "#NAME?"],
  [0x24, "#NUM!"],
]);

function cellOf({ t, v, f }: CellObject): GridCell {
  const isUncalculated = f !== undefined && (v === undefined || v === "" || t === "z");
  // The library gives such a cell a zero that the file does not have.
  if (t === "z") return { ...EMPTY, isUncalculated };
  if (t === "e") return { ...EMPTY, error: ERRORS.get(v) ?? "#N/A" };
  if (typeof v === "number") return { ...EMPTY, text: String(v), number: v };
  if (typeof v === "string") return { ...EMPTY, text: v.normalize("NFC").trim(), isUncalculated };
  return typeof v === "boolean" ? { ...EMPTY, text: String(v) } : { ...EMPTY, isUncalculated };
}

/** The cells of one sheet; rows and columns from 0. */
export class Grid {
  readonly name: string;
  readonly #rows: readonly (readonly (CellObject | undefined)[] | undefined)[];
  readonly #merges = new Map<number, Merge[]>();

  constructor(name: string, sheet: WorkSheet) {
    this.name = name;
    this.#rows = sheet["!data"] ?? [];
    for (const { s, e } of (sheet["!merges"] ?? []).slice(0, MOST_MERGES)) {
      const merge = { top: s.r, left: s.c, bottom: e.r, right: e.c };
      for (let row = s.r; row <= Math.min(e.r, s.r + TALLEST_MERGE); row++) {
        const known = this.#merges.get(row);
        if (known === undefined) this.#merges.set(row, [merge]);
        else known.push(merge);
      }
    }
  }

  get rowCount(): number {
    return this.#rows.length;
  }

  at(row: number, column: number): GridCell {
    const cell = this.#rows[row]?.[column];
    return cell === undefined || cell === null ? EMPTY : cellOf(cell);
  }

  mergeAt(row: number, column: number): Merge | undefined {
    return this.#merges.get(row)?.find(({ left, right }) => left <= column && column <= right);
  }

  /** The cell that is seen at a place: that of the merge over it, where there is one. */
  seen(row: number, column: number): GridCell {
    const merge = this.mergeAt(row, column);
    return merge === undefined ? this.at(row, column) : this.at(merge.top, merge.left);
  }

  /** Columns up to the last that a row holds a cell in. */
  width(row: number): number {
    return Math.min(MOST_COLUMNS, this.#rows[row]?.length ?? 0);
  }

  /** Texts of a row with their columns, each once. */
  texts(row: number): { readonly column: number; readonly text: string }[] {
    const columns = Array.from({ length: this.width(row) }, (_, column) => column);
    return columns.map((column) => ({ column, text: this.at(row, column).text })).filter(({ text }) => text !== "");
  }
}

/** "B7" of row 6 and column 1. */
export const addressOf = (row: number, column: number): string => utils.encode_cell({ r: row, c: column });

/** "B" of column 1. */
export const lettersOf = (column: number): string => utils.encode_col(column);

/** The sheets of a workbook's bytes, cells with their cached results; null where the library cannot read them. */
export function gridsOf(bytes: Uint8Array): readonly Grid[] | null {
  try {
    // Stubs show a formula that has no result; without them such a cell is as good as empty.
    const options = { dense: true, sheetStubs: true, cellText: false, cellHTML: false } as const;
    // Formulas of the old format are taken out before; what stands in their place is none.
    const book = read(bytes, { ...options, type: "array", cellFormula: bytes[0] === 0x50 });
    return book.SheetNames.flatMap((name) => {
      const sheet = book.Sheets[name];
      return sheet === undefined ? [] : [new Grid(name, sheet)];
    });
  } catch {
    return null;
  }
}
