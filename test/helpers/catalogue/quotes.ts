import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadCatalogue } from "../../../functions/catalogue/catalogue.ts";
import type { Programme } from "../../../functions/domain/programme.ts";
import { TEMPLATES } from "./templates.ts";

/** The project's own programmes, of every province. */
export const programmes = ["ba-ria-vung-tau", "dong-nai", "quang-tri"].flatMap((id) =>
  loadCatalogue(TEMPLATES).programmes(id),
);

/** On one line: scans break lines, and pages within sentences. */
export const flat = (text: string): string => text.replace(/\s+/g, " ").trim();

export const documentOf = (programme: Pick<Programme, "id">): string =>
  readFileSync(join(TEMPLATES, "documents", `${programme.id}.txt`), "utf8");

/** The document's words without the marks of bold type that its transcript has. */
export const wordsOf = (programme: Pick<Programme, "id">): string => documentOf(programme).replaceAll("**", "");

/** The quote on one line, as it was scanned: every mend undone. */
export const scanned = (programme: Programme, quote: string): string =>
  programme.ocrCorrections.reduce((text, mend) => text.replaceAll(mend.printed, mend.scanned), flat(quote));
