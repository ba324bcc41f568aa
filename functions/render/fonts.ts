import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font as OpenTypeFont } from "fontkit";
import { printable } from "./text.ts";

export type Face = "regular" | "bold" | "italic" | "boldItalic";

/** One face of Tinos: the metrics of Times New Roman, every Vietnamese letter, SIL Open Font License 1.1. */
export interface Font {
  /** PostScript name. Under it the PDF library finds a face again that it has loaded for this document. */
  readonly name: string;
  /** The font file without what only shaping needs. */
  readonly bytes: Buffer;
  /** The same file, parsed. */
  readonly parsed: OpenTypeFont;
}

/** Kerning, ligatures and placing of marks: word processors leave them off for Times New Roman, NFC needs none. */
const SHAPING = ["GDEF", "GPOS", "GSUB"];

/** The version of the table `post` that says that it has no names of glyphs. */
const NO_NAMES = 0x00030000;

/**
 * Hides the shaping tables and the glyphs' names from readers of a font file. The PDF library parses and applies them
 * anew for every document, which took longer than everything else; without them a line is exactly as wide as `widthOf`
 * says. It has no switch that spares the parsing, and its reader writes no whole fonts.
 */
function hideShaping(bytes: Buffer): void {
  const directory = bytes.subarray(0, 12 + 16 * bytes.readUInt16BE(4));
  for (const tag of SHAPING) directory.write("none", directory.indexOf(tag), "latin1");
  bytes.writeUInt32BE(NO_NAMES, directory.readUInt32BE(directory.indexOf("post") + 8));
}

function load(file: string): Font {
  const bytes = readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/tinos/${file}`));
  hideShaping(bytes);
  const parsed = create(bytes);
  return { name: parsed.postscriptName, bytes, parsed };
}

let loaded: Readonly<Record<Face, Font>> | undefined;

/** The four faces, read once per process. */
export function tinos(): Readonly<Record<Face, Font>> {
  loaded ??= {
    regular: load("400Regular/Tinos_400Regular.ttf"),
    bold: load("700Bold/Tinos_700Bold.ttf"),
    italic: load("400Regular_Italic/Tinos_400Regular_Italic.ttf"),
    boldItalic: load("700Bold_Italic/Tinos_700Bold_Italic.ttf"),
  };
  return loaded;
}

/** Width of a text on one line in points. */
export function widthOf(text: string, face: Face, size: number): number {
  const { parsed } = tinos()[face];
  const width = parsed.glyphsForString(text).reduce((sum, { advanceWidth }) => sum + advanceWidth, 0);
  return (width / parsed.unitsPerEm) * size;
}

/** The size in quarters of a point, `size` at most, at which a text is on one line of this width. */
export function fittingSize(text: string, face: Face, size: number, width: number): number {
  const natural = widthOf(text, face, size);
  return Math.min(size, Math.floor((size * width * 4) / natural) / 4);
}

/** Printed for a letter that the font lacks; all four faces have it. */
const MISSING = "□";

/**
 * A text that the font can print in full: `printable`, and every letter without a glyph as "□". PDF writers print
 * nothing at all for such a letter, and nobody would see that it is gone.
 */
export function inFont(text: string): string {
  const { parsed } = tinos().regular;
  let result = "";
  for (const letter of printable(text)) {
    result += parsed.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) ? letter : MISSING;
  }
  return result;
}
