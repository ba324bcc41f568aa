import { type Month, monthBefore } from "../period.ts";
import type { ImportSubject } from "./import-name.ts";
import type { SourceSystem } from "./reading.ts";

/** An import that is in force, and the month it is of. */
export interface ImportedMonth extends ImportSubject {
  readonly month: Month;
}

/** What the gap of an agency says that has two systems and one of them alone is there. */
export const ONE_SYSTEM = "one system of two";

const yearOf = (month: Month): string => month.slice(0, 4);

/** Whether an import in one month makes its system expected in another: the month after, and the rest of the year. */
const isExpectedAfter = (month: Month, earlier: Month): boolean =>
  monthBefore(month) === earlier || (earlier < month && yearOf(earlier) === yearOf(month));

/**
 * The agencies' months of which one system was imported, and another that was there before is not: their sums would lack
 * its dossiers.
 */
export function incompleteMonths(imports: readonly ImportedMonth[]): Omit<ImportedMonth, "system">[] {
  const byAgency = Map.groupBy(imports, ({ agency }) => agency);
  return [...byAgency].flatMap(([agency, own]) => {
    const byMonth = new Map<Month, Set<SourceSystem>>();
    for (const { month, system } of own) byMonth.set(month, (byMonth.get(month) ?? new Set()).add(system));
    const lacks = (month: Month, systems: ReadonlySet<SourceSystem>): boolean =>
      own.some((other) => !systems.has(other.system) && isExpectedAfter(month, other.month));
    return [...byMonth].filter(([month, systems]) => lacks(month, systems)).map(([month]) => ({ agency, month }));
  });
}
