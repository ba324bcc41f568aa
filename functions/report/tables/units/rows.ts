import { type Agency, byCode, type Level } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import type { Composition } from "../../composition.ts";
import { sentence } from "../../wording.ts";
import type { TableRow } from "../spec.ts";
import { count, text } from "../value.ts";
import { type Numbered, type Unit, unitRow } from "./columns.ts";

/** Agencies beside each other, under the name of their district where there is one. */
interface Group {
  readonly district: string | null;
  readonly agencies: readonly Agency[];
}

/** Communes by district while there are districts, in the order of the districts' codes; those in none come first. */
function groupsOf({ tree, names }: Composition, agencies: readonly Agency[]): Group[] {
  const districts = new Map(tree.inForce.filter(({ level }) => level === "huyen").map((one) => [one.code, one]));
  const codeOf = ({ level, parentCode }: Agency): string =>
    level === "xa" && parentCode !== null && districts.has(parentCode) ? parentCode : "";
  const groups = [...Map.groupBy(agencies, codeOf)].sort(([left], [right]) => byCode(left, right));
  return groups.map(([code, own]) => {
    const district = districts.get(code);
    return { district: district === undefined ? null : sentence(names.unit(district)), agencies: own };
  });
}

/** How a level's agencies are put together. */
interface Asked {
  /** Whether these are all agencies of the level: its own figures then come first. */
  readonly isWhole: boolean;
  /** Whether the name of the district is over its communes. */
  readonly headed: boolean;
}

/** The agencies of a level. */
export function levelRows(
  composition: Composition,
  level: Level,
  targets: readonly Numbered[],
  agencies: readonly Agency[],
  { isWhole, headed }: Asked,
): TableRow<Unit>[] {
  const total = unitRow(targets, { scope: "level", code: level, level, name: SCOPE_NAMES[level], number: text("") });
  let number = 0;
  const rows = groupsOf(composition, agencies).flatMap(({ district, agencies: own }): TableRow<Unit>[] => [
    ...(district === null || !headed ? [] : [{ kind: "group" as const, cells: [text(""), text(district)] }]),
    ...own.map((agency) => {
      number += 1;
      const name = composition.names.of(agency);
      return unitRow(targets, { scope: "agency", code: agency.code, level, name, number: count(number) });
    }),
  ]);
  return isWhole ? [total, ...rows] : rows;
}
