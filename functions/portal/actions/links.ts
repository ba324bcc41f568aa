import { mailboxText } from "../../mail/mailbox.ts";
import type { Recipient } from "../../mail/recipient.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import type { Download, Link } from "../../revisions/link.ts";

/** A link with what was downloaded by it, the oldest first. */
export interface LinkUse {
  readonly link: Link;
  readonly downloads: readonly Download[];
}

/** Some of the links, the newest first. @returns also how many there are in all */
export async function linksFrom(
  { links }: Pick<PortalPorts, "links">,
  from: number,
  most: number,
): Promise<{ readonly uses: readonly LinkUse[]; readonly of: number }> {
  const all = (await links.list()).toReversed();
  const uses = await Promise.all(
    all.slice(from, from + most).map(async (link) => ({ link, downloads: await links.downloads(link.id) })),
  );
  return { uses, of: all.length };
}

/** One link; null where there is none. */
export async function linkUse({ links }: Pick<PortalPorts, "links">, id: string): Promise<LinkUse | null> {
  const link = (await links.list()).find((one) => one.id === id);
  return link === undefined ? null : { link, downloads: await links.downloads(id) };
}

/** Revokes a link at once and for good; null where there is none. Safe to repeat. */
export const revokeLink = ({ links, now }: Pick<PortalPorts, "links" | "now">, id: string): Promise<Link | null> =>
  links.revoke(id, now().toISOString());

/** Somebody who is written to, and what is known of the mailbox in words; null where there is nothing to know. */
export interface Addressee {
  readonly recipient: Recipient;
  readonly mailbox: string | null;
}

/** Who is written to in a province. */
export async function addresseesOf(
  { recipients, mailboxes }: Pick<PortalPorts, "recipients" | "mailboxes">,
  province: string,
): Promise<Addressee[]> {
  const [list, mailboxOf] = await Promise.all([recipients.list(province), mailboxes.all()]);
  return list.map((recipient) => ({ recipient, mailbox: mailboxText(mailboxOf(recipient.address)) }));
}
