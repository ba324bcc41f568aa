import "pdfmake";

declare module "pdfmake" {
  /** pdfmake's files in memory; the published types leave it out. */
  export const virtualfs: { writeFileSync(name: string, bytes: Uint8Array): void };
}

declare global {
  /** Parts of the laid-out document that the published types leave out, as pdfkit 0.19.1 and pdfmake 0.3.11 have them. */
  namespace PDFKit {
    interface PDFDocument {
      /** The XMP packet: the library adds its own words to it, ends it and writes what `getXML` gives. */
      metadata: { append(): void; end(): void; getXML(): string; getLength(): number };
      /** Every word that was set or measured, with its glyphs, by family and style. */
      readonly fontCache: Record<string, Record<string, { readonly layoutCache: Record<string, { glyphs: Glyph[] }> }>>;
      /** The catalogue of the document. */
      readonly _root: { data: Record<string, unknown> };
    }
    interface Glyph {
      /** 0 is .notdef. */
      readonly id: number;
    }
    interface PDFOutline {
      readonly outlineData: Record<string, unknown>;
    }
    interface DocumentInfo {
      [name: string]: string | Date | undefined;
    }
    namespace Mixins {
      interface PDFAttachmentOptions {
        /** What the file is to the document (ISO 32000-2, 14.13). */
        relationship?: "Data";
      }
    }
  }
}
