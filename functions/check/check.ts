import type { PublishedRow } from "../domain/change.ts";
import { DocumentInvalid, FiguresDiffer } from "../domain/failure.ts";
import type { Report } from "../domain/report.ts";
import { DOCUMENT } from "./difference.ts";
import { differencesOf } from "./figures.ts";
import { breachesOf } from "./layout.ts";
import type { Page } from "./page.ts";
import { readPdf } from "./read-pdf.ts";
import { RULES } from "./rule.ts";
import { readBack } from "./sections.ts";

async function pagesOf(bytes: Uint8Array): Promise<readonly Page[]> {
  try {
    return await readPdf(bytes);
  } catch (error) {
    const what = `${RULES.readable} (${error instanceof Error ? error.message : String(error)})`;
    throw new DocumentInvalid(DOCUMENT, { rule: "readable", page: 1, what }, 0);
  }
}

/**
 * Reads a rendered report back and throws what is wrong with it: first its form, then its numbers.
 *
 * @param report the report that was rendered; appendices for the workbook only are not looked for
 * @param figures the lines of the revision's figures.csv, texts by column
 * @throws DocumentInvalid with the first broken rule's name and how many breaches more there are
 * @throws FiguresDiffer with the first number that differs and how many more there are
 */
export async function checkPdf(bytes: Uint8Array, report: Report, figures: readonly PublishedRow[]): Promise<void> {
  const read = readBack(await pagesOf(bytes), report);
  const [breach, ...breaches] = breachesOf(read);
  if (breach !== undefined) {
    const what = `${RULES[breach.rule]}; "${breach.what}": cần ${breach.expected}, in ra ${breach.actual}`;
    throw new DocumentInvalid(DOCUMENT, { ...breach, what }, breaches.length);
  }
  const [difference, ...differences] = differencesOf(read, figures);
  if (difference !== undefined) {
    const { page, part, row, column, printed, expected } = difference;
    const where = `${part}, dòng "${row}", cột "${column}"`;
    throw new FiguresDiffer(DOCUMENT, { page, where, printed, expected }, differences.length);
  }
}
