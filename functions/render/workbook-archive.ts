import { unzipSync, zipSync } from "fflate";

/**
 * Packs a workbook's parts anew, in the order of their names and all with one date, because the workbook library
 * writes the clock into the archive.
 *
 * The date is built from local fields and the archiver reads local fields, so every zone writes 1980-01-01 00:00.
 */
export function repacked(archive: Uint8Array): Uint8Array {
  const parts = Object.entries(unzipSync(archive)).filter(([name]) => !name.endsWith("/"));
  parts.sort(([left], [right]) => (left < right ? -1 : 1));
  return zipSync(Object.fromEntries(parts), { level: 6, mtime: new Date(1980, 0, 1) });
}
