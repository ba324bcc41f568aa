import { RequestInvalid } from "../../../domain/failure.ts";
import { type Delivery, deliveryOf, type SentMail } from "../../../mail/delivery.ts";
import { type Recipient, type RoleKind, wants } from "../../../mail/recipient.ts";
import type { MailKey } from "../../../ports/mail.ts";
import type { ServicePorts } from "../../../ports/ports.ts";
import { type Link, opensSeries } from "../../../revisions/link.ts";
import type { Manifest } from "../../../revisions/revision.ts";
import { manifestOf, pointersOf } from "../compile.ts";
import { messageIdOf } from "../deliver.ts";
import { scopesOf } from "./scopes.ts";

/** What telling of people's mails reaches. */
export interface DeliveryPorts
  extends Pick<ServicePorts, "revisions" | "objects" | "snapshots" | "mailboxes" | "outbox" | "links" | "now"> {
  readonly recipients: Pick<ServicePorts["recipients"], "list">;
}

/** Somebody who is written to, and what became of the mail. */
export interface Told extends Delivery {
  /** Of the person. */
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** How often the mail was begun. */
  readonly attempts: number;
}

/** Somebody who is told of a revision, what became of the mail, and what was done with its links. */
export interface PersonDelivery extends Told {
  /** Why files are attached in place of links; null for links. */
  readonly attached: string | null;
  /** Links that stand, of this revision. */
  readonly links: number;
  /** Files that were downloaded by them, and when the last was (RFC 3339); null where none was. */
  readonly downloads: number;
  readonly lastDownload: string | null;
}

/** The mail by which somebody is told of a revision. */
export const reportKey = ({ series, revision }: Pick<Manifest, "series" | "revision">, recipient: string): MailKey => ({
  kind: "report",
  about: `${series}/r${revision}`,
  recipient,
});

/** The pointer of a revision, and those of the whole series. Throws RequestInvalid where there is none. */
export async function pointerOf(ports: Pick<DeliveryPorts, "revisions" | "objects">, series: string, revision: number) {
  const all = await pointersOf(ports, series);
  const pointer = all[revision - 1];
  if (pointer !== undefined) return { pointer, all };
  throw new RequestInvalid(`Không có bản ${revision} của ${series}; đã phát hành ${all.length} bản.`);
}

/**
 * What became of the mails of one occasion, to whomever is asked after.
 *
 * @param keyOf the mail to a recipient of this id
 * @param role for which people are written to
 */
export async function toldOf(
  { outbox, mailboxes }: Pick<DeliveryPorts, "outbox" | "mailboxes">,
  keyOf: (id: string) => MailKey,
  role: RoleKind,
): Promise<(person: Recipient) => Told> {
  const mails = new Map<string, SentMail>();
  for (const mail of await outbox.list(keyOf(""))) mails.set(mail.recipient, mail);
  const mailboxOf = await mailboxes.all();
  return (person) => {
    const { id, name, address } = person;
    const mail = mails.get(id) ?? null;
    const delivery = deliveryOf(mail, messageIdOf(keyOf(id)), mailboxOf(address), !wants(person, role));
    return { id, name, address, attempts: mail?.attempts ?? 0, ...delivery };
  };
}

async function usedBy(
  { links }: DeliveryPorts,
  all: readonly Link[],
  { series, revision }: Manifest,
  address: string,
): Promise<Pick<PersonDelivery, "links" | "downloads" | "lastDownload">> {
  const own = all.filter(
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
  const { pointer } = await pointerOf(ports, series, revision);
  const manifest = await manifestOf(ports.objects, pointer);
  const told = await toldOf(ports, (id) => reportKey(manifest, id), "recipient");
  const links = await ports.links.list();
  const isReader = (one: Recipient): boolean => one.roles.some(({ kind }) => kind === "recipient");
  const people = (await ports.recipients.list(manifest.province)).filter(
    (one) => isReader(one) && scopesOf(one, manifest).length > 0,
  );
  return Promise.all(
    people.map(async (one) => {
      const used = await usedBy(ports, links, manifest, one.address);
      return { ...told(one), attached: one.attached?.reason ?? null, ...used };
    }),
  );
}
