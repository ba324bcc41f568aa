import { type Missing, type MissingMail, missingLetter, remindersOf } from "../../mail/letters/missing.ts";
import { type Recipient, wants } from "../../mail/recipient.ts";
import type { ServicePorts } from "../../ports/ports.ts";
import { listText } from "../../report/wording.ts";
import type { MailDelivery } from "./deliver.ts";

/** What contacts are reminded of, and under which name: whoever was written to under it is not written to again. */
export interface Reminder extends Omit<MissingMail, "name" | "missing"> {
  readonly about: string;
  readonly missing: readonly Missing[];
}

/** A mail to each contact of an agency whose figures are missing; warns of agencies that have none, where others do. */
export function reminderDeliveries(
  ports: ServicePorts,
  { about, missing, ...mail }: Reminder,
  recipients: readonly Recipient[],
): MailDelivery[] {
  const { reminders, untold } = remindersOf(missing, recipients);
  if (untold.length > 0 && recipients.some((one) => wants(one, "contact"))) {
    const names = listText(untold.map(({ name }) => name));
    ports.warn(`Chưa có đầu mối nhận thư của ${names}; thêm bằng npm run recipients.`);
  }
  return reminders.map(({ contact, missing: own }) => ({
    key: { kind: "missing", about, recipient: contact.id },
    to: contact,
    subscription: { province: mail.province.id, kind: "contact" },
    compose: async () => ({ letter: missingLetter({ ...mail, name: contact.name, missing: own }) }),
  }));
}
