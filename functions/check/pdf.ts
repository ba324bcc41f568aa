import { DocumentInvalid, FiguresDiffer } from "../domain/failure.ts";
import type { LayoutWarning } from "../domain/quality/layout.ts";
import type { ReportCheckInput } from "../ports/checks.ts";
import type { Difference } from "./figures/difference.ts";
import { differencesOf } from "./figures/figures.ts";
import { breachesOf } from "./layout/layout.ts";
import { type Breach, isContent, RULES } from "./layout/rule.ts";
import { flowOf } from "./reading/flow.ts";
import type { Page } from "./reading/page.ts";
import { readPdf } from "./reading/pdf.ts";
import { readBack } from "./reading/sections.ts";

async function pagesOf(bytes: Uint8Array, document: string): Promise<readonly Page[]> {
  try {
    return await readPdf(bytes);
  } catch (error) {
    throw new DocumentInvalid(document, { rule: "readable", page: 1, what: RULES.readable }, 0, { cause: error });
  }
}

function refuseDifferences(document: string, [first, ...others]: readonly Difference[]): void {
  if (first === undefined) return;
  const { page, part, row, column, printed, expected } = first;
  const where = `${part}, dòng "${row}", cột "${column}"`;
  throw new FiguresDiffer(document, { page, where, printed, expected }, others.length);
}

const foundText = ({ what, expected, actual }: Breach): string => `"${what}": cần ${expected}, in ra ${actual}`;

function refuseIncomplete(document: string, [first, ...others]: readonly Breach[]): void {
  if (first === undefined) return;
  const what = `${RULES[first.rule]}; ${foundText(first)}`;
  throw new DocumentInvalid(document, { ...first, what }, others.length);
}

/** Each broken rule once, in the order in which they were found. */
const warningsOf = (document: string, breaches: readonly Breach[]): LayoutWarning[] =>
  [...Map.groupBy(breaches, ({ rule }) => rule)].flatMap(([rule, [first, ...others]]): LayoutWarning[] => {
    if (first === undefined) return [];
    const demand = RULES[rule];
    const found = foundText(first);
    return [{ document, rule, demand, page: first.page, found, others: others.length }];
  });

/**
 * Reads a rendered report back: throws where its numbers or words are not those of the report, and gives the rules of
 * typesetting that it breaks, which stop nothing.
 *
 * @throws DocumentInvalid where the file cannot be read, or words of the report are not in it (`isContent`)
 * @throws FiguresDiffer with the first number that differs and how many more there are
 */
export async function checkPdf(
  bytes: Uint8Array,
  { document, report, ...published }: ReportCheckInput,
): Promise<readonly LayoutWarning[]> {
  const read = readBack(await pagesOf(bytes, document), report);
  const flow = flowOf(read);
  refuseDifferences(document, differencesOf(read, flow, published));
  const breaches = breachesOf(read, flow);
  refuseIncomplete(document, breaches.filter(isContent));
  return warningsOf(
    document,
    breaches.filter((breach) => !isContent(breach)),
  );
}
