import { type CountField, type CountRows, coarseRows, procedureRows } from "../counts.ts";
import { countsByProcedure, type Indicator } from "../indicator.ts";
import { activityKey, coarseDigestOf, digestOf, type MonthDigest } from "./digest.ts";

/** Counts of which it is asked which procedures had any, and of which how many each had. */
export interface AskedCounts {
  readonly activities: readonly (readonly CountField[])[];
  readonly amounts: readonly (readonly CountField[])[];
}

/** Names the parts of a digest: those of a procedure's counts, and that of a field's which a source gives as they are. */
export interface PartNames {
  readonly ofProcedure: (procedure: string) => readonly string[];
  readonly ofField: (field: string) => string;
}

const distinctFields = (all: readonly (readonly CountField[])[]): (readonly CountField[])[] => [
  ...new Map(all.map((fields) => [activityKey(fields), fields])).values(),
];

/** What indicators ask of the rows of an answer beside their sums. */
export function askedOf(indicators: readonly Indicator[]): AskedCounts {
  const terms = indicators.flatMap(({ numerator, denominator }) => [numerator, denominator]);
  const active = terms.flatMap((term) => ("active" in term && term.active !== undefined ? [term.active] : []));
  return { activities: distinctFields(active), amounts: distinctFields(indicators.flatMap(countsByProcedure)) };
}

/** What an answer adds up to, of whatever grain its rows are. @param parts null where no parts are asked for */
export function answerDigest(
  rows: CountRows,
  { activities, amounts }: AskedCounts,
  parts: PartNames | null = null,
): MonthDigest {
  const procedures = procedureRows(rows);
  if (procedures !== null) return digestOf(procedures, activities, parts?.ofProcedure, amounts);
  return coarseDigestOf(coarseRows(rows), parts?.ofField ?? null);
}
