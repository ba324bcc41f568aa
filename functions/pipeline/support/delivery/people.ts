import { RequestInvalid } from "../../../domain/failure.ts";
import { type Delivery, deliveryOf, type SentMail } from "../../../mail/delivery.ts";
import { type Recipient, wants } from "../../../mail/recipient.ts";
import type { MailKey } from "../../../ports/mail.ts";
import type { ServicePorts } from "../../../ports/ports.ts";
import { opensSeries } from "../../../revisions/link.ts";
import type { Manifest } from "../../../revisions/revision.ts";
import { manifestOf, pointersOf } from "../compile.ts";
import { messageIdOf } from "../deliver.ts";
import { scopesOf } from "./scopes.ts";

/** What telling of people's mails reaches. */
export interface DeliveryPorts
  extends Pick<ServicePorts, "revisions" | "objects" | "mailboxes" | "outbox" | "links" | "now"> {
  readonly recipients: Pick<ServicePorts["recipients"], "list">;
}

/** Somebody who is told of a revision, what became of the mail, and what was done with its links. */
export interface PersonDelivery extends Delivery {
  /** Of the person. */
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** Why files are attached in place of links; null for links. */
  readonly attached: string | null;
  /** Links that stand, of this revision. */
  readonly links: number;
  /** Files that were downloaded by them, and when the last was (RFC 3339); null where none was. */
  readonly downloads: number;
  readonly lastDownload: string | null;
}

const keyOf = ({ series, revision }: Pick<Manifest, "series" | "revision">, recipient: string): MailKey => ({
  kind: "report",
  about: `${series}/r${revision}`,
  recipient,
});

/** The manifest of a revision, and which one is current. Throws RequestInvalid where there is none. */
async function revisionOf(ports: DeliveryPorts, series: string, revision: number) {
  const pointers = await pointersOf(ports, series);
  const pointer = pointers[revision - 1];
  if (pointer !== undefined) return { manifest: await manifestOf(ports.objects, pointer), current: pointers.length };
  throw new RequestInvalid(`Không có bản ${revision} của ${series}; đã phát hành ${pointers.length} bản.`);
}

async function usedBy({ links }: DeliveryPorts, { series, revision }: Manifest, address: string) {
  const own = (await links.list()).filter(
    (link) => link.recipient === address && link.revision === revision && opensSeries(link.scope, series),
  );
  const downloads = (await Promise.all(own.map(({ id }) => links.downloads(id)))).flat();
  const times = downloads.filter((one) => one.series === series).map(({ at }) => at);
  const lastDownload = times.toSorted((one, other) => Date.parse(one) - Date.parse(other)).at(-1) ?? null;
  return { links: own.filter(({ revoked }) => revoked === null).length, downloads: times.length, lastDownload };
}

/**
 * Everybody who is told of a revision, by address, with what became of the mail and of its links.
 * Throws RequestInvalid for a revision that there is not.
 */
export async function peopleOf(ports: DeliveryPorts, series: string, revision: number): Promise<PersonDelivery[]> {
  const { manifest } = await revisionOf(ports, series, revision);
  const mails = new Map<string, SentMail>();
  for (const mail of await ports.outbox.list(keyOf(manifest, ""))) mails.set(mail.recipient, mail);
  const mailboxOf = await ports.mailboxes.all();
  const isReader = (one: Recipient): boolean => one.roles.some(({ kind }) => kind === "recipient");
  const people = (await ports.recipients.list(manifest.province)).filter(
    (one) => isReader(one) && scopesOf(one, manifest).length > 0,
  );
  return Promise.all(
    people.map(async (one) => {
      const { id, name, address } = one;
      const mail = mails.get(id) ?? null;
      const about = messageIdOf(keyOf(manifest, id));
      const delivery = deliveryOf(mail, about, mailboxOf(address), !wants(one, "recipient"));
      const used = await usedBy(ports, manifest, address);
      return { id, name, address, attached: one.attached?.reason ?? null, ...delivery, ...used };
    }),
  );
}

/**
 * Has somebody's mail about the current revision be sent again, whatever became of it: the next call that tells people
 * sends it, and nobody else a mail they have. Safe to repeat: a mail that is still to be sent stays one.
 * Throws RequestInvalid for somebody who gets none, and for a revision that was replaced.
 *
 * @param id of the person
 * @returns how often the mail was begun until now: the same for every repeat
 */
export async function reopenMail(ports: DeliveryPorts, series: string, revision: number, id: string): Promise<number> {
  const { current } = await revisionOf(ports, series, revision);
  if (current !== revision) {
    throw new RequestInvalid(
      `Bản ${revision} của ${series} đã được thay bằng bản ${current}; gửi lại thư của bản hiện hành.`,
    );
  }
  const person = (await peopleOf(ports, series, revision)).find((one) => one.id === id);
  if (person === undefined) {
    throw new RequestInvalid(
      `Không có người nhận "${id.slice(0, 100)}" của bản ${revision}; xem danh sách người nhận của bản đó.`,
    );
  }
  if (person.state === "muted") {
    throw new RequestInvalid(
      `${person.address} đã dừng nhận thư này; người đó đồng ý thì thêm lại vào danh sách người nhận.`,
    );
  }
  if (person.reason !== null) await ports.mailboxes.revive(person.address, ports.now());
  return ports.outbox.reopen({ kind: "report", about: `${series}/r${revision}`, recipient: id }, ports.now());
}
