import type { Letter } from "../../../mail/letters/letter.ts";
import { type Missing, remindersOf } from "../../../mail/letters/missing.ts";
import type { Recipient } from "../../../mail/recipient.ts";
import type { MailKey } from "../../../ports/mail.ts";
import { manifestOf } from "../compile.ts";
import { type Reminder, reminderKey, reminderLetter, reminderName, reminderOf } from "../missing.ts";
import { lackOf } from "../news.ts";
import { type DeliveryPorts, pointerOf, type Told, toldOf } from "./people.ts";

/** A contact who answers for what a revision lacks, and what became of the reminder. */
export interface RemindedContact extends Told {
  /** What the contact answers for. */
  readonly missing: readonly Missing[];
  /** The reminder as it would be sent now. */
  readonly letter: Letter;
  /** When a reminder about this period was sent last (RFC 3339), of whichever revision; null where none was. */
  readonly lastSent: string | null;
}

/** An agency of which a revision lacks months. */
export interface LateAgency {
  readonly missing: Missing;
  /** Contacts who are told of it, those who no longer want to be told too, by their ids. */
  readonly contacts: readonly string[];
  /** Whether somebody is to be told and nobody can be. */
  readonly isUntold: boolean;
}

/** What a revision lacks, of whom, and who was reminded of it. */
export interface Late {
  readonly series: string;
  readonly revision: number;
  /** The mail to a contact of this id. */
  readonly keyOf: (id: string) => MailKey;
  readonly agencies: readonly LateAgency[];
  readonly contacts: readonly RemindedContact[];
}

/** When each person was sent a reminder last, whichever revision of the series it was about. */
async function lastSentOf(
  { outbox }: Pick<DeliveryPorts, "outbox">,
  names: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const last = new Map<string, string>();
  for (const name of names) {
    for (const { recipient, state, at } of await outbox.list(reminderKey(name, ""))) {
      const known = last.get(recipient);
      if (state === "sent" && (known === undefined || Date.parse(known) < Date.parse(at))) last.set(recipient, at);
    }
  }
  return last;
}

/** Who answers for what; somebody who no longer wants to be told is found by what is asked of nobody else. */
function answering({ missing }: Reminder, recipients: readonly Recipient[]) {
  const { reminders, untold } = remindersOf(missing, recipients);
  const muted = recipients.filter((one) => one.muted.includes("contact"));
  const silent = remindersOf(
    missing,
    muted.map((one) => ({ ...one, muted: [] })),
  ).reminders;
  const known = new Map(recipients.map((one) => [one.id, one]));
  const all = [...reminders, ...silent].map(({ contact, missing: own }) => ({
    contact: known.get(contact.id) ?? contact,
    own,
  }));
  return { all, untold: new Set(untold) };
}

/**
 * The agencies of which a revision lacks months, by code, with who answers for them and what became of the reminders.
 * Throws RequestInvalid for a revision that there is not.
 */
export async function lateOf(ports: DeliveryPorts, series: string, revision: number): Promise<Late> {
  const { pointer, all: pointers } = await pointerOf(ports, series, revision);
  const reminder = reminderOf(await lackOf(ports, pointer));
  const keyOf = (id: string): MailKey => reminderKey(reminder.about, id);
  const manifests = await Promise.all(pointers.map((one) => manifestOf(ports.objects, one)));
  const lastSent = await lastSentOf(ports, new Set(manifests.map(reminderName)));
  const told = await toldOf(ports, keyOf, "contact");
  const { all, untold } = answering(reminder, await ports.recipients.list(reminder.province.id));
  const contacts = all.map(({ contact, own }) => ({
    ...told(contact),
    missing: own,
    letter: reminderLetter(reminder, contact, own),
    lastSent: lastSent.get(contact.id) ?? null,
  }));
  const agencies = reminder.missing.map((missing) => ({
    missing,
    contacts: contacts.filter((contact) => contact.missing.includes(missing)).map(({ id }) => id),
    isUntold: untold.has(missing),
  }));
  return { series, revision, keyOf, agencies, contacts };
}
