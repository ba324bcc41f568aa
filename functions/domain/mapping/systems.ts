import type { Month, Window } from "../period.ts";
import type { Province } from "../province.ts";
import type { SourceMapping } from "./mapping.ts";

/** The codes by which a source knows an agency: the agency's own where the mapping names none; empty where it is not the source's. */
export const unitsOf = ({ units }: Pick<SourceMapping, "units">, agency: string): string[] =>
  units === undefined ? [agency] : Object.keys(units).filter((unit) => units[unit] === agency);

/**
 * Ids of the mappings by which the systems of an agency are asked for the counts of a window; empty where the province's
 * API itself is. A source that is used from some day on is asked for every window that ends on that day or later.
 */
export const systemsOf = (
  sources: Province["sources"],
  mappings: readonly SourceMapping[],
  agency: string,
  { to }: Pick<Window, "to">,
): string[] =>
  sources.flatMap(({ mapping: id, from }) => {
    const mapping = mappings.find((one) => one.id === id);
    const isUsed = mapping !== undefined && (from === undefined || from <= to) && unitsOf(mapping, agency).length > 0;
    return isUsed ? [id] : [];
  });

/** An agency's month whose counts, or some of them, come from a system beside the API. */
export interface MappedCounts {
  /** The agency's code. */
  readonly agency: string;
  readonly month: Month;
  /** Id of the mapping. */
  readonly system: string;
}

/** What documents say of a source. */
export type SourceLabel = Pick<SourceMapping, "id" | "name" | "onTimeHoldsWithdrawn">;

/** The labels of a province's sources, in the order of its file. */
export const sourceLabels = (sources: Province["sources"], mappings: readonly SourceMapping[]): SourceLabel[] =>
  sources.flatMap(({ mapping }) =>
    mappings
      .filter(({ id }) => id === mapping)
      .map(({ id, name, onTimeHoldsWithdrawn }) => ({ id, name, onTimeHoldsWithdrawn })),
  );
