import { DocumentInvalid, FiguresDiffer } from "../domain/failure.ts";
import type { Printed } from "../ports.ts";
import { differencesOf } from "./figures.ts";
import { flowOf } from "./flow.ts";
import { breachesOf } from "./layout.ts";
import type { Page } from "./page.ts";
import { readPdf } from "./read-pdf.ts";
import { type Breach, RULES } from "./rule.ts";
import { readBack } from "./sections.ts";

async function pagesOf(bytes: Uint8Array, document: string): Promise<readonly Page[]> {
  try {
    return await readPdf(bytes);
  } catch (error) {
    const what = `${RULES.readable} (${error instanceof Error ? error.message : String(error)})`;
    throw new DocumentInvalid(document, { rule: "readable", page: 1, what }, 0);
  }
}

/** Rules on what is printed, not on its form: a number that is wrong is better told by what figures.csv says. */
const CONTENT = new Set(["table-text", "text-complete"]);

function invalid(document: string, [first, ...others]: readonly Breach[]): void {
  if (first === undefined) return;
  const what = `${RULES[first.rule]}; "${first.what}": cần ${first.expected}, in ra ${first.actual}`;
  throw new DocumentInvalid(document, { ...first, what }, others.length);
}

/**
 * Reads a rendered report back and throws what is wrong with it: first its form, then its numbers, then its words.
 *
 * @throws DocumentInvalid with the first broken rule's name and how many breaches more there are
 * @throws FiguresDiffer with the first number that differs and how many more there are
 */
export async function checkPdf(bytes: Uint8Array, { document, report, figures }: Printed): Promise<void> {
  const read = readBack(await pagesOf(bytes, document), report);
  const flow = flowOf(read);
  const breaches = breachesOf(read, flow);
  if (!breaches.every(({ rule }) => CONTENT.has(rule))) {
    invalid(
      document,
      [...breaches].sort((one, other) => Number(CONTENT.has(one.rule)) - Number(CONTENT.has(other.rule))),
    );
  }
  const [difference, ...differences] = differencesOf(read, flow, figures);
  if (difference !== undefined) {
    const { page, part, row, column, printed, expected } = difference;
    const where = `${part}, dòng "${row}", cột "${column}"`;
    throw new FiguresDiffer(document, { page, where, printed, expected }, differences.length);
  }
  invalid(document, breaches);
}
