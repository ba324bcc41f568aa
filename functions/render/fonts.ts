import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { printable } from "./text.ts";

export type Face = "regular" | "bold" | "italic" | "boldItalic";

/** One face of Tinos: the metrics of Times New Roman, every Vietnamese letter, SIL Open Font License 1.1. */
export interface Font {
  /** PostScript name. Under it the PDF library finds a face again that it has loaded for this document. */
  readonly name: string;
  /** The font file without what only shaping needs. */
  readonly bytes: Buffer;
  /** Advance widths by code point, in em; a code point that is not a key has no glyph. */
  readonly advances: ReadonlyMap<number, number>;
}

const FILES: Readonly<Record<Face, string>> = {
  regular: "400Regular/Tinos_400Regular.ttf",
  bold: "700Bold/Tinos_700Bold.ttf",
  italic: "400Regular_Italic/Tinos_400Regular_Italic.ttf",
  boldItalic: "700Bold_Italic/Tinos_700Bold_Italic.ttf",
};

interface FontTable {
  readonly offset: number;
  readonly length: number;
}

/** The tables of the font file (OpenType, "Table Directory"). */
function tablesOf(bytes: Buffer): ReadonlyMap<string, FontTable> {
  const tables = new Map<string, FontTable>();
  for (let index = 0; index < bytes.readUInt16BE(4); index++) {
    const entry = 12 + index * 16;
    const tag = bytes.toString("latin1", entry, entry + 4);
    tables.set(tag, { offset: bytes.readUInt32BE(entry + 8), length: bytes.readUInt32BE(entry + 12) });
  }
  return tables;
}

/** Kerning, ligatures and placing of marks: word processors leave them off for Times New Roman, NFC needs none. */
const SHAPING = ["GDEF", "GPOS", "GSUB"];

/** The part of `post` without the glyphs' names, and the version that says so. */
const POST = { length: 32, version: 0x00030000 };

/**
 * The font file without its shaping tables and glyph names. The PDF library parses and applies them anew for every
 * document, which took longer than everything else; without them a line is exactly as wide as `widthOf` says.
 */
function slimmed(bytes: Buffer, tables: ReadonlyMap<string, FontTable>): Buffer {
  const kept = [...tables].filter(([tag]) => !SHAPING.includes(tag));
  const directory = Buffer.alloc(12 + 16 * kept.length);
  bytes.copy(directory, 0, 0, 12);
  directory.writeUInt16BE(kept.length, 4);
  const parts: Buffer[] = [directory];
  let offset = directory.length;
  kept.forEach(([tag, table], index) => {
    const length = tag === "post" ? POST.length : table.length;
    const part = Buffer.alloc(Math.ceil(length / 4) * 4);
    bytes.copy(part, 0, table.offset, table.offset + length);
    if (tag === "post") part.writeUInt32BE(POST.version, 0);
    const entry = 12 + 16 * index;
    directory.write(tag, entry, "latin1");
    directory.writeUInt32BE(offset, entry + 8);
    directory.writeUInt32BE(length, entry + 12);
    parts.push(part);
    offset += part.length;
  });
  return Buffer.concat(parts);
}

/** The glyph of every code point, from the cmap's Windows Unicode subtable of format 4, which all four faces have. */
function* glyphs(bytes: Buffer, cmap: number): Generator<readonly [codePoint: number, glyph: number]> {
  const at = (offset: number): number => bytes.readUInt16BE(offset);
  const entries = Array.from({ length: at(cmap + 2) }, (_, index) => cmap + 4 + index * 8);
  const entry = entries.find((offset) => at(offset) === 3 && at(offset + 2) === 1);
  const table = cmap + (entry === undefined ? 0 : bytes.readUInt32BE(entry + 4));
  if (entry === undefined || at(table) !== 4) throw new RangeError("the font has no cmap of format 4");
  const doubled = at(table + 6);
  const [ends, starts] = [table + 14, table + 16 + doubled];
  for (let segment = 0; segment < doubled; segment += 2) {
    const [start, end, delta] = [at(starts + segment), at(ends + segment), at(starts + doubled + segment)];
    const offsetAt = starts + 2 * doubled + segment;
    for (let code = start; code <= end && code < 0xffff; code++) {
      const raw = at(offsetAt) === 0 ? code : at(offsetAt + at(offsetAt) + 2 * (code - start));
      const glyph = raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) yield [code, glyph];
    }
  }
}

function load(name: string, file: string): Font {
  const bytes = readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${file}`));
  const tables = tablesOf(bytes);
  const at = (tag: string): number => {
    const table = tables.get(tag);
    if (table === undefined) throw new RangeError(`${file} has no table ${tag}`);
    return table.offset;
  };
  const unitsPerEm = bytes.readUInt16BE(at("head") + 18);
  const lastMetric = bytes.readUInt16BE(at("hhea") + 34) - 1;
  const advances = new Map<number, number>();
  for (const [code, glyph] of glyphs(bytes, at("cmap"))) {
    advances.set(code, bytes.readUInt16BE(at("hmtx") + 4 * Math.min(glyph, lastMetric)) / unitsPerEm);
  }
  return { name, bytes: slimmed(bytes, tables), advances };
}

let loaded: Readonly<Record<Face, Font>> | undefined;

/** The four faces, read and parsed once per process. */
export function tinos(): Readonly<Record<Face, Font>> {
  loaded ??= {
    regular: load("Tinos-Regular", FILES.regular),
    bold: load("Tinos-Bold", FILES.bold),
    italic: load("Tinos-Italic", FILES.italic),
    boldItalic: load("Tinos-BoldItalic", FILES.boldItalic),
  };
  return loaded;
}

/** Width of a text on one line in points. */
export function widthOf(text: string, face: Face, size: number): number {
  const { advances } = tinos()[face];
  let width = 0;
  for (let index = 0; index < text.length; index++) width += advances.get(text.charCodeAt(index)) ?? 0.5;
  return width * size;
}

const MISSING = "□";

/**
 * A text that the font can print in full: `printable`, and every letter without a glyph as "□", or "?" where the font
 * has no "□" either. PDF writers print nothing at all for such a letter, and nobody would see that it is gone.
 */
export function inFont(text: string): string {
  const { advances } = tinos().regular;
  const mark = advances.has(MISSING.charCodeAt(0)) ? MISSING : "?";
  let result = "";
  for (const letter of printable(text)) result += advances.has(letter.codePointAt(0) ?? 0) ? letter : mark;
  return result;
}
