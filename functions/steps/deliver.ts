import { MailRefused, MailUnavailable } from "../domain/failure.ts";
import type { Letter } from "../domain/letter.ts";
import type { RoleKind } from "../domain/recipient.ts";
import type { ServicePorts } from "../ports.ts";
import type { MailKey } from "../ports-mail.ts";

/** A mail to be sent once. */
export interface Delivery {
  readonly key: MailKey;
  readonly to: { readonly name: string; readonly address: string };
  /** Of whose mails the reader may end those of a kind; null where none can be ended. */
  readonly subscription: { readonly province: string; readonly kind: RoleKind } | null;
  /** Writes the letter; called only when it is about to be sent. `undo` is called where it surely was not. */
  readonly compose: () => Promise<{ letter: Letter; undo?: () => Promise<void> }>;
}

/** How many mails were sent now, had been dealt with before, and were refused for good now. */
export interface Delivered {
  readonly sent: number;
  readonly standing: number;
  readonly refused: number;
}

type Ended = keyof Delivered | "deferred";

/** The name of a mail: the same for every attempt. */
const messageIdOf = ({ kind, about, recipient }: MailKey): string =>
  [kind, about, recipient].map((part) => part.replace(/[^A-Za-z0-9-]+/g, ".").replace(/^\.|\.$/g, "")).join(".");

async function unsubscribeAddress(ports: ServicePorts, { key, subscription }: Delivery): Promise<string | null> {
  if (subscription === null || ports.portalBase === null) return null;
  const token = await ports.recipients.subscriptionToken(subscription.province, key.recipient, subscription.kind);
  return `${ports.portalBase}/u/${token}`;
}

async function sendClaimed(ports: ServicePorts, delivery: Delivery, owner: string): Promise<Ended> {
  const { key, to } = delivery;
  const { letter, undo } = await delivery.compose();
  const unsubscribe = await unsubscribeAddress(ports, delivery);
  try {
    await ports.mailer.send({ messageId: messageIdOf(key), to, letter, unsubscribe, date: ports.now() });
  } catch (error) {
    if (!(error instanceof MailRefused || error instanceof MailUnavailable)) throw error;
    await undo?.();
    const reason = error.message;
    if (error instanceof MailRefused) {
      await ports.outbox.close(key, owner, { state: "refused", reason, at: ports.now() });
      ports.warn(`Không gửi được thư cho ${to.address}: ${reason}`);
      return "refused";
    }
    await ports.outbox.release(key, owner);
    ports.warn(`Chưa gửi được thư cho ${to.address}: ${reason}`);
    return "deferred";
  }
  await ports.outbox.close(key, owner, { state: "sent", reason: "", at: ports.now() });
  return "sent";
}

async function sendOnce(ports: ServicePorts, delivery: Delivery): Promise<Ended> {
  const claim = await ports.outbox.claim(delivery.key, ports.now());
  if (claim.state === "claimed") return sendClaimed(ports, delivery, claim.owner);
  return claim.state === "done" ? "standing" : "deferred";
}

/** After so many mails in a row that could not be handed over, the server is taken to be out of reach. */
const GIVE_UP_AFTER = 3;

/**
 * Sends each mail once, however often this is called and by how many at once. Those that can be sent are, whatever
 * becomes of the others. Throws MailUnavailable where some could not be sent yet: calling again sends only those.
 */
export async function deliver(ports: ServicePorts, deliveries: readonly Delivery[]): Promise<Delivered> {
  const ended = { sent: 0, standing: 0, refused: 0, deferred: 0 };
  let inARow = 0;
  for (const delivery of deliveries) {
    const end = await sendOnce(ports, delivery);
    ended[end] += 1;
    inARow = end === "deferred" ? inARow + 1 : 0;
    if (inARow === GIVE_UP_AFTER) break;
  }
  const { deferred, ...delivered } = ended;
  if (deferred === 0) return delivered;
  const waiting = deliveries.length - delivered.sent - delivered.standing - delivered.refused;
  throw new MailUnavailable(
    `Còn ${waiting}/${deliveries.length} thư chưa gửi được; kiểm tra máy chủ thư rồi chạy lại, thư đã gửi không gửi lại.`,
  );
}
