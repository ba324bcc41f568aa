import type { Checks } from "../ports.ts";

/** The check of a rendered document, loaded when it is first used. */
export function lazyChecks(): Checks {
  return { pdf: async (bytes, printed) => (await import("./check.ts")).checkPdf(bytes, printed) };
}
