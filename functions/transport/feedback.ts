import { z } from "zod";
import { RequestInvalid } from "../domain/failure.ts";
import type { MailFact } from "../mail/mailbox.ts";
import { MailAddress } from "../mail/recipient.ts";

/** The tag that names a mail in what Amazon SES tells of it. */
export const MAIL_TAG = "mail";

/** SES takes letters, digits, "-" and "_" in a tag; a mail's name has "." and never "_". */
export const tagOf = (messageId: string): string => messageId.replaceAll(".", "_");
const messageIdOf = (tag: string): string => tag.replaceAll("_", ".");

const instant = z.iso.datetime({ offset: true });

/** To one person each: whatever comes back, from wherever it was forwarded to, was sent to that address. */
const Sent = z.object({
  destination: z.tuple([MailAddress]),
  tags: z.object({ [MAIL_TAG]: z.tuple([z.string()]).optional() }).default({}),
});

const Bounce = z.object({
  eventType: z.literal("Bounce"),
  mail: Sent,
  bounce: z.object({
    bounceType: z.enum(["Permanent", "Transient", "Undetermined"]),
    bounceSubType: z.string(),
    bouncedRecipients: z.array(z.object({ status: z.string().optional() })),
    timestamp: instant,
  }),
});

const Complaint = z.object({
  eventType: z.literal("Complaint"),
  mail: Sent,
  complaint: z.object({ complaintFeedbackType: z.string().nullish(), timestamp: instant }),
});

/** Source: Amazon SES Developer Guide, "Contents of event data that Amazon SES publishes", within an event of EventBridge. */
const Event = z.object({ detail: z.discriminatedUnion("eventType", [Bounce, Complaint]) });

/** What somebody is told of: the address that was written to, and what became of the mail. */
export interface Feedback {
  readonly address: MailAddress;
  readonly fact: MailFact;
}

/**
 * What Amazon SES tells of a mail that it had taken; null for a reader who calls it wanted (feedback type `not-spam`).
 * Throws RequestInvalid for anything else than a bounce or a complaint.
 */
export function feedbackOf(event: unknown): Feedback | null {
  const parsed = Event.safeParse(event);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
    throw new RequestInvalid(`Sự kiện về thư đã gửi không đúng cấu trúc của Amazon SES (mục ${fields}).`);
  }
  const { detail } = parsed.data;
  const { destination, tags } = detail.mail;
  const mail = tags[MAIL_TAG] === undefined ? null : messageIdOf(tags[MAIL_TAG][0]);
  const [address] = destination;
  if (detail.eventType === "Complaint") {
    const { timestamp, complaintFeedbackType: code } = detail.complaint;
    return code === "not-spam"
      ? null
      : { address, fact: { kind: "complained", at: utc(timestamp), code: code ?? "", mail } };
  }
  const { bounceType, bounceSubType, bouncedRecipients, timestamp } = detail.bounce;
  const kind = bounceType === "Permanent" ? "bounced" : "delayed";
  return { address, fact: { kind, at: utc(timestamp), code: bouncedRecipients[0]?.status ?? bounceSubType, mail } };
}

const utc = (timestamp: string): string => new Date(timestamp).toISOString();
