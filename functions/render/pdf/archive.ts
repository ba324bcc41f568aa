import type { TDocumentInformation } from "pdfmake/interfaces.js";
import type { Attachment } from "../../ports/ports.ts";
import type { Report } from "../../report/report.ts";
import { instantOf } from "../instant.ts";
import { printable } from "../text.ts";
import { aim } from "./bookmarks.ts";
import { type Information, xmpOf } from "./xmp.ts";

/** Written as creator and producer of every document. */
export const CREATOR = "bao-cao-cntt-cchc";

export const LANGUAGE = "vi";

/** The document information: the archive's names beside those of PDF, of which "Subject" is one and the same. */
export function informationOf(report: Report): TDocumentInformation {
  const instant = instantOf(report.dataAsOf);
  const properties = Object.entries(report.archive.properties).map(([name, value]) => [name, printable(value)]);
  return {
    ...Object.fromEntries(properties),
    title: printable(`${report.kind} ${report.subject}`),
    author: printable(report.letterhead.issuer),
    subject: printable(report.archive.properties.Subject ?? report.subject),
    keywords: printable(`${report.province}, ${report.period}`),
    creator: CREATOR,
    producer: CREATOR,
    creationDate: instant,
    modDate: instant,
  };
}

/** Throws where a word was set with a letter that the font lacks: it would be printed as an empty box or not at all. */
function refuseMissingGlyphs({ fontCache }: PDFKit.PDFDocument): void {
  for (const faces of Object.values(fontCache)) {
    for (const { layoutCache } of Object.values(faces)) {
      for (const [word, { glyphs }] of Object.entries(layoutCache)) {
        if (glyphs.some((glyph) => glyph.id === 0)) throw new RangeError(`the font lacks a letter of "${word}"`);
      }
    }
  }
}

/** The document information as it is written, for the packet that has to say the same. */
function written(info: PDFKit.DocumentInfo): Information {
  return Object.fromEntries(
    Object.entries(info).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/**
 * Adds to a document that is laid out and not yet written what an archive wants of it: the number of pages, the XMP
 * packet, files inside with what they are to the document, places of the outline.
 *
 * @throws RangeError where a letter has no glyph
 */
export function finish(document: PDFKit.PDFDocument, instant: Date, attachments: readonly Attachment[]): void {
  refuseMissingGlyphs(document);
  const { start, count } = document.bufferedPageRange();
  document.info["PageAmount"] = String(start + count);
  for (const { name, mediaType, bytes, description } of attachments) {
    document.file(Buffer.from(bytes), {
      name: printable(name),
      type: mediaType,
      description: printable(description),
      relationship: "Data",
      creationDate: instant,
      modifiedDate: instant,
    });
  }
  aim(document.outline);
  // With an outline the library would have the reader's program open its panel.
  document._root.data["PageMode"] = "UseNone";
  const xml = xmpOf(written(document.info), LANGUAGE);
  const getLength = (): number => Buffer.byteLength(xml);
  document.metadata = { append() {}, end() {}, getXML: () => xml, getLength };
}
