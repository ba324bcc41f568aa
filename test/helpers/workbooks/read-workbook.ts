import { type CellObject, read, utils, type WorkBook } from "@e965/xlsx";
import { z } from "zod";

/** What a cell shows; an error by its name: `#DIV/0!`. `null` is a cell with nothing in it. */
export type Value = number | string | boolean | null | { readonly error: string };

export interface Cell {
  readonly value: Value;
  /** Without the leading "="; null where the cell holds its value itself. */
  readonly formula: string | null;
  /** Whether the file says what a formula comes to. */
  readonly cached: boolean;
}

export interface Sheet {
  readonly name: string;
  /** By address: "B7". */
  readonly cells: ReadonlyMap<string, Cell>;
}

export interface Book {
  readonly sheets: readonly Sheet[];
  /** Ranges by the names that the workbook defines for people, not those that programs keep ("_xlnm.…"). */
  readonly names: ReadonlyMap<string, string>;
}

const Stored = z.object({
  t: z.enum(["b", "e", "n", "d", "s", "z"]),
  v: z.union([z.number(), z.string(), z.boolean()]).optional(),
  f: z.string().optional(),
  w: z.string().optional(),
});

function cellOf(given: CellObject): Cell {
  const { t, v, f = null, w = "" } = Stored.parse(given);
  const value = t === "e" ? { error: w } : t === "z" || v === undefined ? null : v;
  return { value, formula: f, cached: t !== "z" };
}

function sheetOf(book: WorkBook, name: string): Sheet {
  const entries = Object.entries(book.Sheets[name] ?? {}).filter(([address]) => !address.startsWith("!"));
  return { name, cells: new Map(entries.map(([address, cell]) => [address, cellOf(cell)])) };
}

/** Reads a workbook by a library that is not the one that wrote it: days as serial numbers, texts as they are. */
export function readBook(bytes: Uint8Array): Book {
  const book = read(bytes, { type: "array", sheetStubs: true });
  const names = (book.Workbook?.Names ?? []).filter(({ Name }) => !Name.startsWith("_xlnm."));
  return {
    sheets: book.SheetNames.map((name) => sheetOf(book, name)),
    names: new Map(names.map(({ Name, Ref }) => [Name, Ref])),
  };
}

/** Row and column of an address, from 0. */
export function placeOf(address: string): { readonly row: number; readonly column: number } {
  const { r, c } = utils.decode_cell(address);
  return { row: r, column: c };
}
