import type { TemplateCatalogue } from "../../../ports/ports.ts";
import type { Overview } from "../../../report/tables/targets/overview.ts";
import type { Link } from "../../../revisions/link.ts";
import type { PublishedRevision, PublishedRevisions } from "../../../revisions/published.ts";
import type { SignedCopy } from "../../../revisions/signed-copy.ts";

/** What a page of a link shows. */
export interface Opened {
  readonly catalogue: TemplateCatalogue;
  readonly link: Link;
  readonly token: string;
  readonly all: PublishedRevisions;
  /** The one of them whose files are listed. */
  readonly shown: PublishedRevision;
  /** Every signed copy that is registered for the series. */
  readonly signed: readonly SignedCopy[];
  /** Of the report that the page leads with; null where none is kept with the revision. */
  readonly overview: Overview | null;
}

export const STATES = { final: "chính thức", provisional: "tạm tính" } as const;

/** The part of a series' name after its province. */
export const restOf = (series: string): string => series.slice(series.indexOf("/") + 1);

/** Which of a province's series is meant; of other links the series is known. */
export function query({ scope }: Link, series: string, more: Readonly<Record<string, string>> = {}): string {
  const parameters = new URLSearchParams({ ...(scope.kind === "province" ? { ky: restOf(series) } : {}), ...more });
  return parameters.size === 0 ? "" : `?${parameters}`;
}

/** Where a file of the revision shown is opened. @param more parameters of the address */
export function fileAddress({ link, token, shown }: Opened, name: string, more: Readonly<Record<string, string>> = {}) {
  const path = name.split("/").map(encodeURIComponent).join("/");
  return `/b/${token}/${shown.revision}/${path}${query(link, shown.series, more)}`;
}
