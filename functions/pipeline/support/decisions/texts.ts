import type { AgencyTree } from "../../../domain/agency.ts";
import { precedenceOf } from "../../../domain/figures/precedence.ts";
import { type Period, windowOf } from "../../../domain/period.ts";
import type { Programme } from "../../../domain/programme.ts";
import type { Province } from "../../../domain/province.ts";
import type { TemplateCatalogue } from "../../../ports/ports.ts";
import { contradictionTexts, endedTexts, levellessTexts } from "../../../report/text/decisions.ts";
import { programmesOf } from "../request.ts";
import { unmatchedExceptions } from "./exceptions.ts";

/** A period and what it is judged by. */
interface Judged {
  readonly province: Province;
  readonly period: Period;
  readonly programmes: readonly Programme[];
}

/**
 * What should be looked at of the decisions that a period is judged by, or is not.
 *
 * @param isNamed whether somebody has named them: one that has ended is then not missed
 */
export function decisionTexts(
  catalogue: TemplateCatalogue,
  { province, period, programmes }: Judged,
  isNamed: boolean,
): string[] {
  const told = contradictionTexts(precedenceOf(programmes).displaced);
  return isNamed ? told : [...told, ...endedTexts(programmesOf(province.id, catalogue), period)];
}

/** What of these decisions is about agencies that the period does not have: exceptions, and levels. */
export const agencyTexts = (
  { province, period, programmes }: Judged,
  { inForce }: Pick<AgencyTree, "inForce">,
): string[] => [
  ...unmatchedExceptions(programmes, inForce),
  ...levellessTexts(
    programmes,
    new Set(inForce.map(({ level }) => level)),
    windowOf(period, province.regime.scheme).to,
  ),
];
