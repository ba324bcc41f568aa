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
  /** Writes the letter; called only when it is about to be sent. `undo` is called where it surely did not go out. */
  readonly compose: () => Promise<{ letter: Letter; undo?: () => Promise<void> }>;
}

/** How many mails were sent now, had been dealt with before, and were refused for good now. */
export interface Delivered {
  readonly sent: number;
  readonly standing: number;
  readonly refused: number;
}

/** `deferred` could not be handed over, `busy` another call is sending. */
type Ended = keyof Delivered | "deferred" | "busy";

/** The name of a mail: the same for every attempt. */
const messageIdOf = ({ kind, about, recipient }: MailKey): string =>
  [kind, about, recipient].map((part) => part.replace(/[^A-Za-z0-9-]+/g, ".").replace(/^\.|\.$/g, "")).join(".");

async function unsubscribeAddress(ports: ServicePorts, { key, subscription }: Delivery): Promise<string | null> {
  if (subscription === null || ports.portalBase === null) return null;
  const token = await ports.recipients.subscriptionToken(subscription.province, key.recipient, subscription.kind);
  return `${ports.portalBase}/u/${token}`;
}

async function hand(ports: ServicePorts, delivery: Delivery): Promise<MailRefused | MailUnavailable | null> {
  const { key, to } = delivery;
  const { letter, undo } = await delivery.compose();
  const unsubscribe = await unsubscribeAddress(ports, delivery);
  try {
    await ports.mailer.send({ messageId: messageIdOf(key), to, letter, unsubscribe, date: ports.now() });
    return null;
  } catch (error) {
    if (!(error instanceof MailRefused || error instanceof MailUnavailable)) throw error;
    ports.warn(`Không gửi được thư cho ${to.address}: ${error.message}`);
    if (error instanceof MailRefused || error.unsent) await undo?.();
    return error;
  }
}

async function sendClaimed(ports: ServicePorts, delivery: Delivery, owner: string): Promise<Ended> {
  const { key } = delivery;
  const failure = await hand(ports, delivery).catch(async (error: unknown) => {
    // Whatever ended this call, the next one need not wait until the claim has run out.
    await ports.outbox.release(key, owner);
    throw error;
  });
  if (failure instanceof MailUnavailable) {
    await ports.outbox.release(key, owner);
    return "deferred";
  }
  const state = failure === null ? "sent" : "refused";
  await ports.outbox.close(key, owner, { state, reason: failure?.message ?? "", at: ports.now() });
  return state;
}

async function sendOnce(ports: ServicePorts, delivery: Delivery): Promise<Ended> {
  const claim = await ports.outbox.claim(delivery.key, ports.now());
  if (claim.state === "claimed") return sendClaimed(ports, delivery, claim.owner);
  return claim.state === "done" ? "standing" : "busy";
}

/** After so many mails in a row that could not be handed over, the server is taken to be out of reach. */
const GIVE_UP_AFTER = 3;

/**
 * Sends each mail once, however often this is called and by how many at once. Those that can be sent are, whatever
 * becomes of the others. Throws MailUnavailable where some could not be sent yet: calling again sends only those.
 */
export async function deliver(ports: ServicePorts, deliveries: readonly Delivery[]): Promise<Delivered> {
  const ended = { sent: 0, standing: 0, refused: 0, deferred: 0, busy: 0 };
  let failedInARow = 0;
  for (const delivery of deliveries) {
    const end = await sendOnce(ports, delivery);
    ended[end] += 1;
    failedInARow = end === "deferred" ? failedInARow + 1 : 0;
    if (failedInARow === GIVE_UP_AFTER) break;
  }
  const { sent, standing, refused } = ended;
  const waiting = deliveries.length - sent - standing - refused;
  if (waiting === 0) return { sent, standing, refused };
  throw new MailUnavailable(
    `Còn ${waiting}/${deliveries.length} thư chưa gửi được; kiểm tra máy chủ thư rồi chạy lại, thư đã gửi thì không gửi lại.`,
    false,
  );
}
