import { z } from "zod";
import { dayOfInstant, dayText } from "../report/wording.ts";

/** An instant as JavaScript writes it, so that its text sorts as time does. */
const Instant = z.iso.datetime().transform((at) => new Date(at).toISOString());

/** What a server said of a mail: when, and by which code ("5.1.1", "550"); anything else of its words may hold anything. */
const Told = z.object({
  at: Instant,
  code: z
    .string()
    .regex(/^[\w.-]{1,20}$/)
    .catch(""),
});
type Told = z.infer<typeof Told>;

/**
 * What is known of the mailbox behind an address (hộp thư). Every part only ever moves forward, so that facts may be
 * told in any order and any number of times.
 */
export const Mailbox = z.object({
  /** The last mail that was returned for good (thư bị trả lại): no such mailbox, or one that takes no mail. */
  bounced: Told.nullable(),
  /** The last one that its reader called unwanted (thư rác). */
  complained: Told.nullable(),
  /** The last one that was returned for a reason that may pass, such as a full mailbox. Nothing follows from it. */
  delayed: Told.nullable(),
  /** When somebody last said that the mailbox can be written to again. */
  revivedAt: Instant.nullable(),
  /** When each mail that was returned for good came back, by its name. */
  returned: z.record(z.string(), Instant),
});
export type Mailbox = z.infer<typeof Mailbox>;

/** One of which nobody has told anything. */
export const UNMARKED: Mailbox = { bounced: null, complained: null, delayed: null, revivedAt: null, returned: {} };

/** What became of a mail after it was handed over, or at once. */
export const MailFact = Told.extend({
  kind: z.enum(["bounced", "complained", "delayed"]),
  /** The name of the mail, where a server had taken it before; null for one that was never taken. */
  mail: z.string().nullable(),
});
export type MailFact = z.infer<typeof MailFact>;

const later = <T extends string>(one: T | null | undefined, other: T): T => (one && one > other ? one : other);

const latest = (known: Told | null, told: Told): Told =>
  known !== null && `${known.at} ${known.code}` > `${told.at} ${told.code}` ? known : told;

/** The mailbox once a fact is known; the same fact again, or an older one after a newer, changes nothing more. */
export function marked(mailbox: Mailbox, { kind, mail, at, code }: MailFact): Mailbox {
  const next = { ...mailbox, [kind]: latest(mailbox[kind], { at, code }) };
  if (kind !== "bounced" || mail === null) return next;
  return { ...next, returned: { ...mailbox.returned, [mail]: later(mailbox.returned[mail], at) } };
}

/** The mailbox once somebody has said that it can be written to again: whatever was told until then does not count. */
export const revived = (mailbox: Mailbox, at: Date): Mailbox => ({
  ...mailbox,
  revivedAt: later(mailbox.revivedAt, at.toISOString()),
});

const ended = (told: Told): string =>
  `ngày ${dayText(dayOfInstant(told.at))}${told.code === "" ? "" : ` (mã ${told.code})`}`;

/** Why nothing is sent there, in words; null for a mailbox that may be written to. */
export function deathOf({ bounced, complained, revivedAt }: Mailbox): string | null {
  const counts = (told: Told | null): told is Told => told !== null && told.at > (revivedAt ?? "");
  if (counts(complained)) return `người nhận đánh dấu thư là thư rác ${ended(complained)}`;
  return counts(bounced) ? `thư bị trả lại ${ended(bounced)}` : null;
}

/** What somebody who keeps the list should know of a mailbox; null where there is nothing to know. */
export function mailboxText(mailbox: Mailbox): string | null {
  const death = deathOf(mailbox);
  if (death !== null) return `không gửi thư nữa: ${death}`;
  const { delayed, revivedAt } = mailbox;
  return delayed === null || delayed.at <= (revivedAt ?? "")
    ? null
    : `thư chưa đến được ${ended(delayed)}, vẫn gửi tiếp`;
}
