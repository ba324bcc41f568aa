import type { AgenciesByCode } from "../../../pages/console/mails/roles.ts";
import type { Portal } from "../../../portal.ts";

/** The agencies of a province by their codes; null where no run has asked for them. */
export async function agenciesByCode(portal: Portal, province: string): Promise<AgenciesByCode> {
  const known = await portal.knownAgencies(province);
  return known === null ? null : new Map(known.map((agency) => [agency.code, agency]));
}
