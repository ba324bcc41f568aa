/** The counts of an agency in a month, a row per procedure: SYNTHETIC, and sound by the contract's identities. */

import type { ProcedureCounts } from "../contract.ts";
import type { Province } from "../province/agencies.ts";
import { type Booking, nextHolder, previousHolders } from "../province/bookings.ts";
import type { Entry } from "../province/catalogue.ts";
import type { Catalogue, Handled } from "../province/procedures.ts";
import { type Desk, deskSeed, type Pending, pendingAfter, receivedIn } from "./backlog.ts";
import { channelsOf, paymentsOf } from "./channels.ts";
import { type Habits, habitsOf } from "./habits.ts";
import { outcomesOf, returnsOf } from "./outcomes.ts";

const NOTHING: Pending = { inTime: 0, overdue: 0 };

/** An agency at work in one window. */
class Office {
  readonly booking: Booking;
  readonly habits: Habits;
  readonly handled: readonly Handled[];
  readonly #catalogue: Catalogue;
  readonly #next: Booking | undefined;

  constructor(province: Province, catalogue: Catalogue, booking: Booking) {
    this.booking = booking;
    this.habits = habitsOf(province, booking);
    this.handled = catalogue.ofAgency(booking);
    this.#catalogue = catalogue;
    this.#next = nextHolder(province, booking);
  }

  deskOf({ entry, volume }: Handled): Desk {
    return { habits: this.habits, entry, volume };
  }

  /** What waits on the last evening; an agency that can hand it on to nobody clears the table before it ends. */
  pendingAt(handled: Handled): Pending {
    if (this.#next === undefined || !this.#catalogue.isHandledBy(handled.entry, this.#next)) return NOTHING;
    return pendingAfter(this.deskOf(handled), this.booking.window.month);
  }
}

/** What was pending on the evening before, by procedure: the agency's own, and that of those who ended into it. */
function openingOf(province: Province, catalogue: Catalogue, booking: Booking): ReadonlyMap<Entry, Pending> {
  const opening = new Map<Entry, Pending>();
  for (const holder of previousHolders(province, booking)) {
    const office = new Office(province, catalogue, holder);
    for (const handled of office.handled) {
      const { inTime, overdue } = office.pendingAt(handled);
      const known = opening.get(handled.entry) ?? NOTHING;
      opening.set(handled.entry, { inTime: known.inTime + inTime, overdue: known.overdue + overdue });
    }
  }
  return opening;
}

function rowOf(office: Office, handled: Handled, before: Pending): ProcedureCounts | undefined {
  const { month, length } = office.booking.window;
  const { procedure } = handled;
  const desk = office.deskOf(handled);
  const received = Math.round(receivedIn(desk, month) * length);
  const openingBacklog = before.inTime + before.overdue;
  // No row stands for "nothing": pending dossiers are a part of those received.
  if (received === 0 && openingBacklog === 0) return undefined;
  const deskMonth = { seed: deskSeed(desk, month), month, habits: desk.habits, procedure };
  const channels = channelsOf(received, deskMonth);
  const online = channels.onlineRemote + channels.onlineAssisted;
  const outcomes = outcomesOf({ received, online, before, after: office.pendingAt(handled) }, deskMonth);
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
 * The rows of an agency in a window, in the order of the procedures' codes. A row stands for every procedure that had
 * dossiers coming in or waiting, and for no other. All numbers are dossiers, but `payments` and `onlinePayments`,
 * which are payments.
 */
export function countsOf(province: Province, catalogue: Catalogue, booking: Booking): readonly ProcedureCounts[] {
  const office = new Office(province, catalogue, booking);
  const opening = openingOf(province, catalogue, booking);
  return office.handled.flatMap((handled) => rowOf(office, handled, opening.get(handled.entry) ?? NOTHING) ?? []);
}
