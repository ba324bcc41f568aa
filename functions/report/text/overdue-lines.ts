import type { Agency } from "../../domain/agency.ts";
import { SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { monthsOf } from "../../domain/period.ts";
import type { Scope } from "../../domain/scope.ts";
import type { PairSums } from "../../domain/sums/pair-sums.ts";
import type { Composition } from "../composition.ts";

export const WHOLE: Scope = { kind: "province", code: "", name: SCOPE_NAMES.province, level: null };

/** The scope of a report: the province, or the agency that reports of itself. */
export const scopeOf = (agency: Agency | null): Scope => (agency === null ? WHOLE : { kind: "agency", ...agency });

/** Overdue dossiers of one agency or field: resolved late in the period, and still open past their day. */
export interface OverdueLine {
  readonly name: string;
  readonly late: number;
  /** Null where counts of the last month are missing. */
  readonly open: number | null;
}

export const overdueOf = ({ late, open }: OverdueLine): number => late + (open ?? 0);

/** Null where it is not told who was late. */
function lineOf(name: string, sums: PairSums | null, isOpenKnown: boolean): OverdueLine | null {
  const late = sums?.sum(["resolvedLate"]) ?? null;
  return late === null ? null : { name, late, open: isOpenKnown ? (sums?.sum(["pendingOverdue"]) ?? null) : null };
}

/** Whether it is known of every agency of a scope how many dossiers are open past their day. */
export const isOpenKnown = ({ figures: { evidence }, inputs }: Composition, scope: Scope): boolean =>
  evidence.isWhole([scope], monthsOf(inputs.period).at(-1) ?? "", ["pendingOverdue"]);

/** The overdue dossiers of one agency; null where nothing of it is known. */
export function overdueLineOf(
  composition: Composition,
  agency: Agency,
  isKnown = isOpenKnown(composition, scopeOf(agency)),
): OverdueLine | null {
  return lineOf(composition.names.of(agency), composition.figures.evidence.sums([scopeOf(agency)]), isKnown);
}

/** Dossiers of the whole province that are open past their day; 0 where counts of the last month are missing. */
export const openOverdue = (composition: Composition): number =>
  isOpenKnown(composition, WHOLE) ? (composition.figures.evidence.sums([WHOLE])?.sum(["pendingOverdue"]) ?? 0) : 0;

/** Dossiers of the province that are open past their day, without those of the office that reports. */
export interface OpenOverdue {
  readonly others: number;
  readonly own: number;
  /** Who has most of them, first; the office that reports is not among them. */
  readonly most: readonly OverdueLine[];
}

const MOST = 3;

/** @param issuer the agency that reports, where it is one of those that handle dossiers */
export function openOverdueBeside(composition: Composition, issuer: Agency | undefined): OpenOverdue {
  const whole = openOverdue(composition);
  if (whole === 0) return { others: 0, own: 0, most: [] };
  const openOf = (agency: Agency): number => overdueLineOf(composition, agency)?.open ?? 0;
  const lines = composition.tree.inForce
    .filter(({ code }) => code !== issuer?.code)
    .map((agency): OverdueLine => ({ name: composition.names.of(agency), late: 0, open: openOf(agency) }))
    .sort((left, right) => overdueOf(right) - overdueOf(left));
  const next = lines[MOST];
  const most = lines.slice(0, MOST).filter((line) => overdueOf(line) > (next === undefined ? 0 : overdueOf(next)));
  const own = issuer === undefined ? 0 : openOf(issuer);
  return { others: whole - own, own, most: lines.length > MOST ? most : [] };
}

const someOnly = (lines: readonly OverdueLine[]): OverdueLine[] => lines.filter((line) => overdueOf(line) > 0);

/** The agencies in force that have overdue dossiers. */
export function overdueByAgency(composition: Composition): OverdueLine[] {
  // Parts of one whole: where it lacks what is open somewhere, so do they.
  const isKnown = isOpenKnown(composition, WHOLE);
  return someOnly(composition.tree.inForce.flatMap((agency) => overdueLineOf(composition, agency, isKnown) ?? []));
}

/** The fields (lĩnh vực) that have overdue dossiers, of one agency or of all of them. */
export function overdueByField(composition: Composition, agency: Agency | null): OverdueLine[] {
  const { figures, tree } = composition;
  const isKnown = isOpenKnown(composition, scopeOf(agency));
  const fields = new Map<string, OverdueLine>();
  for (const { code } of agency === null ? tree.inForce : [agency]) {
    for (const [name, sums] of figures.evidence.fields(code)) {
      const line = lineOf(name, sums, isKnown);
      if (line === null) continue;
      const { late, open } = line;
      const known = fields.get(name) ?? { name, late: 0, open: isKnown ? 0 : null };
      fields.set(name, { name, late: known.late + late, open: known.open === null ? null : known.open + (open ?? 0) });
    }
  }
  return someOnly([...fields.values()]);
}
