import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

/** `2023-06-15T06:00:00Z`, as Office Open XML writes an instant. */
const w3c = (instant: Date): string => instant.toISOString().replace(/\.\d+Z$/, "Z");

/** The dates of the document's properties, which the library takes from the clock. */
const dated = (xml: string, instant: Date): string =>
  xml.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, (_, open: string) => `${open}${w3c(instant)}`);

/** Numbers of drawings, which the library counts on over the life of the process, counted within the document. */
function numberedDrawings(xml: string): string {
  let number = 0;
  return xml.replace(/(<wp:docPr [^>]*?\bid=")\d+/g, (_, open: string) => `${open}${++number}`);
}

/**
 * Packs a document's parts anew, in the order of their names and all with one date, without what the library takes
 * from the clock or from its own history.
 *
 * The date is built from local fields and the archiver reads local fields, so every zone writes 1980-01-01 00:00.
 */
export function repacked(archive: Uint8Array, instant: Date): Uint8Array {
  const parts = Object.entries(unzipSync(archive))
    .filter(([name]) => !name.endsWith("/"))
    .map(([name, bytes]): [string, Uint8Array] => {
      if (name === "docProps/core.xml") return [name, strToU8(dated(strFromU8(bytes), instant))];
      if (name === "word/document.xml") return [name, strToU8(numberedDrawings(strFromU8(bytes)))];
      return [name, bytes];
    })
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  return zipSync(Object.fromEntries(parts), { level: 6, mtime: new Date(1980, 0, 1) });
}
