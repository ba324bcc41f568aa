import { z } from "zod";
import { deathOf, type Mailbox } from "./mailbox.ts";

/** A mail as the outbox has it: `open` is one that is to be sent. */
export interface SentMail {
  readonly recipient: string;
  readonly state: "sending" | "open" | "sent";
  /** Instant (RFC 3339) of the last change. */
  readonly at: string;
  /** How often it was begun. */
  readonly attempts: number;
}

/**
 * What became of somebody's mail about a revision: chưa gửi, đang gửi, đã gửi, bị trả lại, không gửi vì địa chỉ không nhận
 * được thư, đã dừng nhận.
 */
export const DeliveryState = z.enum(["waiting", "sending", "sent", "bounced", "refused", "muted"]);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** How lists call it. */
export const DELIVERY_WORDS: Readonly<Record<DeliveryState, string>> = {
  waiting: "chưa gửi",
  sending: "đang gửi",
  sent: "đã gửi",
  bounced: "bị trả lại",
  refused: "không gửi",
  muted: "đã dừng nhận",
};

/** With when that was known, and why nothing is sent there any more, in words; both null where there is nothing to say. */
export interface Delivery {
  readonly state: DeliveryState;
  readonly at: string | null;
  readonly reason: string | null;
}

/**
 * What became of a mail.
 *
 * @param mail null where it was never begun
 * @param name of the mail, by which servers tell of it
 */
export function deliveryOf(mail: SentMail | null, name: string, mailbox: Mailbox, isMuted: boolean): Delivery {
  const reason = deathOf(mailbox);
  if (mail?.state === "sent") {
    const returned = mailbox.returned[name];
    // One that came back before it was sent again says nothing of the last time.
    const isBack = returned !== undefined && Date.parse(returned) >= Date.parse(mail.at);
    return { state: isBack ? "bounced" : "sent", at: isBack ? returned : mail.at, reason };
  }
  if (isMuted) return { state: "muted", at: null, reason };
  if (reason !== null) return { state: "refused", at: null, reason };
  return { state: mail?.state === "sending" ? "sending" : "waiting", at: mail?.at ?? null, reason };
}
