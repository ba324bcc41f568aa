import type { Checks } from "../ports/checks.ts";

/** The checks of rendered documents, each loaded when it is first used. */
export function lazyChecks(): Checks {
  return {
    pdf: async (bytes, printed) => (await import("./pdf.ts")).checkPdf(bytes, printed),
    docx: async (bytes, written) => (await import("./docx.ts")).checkDocx(bytes, written),
    xlsx: async (bytes, written) => (await import("./xlsx.ts")).checkXlsx(bytes, written),
  };
}
