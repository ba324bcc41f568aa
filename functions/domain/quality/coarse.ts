import type { AnswerStatus, CoarseCounts, CountField } from "../counts.ts";
import { PENDING, RECEIVED, RESOLVED } from "../counts.ts";
import type { Window } from "../period.ts";
import { closedCounts, type KnownCounts, sumKnown } from "../sums/known-counts.ts";
import type { Finding } from "./finding.ts";

/** Counts that are parts of others, as far as both are known. */
export const PARTS: readonly (readonly [
  relation: string,
  part: readonly CountField[],
  whole: readonly CountField[],
])[] = [
  ["resolvedOnline > resolved", ["resolvedOnline"], RESOLVED],
  ["digitisedResults > resolved", ["digitisedResults"], RESOLVED],
  ["returned > resolved", ["returnedCounter", "returnedPostal", "returnedElectronic"], RESOLVED],
  ["paidOnlineDossiers > feeDossiers", ["paidOnlineDossiers"], ["feeDossiers"]],
  ["feeDossiers > received", ["feeDossiers"], RECEIVED],
  ["onlinePayments > payments", ["onlinePayments"], ["payments"]],
];

/** What came in and what became of it; null where one of them is not known. */
function flowOf(known: KnownCounts): readonly [came: number, went: number] | null {
  const came = sumKnown(known, ["openingBacklog", ...RECEIVED]);
  const went = sumKnown(known, [...RESOLVED, "withdrawn", ...PENDING]);
  return came === null || went === null ? null : [came, went];
}

type Said = Pick<Finding, "rule" | "expected" | "actual" | "relation">;

const numbers = (expected: number, actual: number) => ({ expected: String(expected), actual: String(actual) });

function rowFindings({ field: _, ...given }: CoarseCounts): Said[] {
  const { known, mismatches } = closedCounts(given);
  const flow = flowOf(known);
  return [
    ...(flow === null || flow[0] === flow[1] ? [] : [{ rule: "flow-mismatch" as const, ...numbers(...flow) }]),
    ...PARTS.flatMap(([relation, ofPart, ofWhole]): Said[] => {
      const [part, whole] = [sumKnown(known, ofPart), sumKnown(known, ofWhole)];
      if (part === null || whole === null || part <= whole) return [];
      return [{ rule: "part-exceeds-whole", ...numbers(whole, part), relation }];
    }),
    ...mismatches.map(
      ({ sum, parts, given: stated }): Said => ({ rule: "sum-mismatch", ...numbers(parts, stated), relation: sum }),
    ),
  ];
}

/**
 * What is wrong within one answer of grain field or unit, as far as its counts are known; it is counted as delivered all
 * the same, a sum as its parts say. Where rows are of fields, the field stands in the place of the procedure.
 */
export function coarseFindings(
  rows: readonly CoarseCounts[],
  status: AnswerStatus,
  { agency, window }: { readonly agency: string; readonly window: Window },
): Finding[] {
  const found = rows.flatMap((row) =>
    rowFindings(row).map((said): Finding => ({ ...said, agency, procedure: row.field, window })),
  );
  const provisional = { expected: "final", actual: "provisional" };
  return [
    ...found,
    ...(status === "provisional"
      ? [{ rule: "provisional" as const, agency, procedure: "", window, ...provisional }]
      : []),
  ];
}
