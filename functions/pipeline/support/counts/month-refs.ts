import { byCode } from "../../../domain/agency.ts";
import type { Month, Window } from "../../../domain/period.ts";
import { countedAgency } from "../../../revisions/counted.ts";
import type { SnapshotRef } from "../../../revisions/revision.ts";

/** An agency and one of its months. */
export interface AgencyMonth {
  /** The agency's code. */
  readonly agency: string;
  readonly month: Month;
}

/** One vintage of an agency's counts, however they came, and the month it is of. */
export interface MonthRef extends AgencyMonth {
  readonly ref: SnapshotRef;
}

/** One text for one agency and month. */
export const monthKey = ({ agency, month }: AgencyMonth): string => `${month} ${agency}`;

/** The counts among these snapshots that are of one of these months, always in the same order. */
export function withMonths(refs: readonly SnapshotRef[], windows: ReadonlyMap<Month, Window>): MonthRef[] {
  const byStart = new Map([...windows].map(([month, window]) => [window.from, month]));
  const found = refs.flatMap((ref) => {
    const month = byStart.get(ref.from);
    return month === undefined ? [] : [{ ref, agency: countedAgency(ref), month }];
  });
  return found.sort(
    (left, right) => byCode(left.ref.agency, right.ref.agency) || byCode(left.ref.from, right.ref.from),
  );
}
