declare module "fontkit" {
  /** As far as it is used here; fontkit 2.0.4 brings no types of its own. */
  export interface Font {
    readonly postscriptName: string;
    readonly unitsPerEm: number;
    readonly characterSet: readonly number[];
    readonly directory: { readonly tables: Readonly<Record<string, { readonly offset: number }>> };
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphsForString(text: string): readonly { readonly advanceWidth: number }[];
  }

  export function create(bytes: Uint8Array): Font;
}
