import type { Agency, Level } from "../agency.ts";
import { CoarseCounts, UNKNOWN_COUNTS } from "../counts.ts";
import type { Day } from "../period.ts";
import type { PortalTree, PortalUnit } from "./answers.ts";
import type { PortalAnswers } from "./kept.ts";
import { withoutProvince } from "./match.ts";

/** The portal evaluates units of the government of two levels, which began on this day (Nghị quyết 202/2025/QH15). */
const SINCE: Day = "2025-07-01";

const LEVELS: Readonly<Record<string, Level>> = { PROVINCE: "so", COMMUNE: "xa" };

const codeOf = ({ code, id }: PortalUnit): string => code ?? id;

/** The agencies of a province as the portal knows them; a unit of another level than those two is none. */
export const agenciesIn = ({ units }: PortalTree): Agency[] =>
  units.flatMap((unit) => {
    const level = LEVELS[unit.level ?? ""];
    if (level === undefined) return [];
    return [
      {
        code: codeOf(unit),
        name: withoutProvince(unit.name),
        level,
        parentCode: null,
        validFrom: SINCE,
        validTo: null,
        successors: [],
      },
    ];
  });

/**
 * What the portal's answers say of one agency in the contract's counts: dossiers with a financial obligation and those of
 * them paid online. Its other counts are of other dossiers: "tiếp nhận" there holds all that were open in the period,
 * "đúng hạn" those that are still in time. Null where it does not tell of the agency.
 */
export function portalCounts({ groups }: PortalAnswers, agency: string): CoarseCounts[] | null {
  const unit = groups.TTTT?.said.units.find((one) => codeOf(one) === agency);
  if (unit === undefined || unit.share === null) return null;
  const { numerator, denominator } = unit.share;
  return [
    CoarseCounts.parse({ field: "", ...UNKNOWN_COUNTS, feeDossiers: denominator, paidOnlineDossiers: numerator }),
  ];
}
