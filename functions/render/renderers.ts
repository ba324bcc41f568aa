import type { Renderers } from "../ports/ports.ts";

/** The renderers, each loaded when it is first used: a run with nothing new never loads them. */
export function lazyRenderers(): Renderers {
  return {
    pdf: async (report, attachments) => (await import("./pdf/pdf.ts")).renderPdf(report, attachments),
    docx: async (report) => (await import("./docx/docx.ts")).renderDocx(report),
    xlsx: async (workbook) => (await import("./xlsx/xlsx.ts")).renderXlsx(workbook),
    firstPage: async (pdf) => (await import("./pdf/first-page.ts")).firstPage(pdf),
    merged: async (parts, about) => (await import("./pdf/merge.ts")).mergePdfs(parts, about),
    figuresCsv: async (rows) => (await import("./csv.ts")).figuresCsv(rows),
    qualityCsv: async (findings) => (await import("./csv.ts")).qualityCsv(findings),
    changesCsv: async (changes) => (await import("./csv.ts")).changesCsv(changes),
    whatIfCsv: async (periods) => (await import("./csv.ts")).whatIfCsv(periods),
    crossCheckCsv: async (crossCheck) => (await import("./csv.ts")).crossCheckCsv(crossCheck),
    readFigures: async (text, file) => (await import("./csv.ts")).parseFiguresCsv(text, file),
    readChanges: async (text, file) => (await import("./csv.ts")).parseChangesCsv(text, file),
  };
}
