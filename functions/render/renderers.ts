import type { Renderers } from "../ports.ts";

/** The renderers, each loaded when it is first used: a run with nothing new never loads them. */
export function lazyRenderers(): Renderers {
  return {
    pdf: async (report, attachments) => (await import("./pdf.ts")).renderPdf(report, attachments),
    xlsx: async (workbook) => (await import("./xlsx.ts")).renderXlsx(workbook),
    merged: async (parts, about) => (await import("./merge.ts")).mergePdfs(parts, about),
    figuresCsv: async (rows) => (await import("./csv.ts")).figuresCsv(rows),
    qualityCsv: async (findings) => (await import("./csv.ts")).qualityCsv(findings),
    changesCsv: async (changes) => (await import("./csv.ts")).changesCsv(changes),
    readCsv: async (text) => (await import("./csv.ts")).readCsv(text),
  };
}
