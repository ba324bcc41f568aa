import { type AgencyTree, agenciesOfWindow } from "../agency.ts";
import { noSums, ONLINE, RECEIVED } from "../counts.ts";
import { type Day, type Month, monthsOf, windowOfMonth } from "../period.ts";
import type { Procedure } from "../procedure.ts";
import { scopesFed } from "../scope.ts";
import type { MonthDigest } from "../sums/digest.ts";
import { knownOf, sumKnown } from "../sums/known-counts.ts";
import { PairSums, type Place } from "../sums/pair-sums.ts";
import type { Inputs } from "./inputs.ts";

/** Into which parts of an agency's sums a procedure's counts enter. */
export type PartsOf = (procedure: string) => readonly string[];

const INTERNAL = "internal";
const FIELD = "field:";

/** Under which field counts stand whose procedure the catalogue does not know. */
export const UNKNOWN_FIELD = "Thủ tục ngoài danh mục";

/** Into which part the counts of a field enter that a source gives as they are. */
export const partOfField = (field: string): string => `${FIELD}${field}`;

/** By the catalogue of the report's last day: the procedure's field, and whether it is an internal service. */
export function partsBy(procedures: readonly Procedure[]): PartsOf {
  const parts = new Map(
    procedures.map(({ code, field, internal, service }) => [
      code,
      [partOfField(field), ...(internal && service !== "information" ? [INTERNAL] : [])],
    ]),
  );
  return (procedure) => parts.get(procedure) ?? [partOfField(UNKNOWN_FIELD)];
}

/** Where an answer stands, and the last day of its window. */
type AnswerPlace = Place & { readonly to: Day };

type Visit = (agency: string, digest: MonthDigest, place: AnswerPlace) => void;

/** Every answer of the period's months, agency by agency. */
function visitPeriod(inputs: Inputs, visit: Visit): void {
  const months: readonly Month[] = monthsOf(inputs.period);
  for (const [index, month] of months.entries()) {
    const window = windowOfMonth(month, inputs.scheme);
    const place = { month, to: window.to, first: index === 0, last: index === months.length - 1 };
    for (const agency of agenciesOfWindow(inputs.lists, window)) {
      const digest = inputs.digests(agency, month);
      if (digest !== undefined) visit(agency, digest, place);
    }
  }
}

/**
 * Internal services of the period by scope: dossiers filed online and received (chỉ số internal-online); a scope of
 * which nobody answered by procedure is not there.
 */
export type InternalCounts = ReadonlyMap<string, { readonly online: number; readonly received: number }>;

export function internalCounts(inputs: Inputs, tree: AgencyTree): InternalCounts {
  const counts = new Map<string, { online: number; received: number }>();
  visitPeriod(inputs, (agency, { procedures, parts }, { to }) => {
    if (procedures === null) return;
    const sums = parts.get(INTERNAL) ?? knownOf(noSums());
    const [online, received] = [sumKnown(sums, ONLINE) ?? 0, sumKnown(sums, RECEIVED) ?? 0];
    for (const scope of scopesFed(tree, agency, to)) {
      const known = counts.get(scope) ?? { online: 0, received: 0 };
      counts.set(scope, { online: known.online + online, received: known.received + received });
    }
  });
  return counts;
}

/** The period's sums of one agency by field (lĩnh vực), its predecessors' included; fields by the Vietnamese alphabet. */
export type FieldSums = ReadonlyMap<string, PairSums>;

const byField = ([left]: readonly [string, PairSums], [right]: readonly [string, PairSums]): number =>
  left.localeCompare(right, "vi");

/** The sums by field of every agency in force that has counts, by its code. */
export function fieldSums(inputs: Inputs, tree: AgencyTree): ReadonlyMap<string, FieldSums> {
  const agencies = new Map<string, Map<string, PairSums>>();
  visitPeriod(inputs, (agency, { procedures, parts }, place) => {
    const code = tree.successorOf(agency, place.to)?.code;
    if (code === undefined) return;
    const fields = agencies.get(code) ?? new Map<string, PairSums>();
    agencies.set(code, fields);
    for (const [part, sums] of parts) {
      if (!part.startsWith(FIELD)) continue;
      const field = part.slice(FIELD.length);
      const into = fields.get(field) ?? new PairSums();
      into.add(sums, procedures !== null, place);
      fields.set(field, into);
    }
  });
  return new Map([...agencies].map(([code, fields]) => [code, new Map([...fields].sort(byField))]));
}
