import type { Agency } from "../contract.ts";
import type { SizeStep } from "./sizes.ts";

/** An agency with what the simulator needs beyond the contract: one version of it, in force from `validFrom` on. */
export interface AgencyRecord {
  agency: Agency;
  /** The parts of the catalogue that a department looked after at first; empty for People's Committees. */
  roles: readonly string[];
  /** Factor on the dossiers of a usual agency of its level, in the order of the days. */
  sizes: readonly SizeStep[];
}
