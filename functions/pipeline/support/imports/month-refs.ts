import { importOf } from "../../../domain/imports/import-name.ts";
import type { Month, Window } from "../../../domain/period.ts";
import type { SnapshotRef } from "../../../revisions/revision.ts";

/** An agency and one of its months. */
export interface AgencyMonth {
  /** The agency's code. */
  readonly agency: string;
  readonly month: Month;
}

/** One vintage of an agency's counts, answered by the API or imported, and the month it is of. */
export interface MonthRef extends AgencyMonth {
  readonly ref: SnapshotRef;
}

/** One text for one agency and month. */
export const monthKey = ({ agency, month }: AgencyMonth): string => `${month} ${agency}`;

/** The counts among these snapshots that are of one of these months. */
export function withMonths(refs: readonly SnapshotRef[], windows: ReadonlyMap<Month, Window>): MonthRef[] {
  const byStart = new Map([...windows].map(([month, window]) => [window.from, month]));
  return refs.flatMap((ref) => {
    const month = byStart.get(ref.from);
    const agency = ref.kind === "import" ? importOf(ref.agency).agency : ref.agency;
    return month === undefined ? [] : [{ ref, agency, month }];
  });
}
