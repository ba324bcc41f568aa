import type { Letter } from "../../mail/letters/letter.ts";
import { type Missing, type MissingMail, missingLetter, remindersOf } from "../../mail/letters/missing.ts";
import { type Recipient, wants } from "../../mail/recipient.ts";
import type { MailKey } from "../../ports/mail.ts";
import type { ServicePorts } from "../../ports/ports.ts";
import { dayOfInstant, listText } from "../../report/wording.ts";
import type { Manifest } from "../../revisions/revision.ts";
import type { MailDelivery } from "./deliver.ts";
import type { Lack } from "./news.ts";

/** What contacts are reminded of, and under which name: whoever was written to under it is not written to again. */
export interface Reminder extends Omit<MissingMail, "name" | "missing"> {
  readonly about: string;
  readonly missing: readonly Missing[];
}

/** Under which name contacts are reminded of what a revision lacks: once a day, however many revisions the day has. */
export const reminderName = ({ series, publishedAt }: Pick<Manifest, "series" | "publishedAt">): string =>
  `${series}/${dayOfInstant(publishedAt)}`;

/** The mail to one contact under a name. */
export const reminderKey = (about: string, recipient: string): MailKey => ({ kind: "missing", about, recipient });

/** What contacts are reminded of after a revision was published. */
export const reminderOf = ({ manifest, material, period, labels, missing }: Lack): Reminder => ({
  about: reminderName(manifest),
  province: material.province,
  period,
  window: manifest.window,
  labels,
  missing,
});

/** The letter to one contact. @param own what the contact answers for */
export const reminderLetter = (
  { about: _, ...mail }: Reminder,
  { name }: Pick<Recipient, "name">,
  own: readonly Missing[],
): Letter => missingLetter({ ...mail, name, missing: own });

/** A mail to each contact of an agency whose figures are missing; warns of agencies that have none, where others do. */
export function reminderDeliveries(
  ports: ServicePorts,
  reminder: Reminder,
  recipients: readonly Recipient[],
): MailDelivery[] {
  const { reminders, untold } = remindersOf(reminder.missing, recipients);
  if (untold.length > 0 && recipients.some((one) => wants(one, "contact"))) {
    const names = listText(untold.map(({ name }) => name));
    ports.warn(`Chưa có đầu mối nhận thư của ${names}; thêm bằng npm run recipients.`);
  }
  return reminders.map(({ contact, missing: own }) => ({
    key: reminderKey(reminder.about, contact.id),
    to: contact,
    subscription: { province: reminder.province.id, kind: "contact" },
    compose: async () => ({ letter: reminderLetter(reminder, contact, own) }),
  }));
}
