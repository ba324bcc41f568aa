import type { CoarseField } from "../counts.ts";
import { addedCounts, closedCounts, type KnownCounts } from "../sums/known-counts.ts";
import type { ImportAgency } from "./agency-matching.ts";
import type { UnmatchedName, WorkbookReading, WorkbookResult } from "./reading.ts";
import { type IdentityFault, type ImportedUnit, isRefused, type SourceSystem } from "./reading.ts";

/** What is held against the month before. */
export const COMPARED = ["received", "online", "resolved", "pending"] as const satisfies readonly CoarseField[];
type Compared = (typeof COMPARED)[number];

/** A count of an agency and system in two months (dossiers); null where a workbook does not give it. */
export interface CountChange {
  readonly agency: string;
  readonly system: SourceSystem;
  readonly count: Compared;
  readonly before: number | null;
  readonly now: number | null;
}

/** An agency whose month does not begin with what was open at the end of the month before. */
interface BacklogDifference {
  readonly agency: string;
  readonly system: SourceSystem;
  /** Open at the end of the month before, dossiers. */
  readonly before: number;
  /** Carried over into this month. */
  readonly now: number;
}

/** What there is to look at before a workbook is stored. */
export interface ImportPreview {
  readonly problems: readonly string[];
  readonly notices: readonly string[];
  readonly matched: readonly { readonly printedName: string; readonly cell: string; readonly agency: ImportAgency }[];
  readonly unmatched: readonly UnmatchedName[];
  /** Agencies of which the workbook has nothing. */
  readonly absent: readonly ImportAgency[];
  readonly identityFaults: readonly IdentityFault[];
  /** Empty where there is no reading of the month before. */
  readonly changes: readonly CountChange[];
  readonly backlogDifferences: readonly BacklogDifference[];
}

/** What the rows of a unit come to (dossiers); a count is known where each of them tells it. */
const countsOf = ({ rows }: ImportedUnit): KnownCounts =>
  addedCounts(rows.map(({ field: _, ...given }) => closedCounts(given).known));

const keyOf = ({ agency, system }: ImportedUnit): string => `${system} ${agency}`;

/** What is known of a month, by a workbook or by what is stored. */
type KnownUnits = Pick<WorkbookReading, "units">;

/** The units of both months, this month's first. */
function pairsOf(now: WorkbookReading, before: KnownUnits) {
  const earlier = new Map(before.units.map((unit) => [keyOf(unit), unit]));
  return now.units.map((unit) => ({ unit, earlier: earlier.get(keyOf(unit)) }));
}

function changesOf(now: WorkbookReading, before: KnownUnits): CountChange[] {
  return pairsOf(now, before).flatMap(({ unit, earlier }) => {
    const [known, then] = [countsOf(unit), earlier === undefined ? null : countsOf(earlier)];
    return COMPARED.flatMap((count) => {
      const counts = { before: then?.[count] ?? null, now: known[count] };
      if (counts.before === null && counts.now === null) return [];
      return [{ agency: unit.agency, system: unit.system, count, ...counts }];
    });
  });
}

function backlogDifferencesOf(now: WorkbookReading, before: KnownUnits): BacklogDifference[] {
  return pairsOf(now, before).flatMap(({ unit, earlier }) => {
    const left = earlier === undefined ? null : countsOf(earlier).pending;
    const taken = countsOf(unit).openingBacklog;
    if (left === null || taken === null || left === taken) return [];
    return [{ agency: unit.agency, system: unit.system, before: left, now: taken }];
  });
}

/**
 * What a workbook would bring, for whoever decides whether it is stored.
 *
 * @param before what is known of the month before, by whichever workbook; null where nothing is
 */
export function previewOf(
  result: WorkbookResult,
  agencies: readonly ImportAgency[],
  before: KnownUnits | null,
): ImportPreview {
  const byCode = new Map(agencies.map((agency) => [agency.code, agency]));
  const found = isRefused(result) ? result.matched : result.units;
  const matched = found.flatMap(({ printedName, cell, agency }) => {
    const known = byCode.get(agency);
    return known === undefined ? [] : [{ printedName, cell, agency: known }];
  });
  const present = new Set(found.map(({ agency }) => agency));
  const absent = agencies.filter(({ code }) => !present.has(code));
  const nothing = { identityFaults: [], changes: [], backlogDifferences: [] };
  if (isRefused(result)) {
    const { problems, unmatched } = result;
    return { problems, notices: [], matched, unmatched, absent, ...nothing };
  }
  const { notices, identityFaults } = result;
  const compared =
    before === null
      ? nothing
      : { changes: changesOf(result, before), backlogDifferences: backlogDifferencesOf(result, before) };
  return { problems: [], notices, matched, unmatched: [], absent, ...compared, identityFaults };
}
