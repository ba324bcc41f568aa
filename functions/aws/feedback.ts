import type { Environment } from "../settings/values.ts";
import { readTable } from "../settings.ts";
import { mailboxStore } from "../store/mail/mailboxes.ts";
import { feedbackOf } from "../transport/feedback.ts";
import { tableClient } from "./clients.ts";

/**
 * Notes what Amazon SES tells of mails that it had taken. Throws SettingInvalid where no table is set, RequestInvalid for
 * an event that is none.
 */
export function awsFeedback(env: Environment): (event: unknown) => Promise<void> {
  const mailboxes = mailboxStore({ client: tableClient(env), table: readTable(env) });
  return async (event) => {
    const told = feedbackOf(event);
    if (told !== null) await mailboxes.note(told.address, told.fact);
  };
}
