import { ONE_SYSTEM } from "../../../domain/imports/systems.ts";
import { windowOfMonth } from "../../../domain/period.ts";
import type { GapRecord } from "../../../revisions/revision.ts";
import type { Collected } from "../notes.ts";
import type { Sources } from "../sources.ts";

const keyOf = (agency: string, from: string): string => `${from} ${agency}`;

/**
 * What a report lacks: what collecting could not get, but for the months for which an import stands in. An answer of
 * theirs that was refused is told of as one that is not used; an agency of which one system alone was imported is missing.
 */
export function gapsWith(
  collected: readonly Collected[],
  { counts, incomplete, scheme }: Pick<Sources, "counts" | "incomplete" | "scheme">,
): GapRecord[] {
  const imported = new Set(
    counts.filter(({ ref }) => ref.kind === "import").map(({ agency, ref }) => keyOf(agency, ref.from)),
  );
  const lacking = new Set(incomplete.map(({ agency, month }) => keyOf(agency, windowOfMonth(month, scheme).from)));
  return collected
    .flatMap(({ gaps }) => gaps)
    .flatMap((gap): GapRecord[] => {
      const key = keyOf(gap.agency, gap.window.from);
      if (gap.rule === "agency-missing" && lacking.has(key)) return [{ ...gap, actual: ONE_SYSTEM }];
      if (gap.rule === "refresh-failed" || !imported.has(key)) return [gap];
      if (gap.rule === "agency-missing") return [];
      return [{ ...gap, rule: "refresh-failed", procedure: "", expected: "counts", actual: "answer invalid" }];
    });
}
