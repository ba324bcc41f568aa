import { StoreDamaged } from "../domain/failure.ts";
import type { Issued, Issues } from "../domain/issued.ts";
import { isLive, type Link, opensFile, opensSeries } from "../domain/link.ts";
import type { PortalPorts } from "../ports.ts";
import { sha256 } from "./draft.ts";
import { issuesOf } from "./issued.ts";

/** A link that opens something now; null for one that is unknown, expired or revoked, however it is so. */
export async function openLink(ports: PortalPorts, token: string): Promise<Link | null> {
  const link = await ports.links.find(token);
  return link !== null && isLive(link, ports.now().toISOString()) ? link : null;
}

/** The revisions of a series that a link opens; null where it does not open it or nothing of it was published. */
export async function linkedIssues(ports: PortalPorts, link: Link, series: string): Promise<Issues | null> {
  return opensSeries(link.scope, series) ? issuesOf(ports, series) : null;
}

/** A file that may be handed out: one that the manifest names and the link opens; null otherwise. */
export function linkedFile(link: Link, issue: Issued, name: string): Issued["files"][number] | null {
  const file = issue.files.find((one) => one.name === name);
  return file !== undefined && opensFile(link.scope, file.name) ? file : null;
}

/** A download as it is about to begin. */
export interface Handover {
  readonly link: Link;
  readonly issue: Issued;
  readonly file: Issued["files"][number];
  /** The network address of whoever asks. */
  readonly address: string;
  /** The header Content-Disposition. */
  readonly disposition: string;
}

/** Notes a download, then hands the file out: what could not be noted is not given. Throws StoreDamaged for other bytes. */
export async function handOver(ports: PortalPorts, { link, issue, file, address, disposition }: Handover) {
  const { series, revision, prefix } = issue;
  const at = ports.now().toISOString();
  await ports.links.recordDownload({
    ...{ link: link.id, recipient: link.recipient, at, series, revision, file: file.name, address },
  });
  const given = await ports.deliver({ key: `${prefix}/${file.name}`, mediaType: file.mediaType, disposition });
  if ("bytes" in given && sha256(given.bytes) !== file.sha256) {
    throw new StoreDamaged(`tệp đã phát hành ${prefix}/${file.name} sai mã băm`);
  }
  return given;
}
