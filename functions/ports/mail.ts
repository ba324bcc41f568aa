import type { SentMail } from "../mail/delivery.ts";
import type { Letter, MailKind } from "../mail/letters/letter.ts";
import type { Mailbox, MailFact } from "../mail/mailbox.ts";
import type { NewRecipient, Recipient, RoleKind } from "../mail/recipient.ts";

/** What an unsubscribing link stands for. */
export interface Subscription {
  readonly province: string;
  readonly recipient: Recipient;
  /** The mails that are no longer wanted. */
  readonly kind: RoleKind;
}

/** Who is written to, by province. */
export interface RecipientStore {
  /** By address. */
  list(province: string): Promise<readonly Recipient[]>;
  /**
   * Adds somebody, or replaces the one with this address, who is then written to again for every role but those that stay
   * `muted`.
   */
  put(province: string, recipient: NewRecipient, muted?: readonly RoleKind[]): Promise<Recipient>;
  /** Forgets name and address. False where there is nobody with this address. */
  remove(province: string, address: string): Promise<boolean>;
  /** The token of the link by which somebody ends mails of this kind; always the same one. */
  subscriptionToken(province: string, recipient: string, kind: RoleKind): Promise<string>;
  /** What a token stands for; null where it stands for nothing. Any text may be asked after. */
  subscription(token: string): Promise<Subscription | null>;
  /** Ends the mails that a token stands for, and says which; null as above. Safe to repeat. */
  unsubscribe(token: string): Promise<Subscription | null>;
}

/** What mail servers have told of addresses, whichever province writes to them. */
export interface MailboxStore {
  /** What is known of each address now. */
  all(): Promise<(address: string) => Mailbox>;
  /** Notes what was told of a mail; told twice or out of order, it changes nothing more. */
  note(address: string, fact: MailFact): Promise<void>;
  /** Has an address written to again, whatever was told until then. */
  revive(address: string, at: Date): Promise<void>;
}

/** One mail to one person about one thing. */
export interface MailKey {
  readonly kind: MailKind;
  /** What it is about, in a name that stays: "ba-ria-vung-tau/2023-06/r2", a run's id. */
  readonly about: string;
  /** Id of the recipient. */
  readonly recipient: string;
}

/** Leave to send a mail, or why there is none: it was sent, or another call is sending it. */
export type Claim = { readonly state: "claimed"; readonly owner: string } | { readonly state: "sent" | "busy" };

/** Which mails were sent, so that each is sent once however often a step is repeated or run at once. */
export interface Outbox {
  /**
   * Claims a mail for a few minutes; after that another call may send it, since whoever claimed it has died.
   *
   * @param returnedAt instant (RFC 3339) at which the mail is known to have come back: one that was sent before may be
   * sent again; null where it has not
   */
  claim(key: MailKey, at: Date, returnedAt: string | null): Promise<Claim>;
  /** Notes that a claimed mail was sent. */
  close(key: MailKey, owner: string, at: Date): Promise<void>;
  /** Gives a claimed mail back, so that another call can try it at once. */
  release(key: MailKey, owner: string): Promise<void>;
  /** The mails of one occasion, to whomever: the key's own recipient is not looked at. */
  list(occasion: MailKey): Promise<readonly SentMail[]>;
  /**
   * Has a mail that was sent be sent again; one that is not sent yet stays as it is.
   *
   * @returns how often it was begun until now
   */
  reopen(key: MailKey, at: Date): Promise<number>;
}

/** A file that goes with a mail. */
export interface MailFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A mail to one person. */
export interface Mail {
  /** Between the angle brackets; the same for every attempt, so that mail servers know a repeat. */
  readonly messageId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly letter: Letter;
  /** Files that go with it; none for most. */
  readonly files?: readonly MailFile[];
  /** Address that ends mails of this kind by a POST (RFC 8058); null for mails that cannot be ended. */
  readonly unsubscribe: string | null;
  readonly date: Date;
}

/** Hands mails over. Throws MailUnavailable, or MailRefused where trying again is no use. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** What mails need. */
export interface MailPorts {
  readonly recipients: RecipientStore;
  readonly mailboxes: MailboxStore;
  readonly outbox: Outbox;
  readonly mailer: Mailer;
  /** Address of the portal, without "/" at its end; null where there is none. */
  readonly portalBase: string | null;
  /** Address that is told of failures where a province has no operators; null for none. */
  readonly operatorAddress: string | null;
}
