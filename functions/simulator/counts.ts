/** The counts of an agency in a month, a row per procedure: SYNTHETIC, and sound by the contract's identities. */

import type { AgencyRecord, Province } from "./agencies.ts";
import { type Desk, deskSeed, pendingAfter, receivedIn } from "./backlog.ts";
import type { Month } from "./calendar.ts";
import { channelsOf, paymentsOf } from "./channels.ts";
import type { ProcedureCounts } from "./contract.ts";
import { habitsOf } from "./habits.ts";
import { outcomesOf, returnsOf } from "./outcomes.ts";
import type { Catalogue, Handled } from "./procedures.ts";

function rowOf(desk: Desk, { procedure }: Handled, month: Month): ProcedureCounts | undefined {
  const received = receivedIn(desk, month);
  const before = pendingAfter(desk, month - 1);
  const openingBacklog = before.inTime + before.overdue;
  // No row stands for "nothing": pending dossiers are a part of those received.
  if (received === 0 && openingBacklog === 0) return undefined;
  const deskMonth = { seed: deskSeed(desk, month), month, habits: desk.habits, procedure };
  const channels = channelsOf(received, deskMonth);
  const online = channels.onlineRemote + channels.onlineAssisted;
  const outcomes = outcomesOf({ received, online, before, after: pendingAfter(desk, month) }, deskMonth);
  const resolved = outcomes.resolvedEarly + outcomes.resolvedOnTime + outcomes.resolvedLate;
  return {
    procedure: procedure.code,
    openingBacklog,
    ...channels,
    ...outcomes,
    ...returnsOf(resolved, deskMonth),
    ...paymentsOf(received, deskMonth),
  };
}

/**
 * The rows of an agency in a reporting month (counted from 2020-12), in the order of the procedures' codes. A row
 * stands for every procedure that had dossiers coming in or waiting, and for no other. All numbers are dossiers,
 * but `payments` and `onlinePayments`, which are payments.
 */
export function countsOf(
  province: Province,
  catalogue: Catalogue,
  record: AgencyRecord,
  month: Month,
): readonly ProcedureCounts[] {
  const habits = habitsOf(province, record);
  return catalogue
    .ofAgency(record, month)
    .flatMap((handled) => rowOf({ habits, entry: handled.entry }, handled, month) ?? []);
}
