import { unzipSync, zipSync } from "fflate";
import type { WorkbookChart } from "../../report/workbook.ts";
import { withCharts } from "./charts.ts";
import { stylesInOrder, worksheetInOrder } from "./order.ts";
import { type Parts, partBytes, partText } from "./package.ts";

const WORKSHEET = /^xl\/worksheets\/[^/]+\.xml$/;

function inOrder(parts: Parts): Parts {
  const changed = Object.keys(parts).map((name) => {
    if (WORKSHEET.test(name)) return [name, partBytes(worksheetInOrder(partText(parts, name)))] as const;
    if (name === "xl/styles.xml") return [name, partBytes(stylesInOrder(partText(parts, name)))] as const;
    return [name, parts[name] ?? new Uint8Array()] as const;
  });
  return Object.fromEntries(changed);
}

/**
 * Packs a workbook's parts anew with its charts, in the order of their names and all with one date, because the
 * workbook library writes the clock into the archive, and some elements where the schema has others.
 *
 * The date is built from local fields and the archiver reads local fields, so every zone writes 1980-01-01 00:00.
 */
export function repacked(
  archive: Uint8Array,
  charts: ReadonlyMap<string, readonly WorkbookChart[]> = new Map(),
): Uint8Array {
  const files = Object.entries(unzipSync(archive)).filter(([name]) => !name.endsWith("/"));
  const parts = Object.entries(inOrder(withCharts(Object.fromEntries(files), charts)));
  parts.sort(([left], [right]) => (left < right ? -1 : 1));
  return zipSync(Object.fromEntries(parts), { level: 6, mtime: new Date(1980, 0, 1) });
}
