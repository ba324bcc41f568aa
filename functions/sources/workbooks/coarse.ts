import { CoarseCounts } from "../../domain/counts.ts";
import { TextUpTo } from "../../domain/quality/bounds.ts";
import type { PrintedCounts } from "./printed.ts";

const LONGEST_FIELD = 300;

const NOTHING: CoarseCounts = {
  field: "",
  openingBacklog: null,
  onlineRemote: null,
  onlineAssisted: null,
  online: null,
  counter: null,
  postal: null,
  onPaper: null,
  received: null,
  resolvedEarly: null,
  resolvedOnTime: null,
  resolvedInTime: null,
  resolvedLate: null,
  resolved: null,
  resolvedOnline: null,
  withdrawn: null,
  pendingInTime: null,
  pendingOverdue: null,
  pending: null,
  returnedCounter: null,
  returnedPostal: null,
  returnedElectronic: null,
  digitisedResults: null,
  feeDossiers: null,
  paidOnlineDossiers: null,
  payments: null,
  onlinePayments: null,
};

const Field = TextUpTo(LONGEST_FIELD);

/**
 * A row's counts as figures take them. `handled` holds what was carried over and is none of them: where the ways of filing
 * are not all given, what was received is what is left of it without the backlog.
 */
export function coarseOf(field: string, counts: PrintedCounts): CoarseCounts {
  const { handled, ...given } = Object.fromEntries(counts);
  const isSplit = counts.has("online") && (counts.has("onPaper") || (counts.has("counter") && counts.has("postal")));
  const backlog = counts.get("openingBacklog");
  const left = isSplit || handled === undefined || backlog === undefined ? null : handled - backlog;
  const received = left === null || left < 0 ? {} : { received: left };
  return CoarseCounts.parse({ ...NOTHING, ...received, ...given, field: Field.parse(field) });
}
