import type { AgencyRecord, CountName } from "../provinces/world.ts";
import { needNames, toldOf } from "./coarse.ts";
import { byCodePoint } from "./csv.ts";
import { monthsOfYearUpTo, windowOfMonth } from "./days.ts";
import type { Found } from "./found.ts";
import { recipeOf } from "./indicators.ts";
import { pairOf } from "./kept.ts";
import { programmeLine } from "./programmes.ts";
import type { Ground } from "./value.ts";

/** What figures need of the targets and of what every report prints; the list of the latter is in figures.md 4. */
const printed: readonly string[] = [
  ...["online-filing", "remote-filing", "online-payments", "paid-procedures", "paid-online-dossiers"],
  ...["postal-intake", "postal-return", "postal-procedures", "digitised-results", "on-time"],
];

function needsOf(programme: string): ReadonlyMap<string, readonly CountName[] | null> {
  const asked = [...printed, ...programmeLine(programme).targets.map(({ indicator }) => indicator)];
  const needs = new Map<string, readonly CountName[] | null>();
  for (const recipe of asked.map(recipeOf)) {
    if (recipe.kind === "stock" || recipe.kind === "measures") continue;
    if (recipe.kind !== "flow") needs.set("procedure", null);
    const sums =
      recipe.kind === "flow"
        ? [recipe.over, recipe.under]
        : recipe.kind === "each"
          ? [recipe.share.over, recipe.share.under]
          : [];
    for (const [name, parts] of sums.flatMap((sum) => needNames(sum))) needs.set(name, parts);
  }
  return needs;
}

/** A count that figures need and a source does not give: once per agency and count, its latest window (sources.md 1). */
export function undeliveredFindings({ question, tree, kept }: Ground): Found[] {
  const needs = needsOf(question.programme);
  const latest = new Map<AgencyRecord, Map<string, Found>>();
  for (const month of monthsOfYearUpTo(question.period)) {
    const span = windowOfMonth(month, question.scheme);
    for (const whose of tree.booked.get(month)?.values() ?? []) {
      const coarse = kept.counts.get(pairOf(whose.code, month))?.coarse ?? null;
      if (coarse === null) continue;
      const found = latest.get(whose) ?? new Map<string, Found>();
      latest.set(whose, found);
      for (const [name, parts] of needs) {
        if (parts !== null && toldOf(coarse, parts) !== null) continue;
        const place = { agency: whose.code, procedure: "", span };
        found.set(name, { ...place, rule: "count-not-delivered", expected: name, actual: "not delivered" });
      }
    }
  }
  return [...latest.values()].flatMap((found) => [...found].sort(byName).map(([, one]) => one));
}

const byName = ([one]: readonly [string, Found], [other]: readonly [string, Found]): number => byCodePoint(one, other);
