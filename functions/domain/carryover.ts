import { type AgencyLists, type AgencyTree, agenciesOfWindow, byCode } from "./agency.ts";
import type { Digests, MonthDigest } from "./digest.ts";
import type { Finding } from "./finding.ts";
import { type Month, monthBefore, type Scheme, windowOfMonth } from "./period.ts";

export interface CarryOverInputs {
  /** Months whose answers are checked, each against the month before where that one is stored. */
  readonly months: readonly Month[];
  readonly scheme: Scheme;
  readonly lists: AgencyLists;
  readonly tree: AgencyTree;
  readonly digests: Digests;
}

/** Agencies whose last window was the earlier one and whose only successor this agency is, by successor. */
function endedInto(earlier: readonly string[], later: ReadonlySet<string>, tree: AgencyTree): Map<string, string[]> {
  const ended = new Map<string, string[]>();
  for (const code of earlier) {
    if (later.has(code) || tree.isInForce(code)) continue;
    const [successor, ...others] = tree.newest(code)?.successors ?? [];
    if (successor === undefined || others.length > 0) continue;
    ended.set(successor, [...(ended.get(successor) ?? []), code]);
  }
  return ended;
}

/** Digests of all these agencies for the month, or null where one of them is missing. */
function allOf(agencies: readonly string[], month: Month, digests: Digests): MonthDigest[] | null {
  const found = agencies.map((agency) => digests(agency, month));
  return found.every((digest) => digest !== undefined) ? found : null;
}

function mismatches(
  agency: string,
  before: readonly MonthDigest[],
  current: MonthDigest,
  window: Finding["window"],
): Finding[] {
  const codes = new Set([...before.flatMap((digest) => [...digest.pending.keys()]), ...current.opening.keys()]);
  return [...codes].sort(byCode).flatMap((procedure): Finding[] => {
    const expected = before.reduce((total, digest) => total + (digest.pending.get(procedure) ?? 0), 0);
    const actual = current.opening.get(procedure) ?? 0;
    if (expected === actual) return [];
    const numbers = { expected: String(expected), actual: String(actual) };
    return [{ rule: "carry-over-mismatch", agency, procedure, window, ...numbers }];
  });
}

function monthFindings(month: Month, inputs: CarryOverInputs): Finding[] {
  const { scheme, lists, tree, digests } = inputs;
  const earlierMonth = monthBefore(month);
  const [earlierWindow, window] = [windowOfMonth(earlierMonth, scheme), windowOfMonth(month, scheme)];
  if (!lists.has(earlierWindow.from) || !lists.has(earlierWindow.to)) return [];
  const earlier = agenciesOfWindow(lists, earlierWindow);
  const later = agenciesOfWindow(lists, window);
  const ended = endedInto(earlier, new Set(later), tree);
  const known = new Set(earlier);
  return later.flatMap((agency) => {
    const sources = [...(known.has(agency) ? [agency] : []), ...(ended.get(agency) ?? [])];
    const current = digests(agency, month);
    const before = allOf(sources, earlierMonth, digests);
    return current === undefined || before === null || sources.length === 0
      ? []
      : mismatches(agency, before, current, window);
  });
}

/**
 * `carry-over-mismatch`: a procedure's opening backlog differs from what was pending on the evening before. A row
 * that is not there counts 0 on either side; where one of the months is missing nothing is checked.
 */
export function carryOverFindings(inputs: CarryOverInputs): Finding[] {
  return inputs.months.flatMap((month) => monthFindings(month, inputs));
}
