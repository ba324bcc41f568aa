import { StoreDamaged } from "../../domain/failure.ts";
import { sha256, stored } from "../../pipeline/support/draft.ts";
import type { PortalPorts } from "../../ports/ports.ts";
import { isLive, type Link, opensFile, opensReport, opensSeries } from "../../revisions/link.ts";
import type { LinkedFile, PublishedRevision, PublishedRevisions } from "../../revisions/published.ts";
import { signedFileKey, signedName } from "../../revisions/signed-copy.ts";
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

/** A signed copy of a report that the link opens; null otherwise. */
async function linkedCopy(
  { signed }: Pick<PortalPorts, "signed">,
  { scope }: Link,
  { series, revision }: PublishedRevision,
  name: string,
): Promise<LinkedFile | null> {
  const copies = await signed.list(series);
  const copy = copies.find((one) => one.revision === revision && signedName(one) === name);
  if (copy === undefined || !opensReport(scope, copy.report)) return null;
  const { file, number } = copy;
  return { name, mediaType: "application/pdf", sha256: file.sha256, key: signedFileKey(copy), number };
}

/** A file that may be handed out: one that the manifest or the register names and the link opens; null otherwise. */
export async function linkedFile(
  ports: Pick<PortalPorts, "signed">,
  link: Link,
  published: PublishedRevision,
  name: string,
): Promise<LinkedFile | null> {
  const file = published.files.find((one) => one.name === name);
  if (file === undefined) return linkedCopy(ports, link, published, name);
  return opensFile(link.scope, name) ? { ...file, key: `${published.prefix}/${name}`, number: null } : null;
}

/** A download as it is about to begin. */
export interface Handover {
  readonly link: Link;
  readonly published: PublishedRevision;
  readonly file: LinkedFile;
  /** The network address of whoever asks. */
  readonly address: string;
  /** The header Content-Disposition. */
  readonly disposition: string;
}

/** The bytes of a picture of a report, to be shown within a page: nobody has the report by it, so it is no download. */
export async function pictureOf(
  { objects }: Pick<PortalPorts, "objects">,
  { key, sha256: hash }: Pick<LinkedFile, "key" | "sha256">,
): Promise<Uint8Array> {
  const bytes = await stored(objects, key);
  if (sha256(bytes) !== hash) throw new StoreDamaged(`tệp đã phát hành ${key} sai mã băm`);
  return bytes;
}

/** Notes a download, then hands the file out: what could not be noted is not given. Throws StoreDamaged for other bytes. */
export async function serveFile(ports: PortalPorts, { link, published, file, address, disposition }: Handover) {
  const { series, revision } = published;
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
  const given = await ports.deliver({ key: file.key, mediaType: file.mediaType, disposition });
  if ("bytes" in given && sha256(given.bytes) !== file.sha256) {
    throw new StoreDamaged(`tệp đã phát hành ${file.key} sai mã băm`);
  }
  return given;
}
