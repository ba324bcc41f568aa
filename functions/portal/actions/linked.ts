import { StoreDamaged } from "../../domain/failure.ts";
import { sha256 } from "../../pipeline/support/draft.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import { isLive, type Link, opensFile, opensSeries } from "../../revisions/link.ts";
import type { PublishedRevision, PublishedRevisions } from "../../revisions/published.ts";
import { type RevisionReader, revisionsOf } from "./published.ts";

/** A link that opens something now; null for one that is unknown, expired or revoked, in whatever way. */
export async function openLink(ports: PortalPorts, token: string): Promise<Link | null> {
  const link = await ports.links.find(token);
  return link !== null && isLive(link, ports.now().toISOString()) ? link : null;
}

/** The revisions of a series that a link opens; null where it does not open it or nothing of it was published. */
export async function linkedRevisions(
  ports: RevisionReader,
  link: Link,
  series: string,
): Promise<PublishedRevisions | null> {
  return opensSeries(link.scope, series) ? revisionsOf(ports, series) : null;
}

/** A file that may be handed out: one that the manifest names and the link opens; null otherwise. */
export function linkedFile(
  link: Link,
  published: PublishedRevision,
  name: string,
): PublishedRevision["files"][number] | null {
  const file = published.files.find((one) => one.name === name);
  return file !== undefined && opensFile(link.scope, file.name) ? file : null;
}

/** A download as it is about to begin. */
export interface Handover {
  readonly link: Link;
  readonly published: PublishedRevision;
  readonly file: PublishedRevision["files"][number];
  /** The network address of whoever asks. */
  readonly address: string;
  /** The header Content-Disposition. */
  readonly disposition: string;
}

/** Notes a download, then hands the file out: what could not be noted is not given. Throws StoreDamaged for other bytes. */
export async function serveFile(ports: PortalPorts, { link, published, file, address, disposition }: Handover) {
  const { series, revision, prefix } = published;
  const at = ports.now().toISOString();
  await ports.links.recordDownload({
    link: link.id,
    recipient: link.recipient,
    at,
    series,
    revision,
    file: file.name,
    address,
  });
  const given = await ports.deliver({ key: `${prefix}/${file.name}`, mediaType: file.mediaType, disposition });
  if ("bytes" in given && sha256(given.bytes) !== file.sha256) {
    throw new StoreDamaged(`tệp đã phát hành ${prefix}/${file.name} sai mã băm`);
  }
  return given;
}
