import { type Agency, type AgencyLists, type AgencyTree, agenciesOfWindow, byCode } from "../agency.ts";
import { PENDING } from "../counts.ts";
import { type Month, monthBefore, type Scheme, type Window, windowOfMonth } from "../period.ts";
import type { Digests, MonthDigest, ProcedureDigest } from "../sums/digest.ts";
import { addedCounts, sumKnown } from "../sums/known-counts.ts";
import type { Finding } from "./finding.ts";

export interface CarryOverInputs {
  /** Months whose answers are checked, each against the month before where that one is stored. */
  readonly months: readonly Month[];
  readonly scheme: Scheme;
  readonly lists: AgencyLists;
  readonly tree: AgencyTree;
  readonly digests: Digests;
}

/** Agencies whose last window was the earlier one and whose only successor this agency is, by successor. */
function endedInto(
  earlier: readonly Agency[],
  later: ReadonlySet<Agency>,
  tree: AgencyTree,
): ReadonlyMap<Agency | undefined, readonly Agency[]> {
  const ended = earlier.filter((agency) => !later.has(agency) && tree.heirOf(agency) !== agency);
  return Map.groupBy(ended, (agency) => tree.onlySuccessor(agency));
}

/** Digests of all these agencies for the month, or null where one of them is missing. */
function allOf(agencies: readonly Agency[], month: Month, digests: Digests): MonthDigest[] | null {
  const found = agencies.map(({ code }) => digests(code, month));
  return found.every((digest) => digest !== undefined) ? found : null;
}

type Difference = Pick<Finding, "procedure" | "expected" | "actual">;

const differing = (procedure: string, expected: number, actual: number): Difference[] =>
  expected === actual ? [] : [{ procedure, expected: String(expected), actual: String(actual) }];

function byProcedure(before: readonly ProcedureDigest[], { opening }: ProcedureDigest): Difference[] {
  const codes = new Set([...before.flatMap(({ pending }) => [...pending.keys()]), ...opening.keys()]);
  return [...codes].sort(byCode).flatMap((procedure) => {
    const expected = before.reduce((total, { pending }) => total + (pending.get(procedure) ?? 0), 0);
    return differing(procedure, expected, opening.get(procedure) ?? 0);
  });
}

/** Sources without rows of procedures are held against each other in the whole, as far as they tell of backlogs. */
function inTheWhole(before: readonly MonthDigest[], { counts }: MonthDigest): Difference[] {
  const expected = sumKnown(addedCounts(before.map((one) => one.counts)), PENDING);
  const actual = counts.openingBacklog;
  return expected === null || actual === null ? [] : differing("", expected, actual);
}

function mismatches(
  agency: string,
  before: readonly MonthDigest[],
  current: MonthDigest,
  window: Finding["window"],
): Finding[] {
  const earlier = before.flatMap(({ procedures }) => procedures ?? []);
  const { procedures } = current;
  const isByProcedure = procedures !== null && earlier.length === before.length;
  const found = isByProcedure ? byProcedure(earlier, procedures) : inTheWhole(before, current);
  return found.map((difference) => ({ rule: "carry-over-mismatch", agency, window, ...difference }));
}

function monthFindings(month: Month, inputs: CarryOverInputs): Finding[] {
  const { scheme, lists, tree, digests } = inputs;
  const earlierMonth = monthBefore(month);
  if (earlierMonth === null) return [];
  const earlierWindow = windowOfMonth(earlierMonth, scheme);
  const window = windowOfMonth(month, scheme);
  if (!lists.has(earlierWindow.from) || !lists.has(earlierWindow.to)) return [];
  const bookedIn = ({ from, to }: Window): Agency[] =>
    agenciesOfWindow(lists, { from, to }).flatMap((code) => tree.on(code, to) ?? []);
  const earlier = bookedIn(earlierWindow);
  const later = bookedIn(window);
  const ended = endedInto(earlier, new Set(later), tree);
  const known = new Set(earlier);
  return later.flatMap((agency) => {
    const sources = [...(known.has(agency) ? [agency] : []), ...(ended.get(agency) ?? [])];
    const current = digests(agency.code, month);
    const before = allOf(sources, earlierMonth, digests);
    return current === undefined || before === null || sources.length === 0
      ? []
      : mismatches(agency.code, before, current, window);
  });
}

/**
 * `carry-over-mismatch`: a procedure's opening backlog differs from what was pending on the evening before. A row
 * that is not there counts 0 on either side; where one of the months is missing nothing is checked, and where one is not
 * told by procedure the agency's own sums are.
 */
export function carryOverFindings(inputs: CarryOverInputs): Finding[] {
  return inputs.months.flatMap((month) => monthFindings(month, inputs));
}
