import { MailRefused, MailUnavailable } from "../../domain/failure.ts";
import type { Letter } from "../../mail/letters/letter.ts";
import { deathOf, type Mailbox, type MailFact, marked } from "../../mail/mailbox.ts";
import type { Recipient, RoleKind } from "../../mail/recipient.ts";
import type { MailFile, MailKey } from "../../ports/mail.ts";
import type { ServicePorts } from "../../ports/ports.ts";
import type { Undeliverable } from "../../revisions/run.ts";

/** A mail to be sent once. */
export interface MailDelivery {
  readonly key: MailKey;
  readonly to: Pick<Recipient, "name" | "address">;
  /** Of whose mails the reader may end those of a kind; null where none can be ended. */
  readonly subscription: { readonly province: string; readonly kind: RoleKind } | null;
  /** Writes the letter; called only when it is about to be sent. `undo` is called where it surely did not go out. */
  readonly compose: () => Promise<{ letter: Letter; files?: readonly MailFile[]; undo?: () => Promise<void> }>;
}

/** How many mails were sent now, had been sent before, and are not sent since nothing can be delivered to their address. */
export interface Delivered {
  readonly sent: number;
  readonly standing: number;
  readonly refused: number;
}

/** The mails of a step, with those that are still to be sent, which the next run does, and who cannot be written to. */
export interface Attempted extends Delivered {
  readonly waiting: number;
  readonly undeliverable: readonly Undeliverable[];
}

/** `deferred` this mail could not be handed over, `unreachable` no mail can be, `busy` another call is sending it. */
type Ended = keyof Delivered | "deferred" | "unreachable" | "busy";

/** The name of a mail: the same for every attempt. */
export const messageIdOf = ({ kind, about, recipient }: MailKey): string =>
  [kind, about, recipient].map((part) => part.replace(/[^A-Za-z0-9-]+/g, ".").replace(/^\.|\.$/g, "")).join(".");

async function unsubscribeAddress(ports: ServicePorts, { key, subscription }: MailDelivery): Promise<string | null> {
  if (subscription === null || ports.portalBase === null) return null;
  const token = await ports.recipients.subscriptionToken(subscription.province, key.recipient, subscription.kind);
  return `${ports.portalBase}/u/${token}`;
}

async function sendMail(ports: ServicePorts, delivery: MailDelivery): Promise<MailRefused | MailUnavailable | null> {
  const { key, to } = delivery;
  const { letter, files = [], undo } = await delivery.compose();
  const unsubscribe = await unsubscribeAddress(ports, delivery);
  try {
    await ports.mailer.send({ messageId: messageIdOf(key), to, letter, files, unsubscribe, date: ports.now() });
    return null;
  } catch (error) {
    if (!(error instanceof MailRefused || error instanceof MailUnavailable)) throw error;
    ports.warn(`Không gửi được thư cho ${to.address}: ${error.message}`);
    if (error instanceof MailRefused || error.unsent) await undo?.();
    return error;
  }
}

async function sendClaimed(ports: ServicePorts, delivery: MailDelivery, owner: string): Promise<Ended | MailFact> {
  const { key } = delivery;
  const failure = await sendMail(ports, delivery).catch(async (error: unknown) => {
    // Whatever ended this call, the next one need not wait until the claim has run out.
    await ports.outbox.release(key, owner);
    throw error;
  });
  if (failure === null) {
    await ports.outbox.close(key, owner, ports.now());
    return "sent";
  }
  // One that was refused is still to be sent, should somebody say that the address is mended.
  await ports.outbox.release(key, owner);
  if (failure instanceof MailUnavailable) return failure.alone ? "deferred" : "unreachable";
  return { kind: "bounced", at: ports.now().toISOString(), code: failure.code, mail: null };
}

async function sendOnce(ports: ServicePorts, delivery: MailDelivery, mailbox: Mailbox): Promise<Ended | MailFact> {
  const { key } = delivery;
  const claim = await ports.outbox.claim(key, ports.now(), mailbox.returned[messageIdOf(key)] ?? null);
  if (claim.state === "claimed") return sendClaimed(ports, delivery, claim.owner);
  return claim.state === "sent" ? "standing" : claim.state;
}

/** The addresses as mail servers know them; what a server says now counts at once. */
async function openMailboxes({ mailboxes, warn }: ServicePorts) {
  const known = await mailboxes.all();
  const told = new Map<string, Mailbox>();
  const undeliverable = new Map<string, Undeliverable>();
  const of = (address: string): Mailbox => told.get(address) ?? known(address);
  return {
    of,
    async note(address: string, fact: MailFact): Promise<void> {
      await mailboxes.note(address, fact);
      told.set(address, marked(of(address), fact));
    },
    /** Whether nothing can be delivered to somebody, who is then named. */
    isDead({ name, address }: MailDelivery["to"]): boolean {
      const reason = deathOf(of(address));
      if (reason === null) return false;
      if (!undeliverable.has(address)) warn(`Không gửi thư cho ${address}: ${reason}.`);
      undeliverable.set(address, { name, address, reason });
      return true;
    },
    undeliverable: () => [...undeliverable.values()],
  };
}

/** After so many mails in a row that the server took no notice of, it is taken to be out of reach. */
const GIVE_UP_AFTER = 3;

/**
 * Sends each mail once, however often this is called and by how many at once. Those that can be sent are, whatever
 * becomes of the others.
 */
export async function attempt(ports: ServicePorts, deliveries: readonly MailDelivery[]): Promise<Attempted> {
  const mailboxes = await openMailboxes(ports);
  const ended = { sent: 0, standing: 0, refused: 0, deferred: 0, unreachable: 0, busy: 0 };
  let failedInARow = 0;
  for (const delivery of deliveries) {
    const { to } = delivery;
    const end = mailboxes.isDead(to) ? "refused" : await sendOnce(ports, delivery, mailboxes.of(to.address));
    if (typeof end === "object") {
      await mailboxes.note(to.address, end);
      mailboxes.isDead(to);
    }
    ended[typeof end === "object" ? "refused" : end] += 1;
    failedInARow = end === "unreachable" ? failedInARow + 1 : 0;
    if (failedInARow === GIVE_UP_AFTER) break;
  }
  const { sent, standing, refused } = ended;
  const waiting = deliveries.length - sent - standing - refused;
  return { sent, standing, refused, waiting, undeliverable: mailboxes.undeliverable() };
}

/** What became of the mails. Throws MailUnavailable where some are still to be sent. */
export function settled({ waiting, sent, standing, refused }: Attempted): Delivered {
  if (waiting === 0) return { sent, standing, refused };
  const all = waiting + sent + standing + refused;
  throw new MailUnavailable(
    `Còn ${waiting}/${all} thư chưa gửi được; kiểm tra máy chủ thư rồi chạy lại, thư đã gửi thì không gửi lại.`,
    { unsent: false, alone: false },
  );
}

/** As above, both. Throws MailUnavailable where some could not be sent yet: calling again sends only those. */
export const deliver = async (ports: ServicePorts, deliveries: readonly MailDelivery[]): Promise<Delivered> =>
  settled(await attempt(ports, deliveries));
