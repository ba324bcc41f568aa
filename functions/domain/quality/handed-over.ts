import type { AgencyTree } from "../agency.ts";
import type { Finding } from "./finding.ts";

/**
 * Whether a finding is only of an agency that ended before its window did: it is held against the catalogue of the window's
 * last day, in which its procedures are those of whoever took them over. Nobody reported anything wrong.
 */
export function isHandedOver({ rule, agency, window }: Finding, tree: Pick<AgencyTree, "on">): boolean {
  const { validTo = null } = tree.on(agency, window.to) ?? {};
  return rule === "procedure-misplaced" && validTo !== null && validTo >= window.from && validTo < window.to;
}
