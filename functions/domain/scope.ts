import { type Agency, type AgencyTree, LEVELS, type Level } from "./agency.ts";
import { SCOPE_NAMES, type ScopeKind } from "./figures/figure.ts";
import type { Day } from "./period.ts";
import type { Procedure, ProcedureCatalogue } from "./procedure.ts";

/** A row's scope: which agencies it sums. */
export interface Scope {
  readonly kind: ScopeKind;
  /** Empty for the province, the level for a level, the agency's code otherwise. */
  readonly code: string;
  readonly name: string;
  readonly level: Level | null;
}

/** A scope's identity among the tallies. */
export const scopeId = (scope: Pick<Scope, "kind" | "code">): string => `${scope.kind}:${scope.code}`;

const agencyScope = (kind: "area" | "agency", agency: Agency): Scope => ({
  kind,
  code: agency.code,
  name: agency.name,
  level: agency.level,
});

/** Levels that have agencies in force, in the order of print. */
const levelsInForce = (tree: AgencyTree): Level[] =>
  LEVELS.filter((level) => tree.inForce.some((agency) => agency.level === level));

/** Every scope of a report: the province, the levels, the districts with their communes, the agencies; by code. */
export function scopesOf(tree: AgencyTree): Scope[] {
  return [
    { kind: "province", code: "", name: SCOPE_NAMES.province, level: null },
    ...levelsInForce(tree).map((level): Scope => ({ kind: "level", code: level, name: SCOPE_NAMES[level], level })),
    ...tree.inForce.filter((agency) => agency.level === "huyen").map((agency) => agencyScope("area", agency)),
    ...tree.inForce.map((agency) => agencyScope("agency", agency)),
  ];
}

/**
 * The scopes that an agency's counts enter: its heir's; for an agency without an heir the province and the level it
 * had, nowhere else. No count is ever lost from the province.
 *
 * @param day last day of the counts' window: with the code it tells whose they are
 */
export function scopesFed(tree: AgencyTree, code: string, day: Day): string[] {
  const agency = tree.on(code, day);
  const heir = agency === undefined ? null : tree.heirOf(agency);
  const level = heir?.level ?? agency?.level;
  const fed = ["province:", ...(level === undefined ? [] : [`level:${level}`])];
  if (heir === null) return fed;
  const district = heir.level === "huyen" ? heir.code : heir.level === "xa" ? heir.parentCode : null;
  return [...fed, ...(district === null ? [] : [`area:${district}`]), `agency:${heir.code}`];
}

/** The catalogue's procedures of a scope, each code once. */
export function proceduresOf(scope: Scope, catalogue: ProcedureCatalogue, tree: AgencyTree): readonly Procedure[] {
  switch (scope.kind) {
    case "province":
      return levelsInForce(tree).flatMap((level) => catalogue.ofLevel(level));
    case "level":
      return scope.level === null ? [] : catalogue.ofLevel(scope.level);
    case "area": {
      const hasCommunes = tree.inForce.some((agency) => agency.level === "xa" && agency.parentCode === scope.code);
      return [...catalogue.ofLevel("huyen"), ...(hasCommunes ? catalogue.ofLevel("xa") : [])];
    }
    case "agency": {
      const agency = tree.newest(scope.code);
      return agency === undefined ? [] : catalogue.ofAgency(agency);
    }
  }
}
