import type { Checks } from "../ports.ts";

/** The checks of rendered documents, each loaded when it is first used. */
export function lazyChecks(): Checks {
  return {
    pdf: async (bytes, printed) => (await import("./check.ts")).checkPdf(bytes, printed),
    xlsx: async (bytes, written) => (await import("./check-workbook.ts")).checkXlsx(bytes, written),
  };
}
