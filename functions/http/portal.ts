import type { PublishedRow } from "../domain/change.ts";
import type { Issued, Issues } from "../domain/issued.ts";
import type { Link } from "../domain/link.ts";
import type { RunRecord, RunView } from "../domain/run.ts";
import type { PortalPorts } from "../ports.ts";

/** A run that was asked for; `repeated` where it was there already, `reused` where its key named something else. */
interface Requested {
  readonly record: RunRecord;
  readonly outcome: "started" | "repeated" | "reused";
}

interface Cancelled {
  readonly record: RunRecord;
  readonly outcome: "cancelling" | "over" | "elsewhere";
}

/** What the routes ask for; `steps/portal.ts` gives it. */
export interface Portal extends Pick<PortalPorts, "catalogue" | "history" | "recipients" | "now" | "warn"> {
  /** Null for a link that is unknown, expired or revoked, however it is so. */
  openLink(token: string): Promise<Link | null>;
  linkedIssues(link: Link, series: string): Promise<Issues | null>;
  linkedFile(link: Link, issue: Issued, name: string): Issued["files"][number] | null;
  handOver(handover: {
    readonly link: Link;
    readonly issue: Issued;
    readonly file: Issued["files"][number];
    readonly address: string;
    readonly disposition: string;
  }): ReturnType<PortalPorts["deliver"]>;
  issuesOf(series: string): Promise<Issues | null>;
  standingIssues(province: string): Promise<readonly Issued[]>;
  changesIn(issue: Issued): Promise<readonly PublishedRow[]>;
  foundByCode(code: string): Promise<readonly { readonly issue: Issued; readonly standing: Issued }[]>;
  requestRun(
    request: Pick<RunRecord, "province" | "period" | "programmes" | "refresh" | "provisional" | "reason" | "by"> & {
      readonly key: string;
    },
  ): Promise<Requested>;
  cancelRun(id: string, by: string): Promise<Cancelled | null>;
  settled(record: RunRecord): Promise<RunRecord>;
  viewOf(record: RunRecord): Promise<RunView>;
}
