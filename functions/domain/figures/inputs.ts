import { type AgencyLists, AgencyTree } from "../agency.ts";
import type { Measures } from "../counts.ts";
import type { Indicator } from "../indicator.ts";
import { type Day, type Month, type Period, previousOf, type Scheme, windowOf } from "../period.ts";
import type { Procedure } from "../procedure.ts";
import type { Programme } from "../programme.ts";
import type { Digests } from "../sums/digest.ts";
import type { TaskProgress } from "../task.ts";

/** Everything that the figures of one report are computed from; all of it comes from snapshots and templates. */
export interface Inputs {
  /** Province id. */
  readonly province: string;
  readonly period: Period;
  /** The special period that the regime names as the one before this special one. */
  readonly before?: Period;
  readonly scheme: Scheme;
  /** Months of the year basis, first to last. */
  readonly months: readonly Month[];
  readonly programmes: readonly Programme[];
  /** Those that the period before is reported by; the same ones where they were named. */
  readonly programmesBefore: readonly Programme[];
  readonly indicators: ReadonlyMap<string, Indicator>;
  /** Agencies on the first and last day of each month of the year basis. */
  readonly lists: AgencyLists;
  /** Agencies on the first and last day of each earlier month that has been collected. */
  readonly earlierLists: AgencyLists;
  /** Catalogues by the last day of their month's window. */
  readonly catalogues: ReadonlyMap<Day, readonly Procedure[]>;
  /** Measures by the last day of their month's window; a day whose list failed is not there. */
  readonly measures: ReadonlyMap<Day, readonly Measures[]>;
  /**
   * Progress on tasks at the end of the report's last day, by programme id, rows in no order that holds. A programme
   * whose list failed is not there, nor is one whose tasks bind no agency in force.
   */
  readonly tasks: ReadonlyMap<string, readonly TaskProgress[]>;
  readonly digests: Digests;
  /** Months that have been collected; one with missing agencies counts. */
  readonly collected: ReadonlySet<Month>;
}

/** The period that a report's figures are compared with as the one before; null where there is none. */
export const comparedWith = ({ period, before }: Pick<Inputs, "period" | "before">): Period | null =>
  before ?? previousOf(period);

/** Every list of agencies, those of the earlier months included. */
export const allLists = ({ lists, earlierLists }: Inputs): AgencyLists => new Map([...earlierLists, ...lists]);

/** The agencies of a report and of all months that it looks back on: whose counts of an earlier period enter what. */
export const treeLookingBack = (inputs: Inputs): AgencyTree =>
  new AgencyTree(allLists(inputs), windowOf(inputs.period, inputs.scheme).to);
