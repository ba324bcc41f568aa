import type { Manifest } from "./revision.ts";

/** One issue of a report as those see it who ask for it: the manifest without the sources of its figures. */
export type Issued = Pick<
  Manifest,
  | "province"
  | "programme"
  | "period"
  | "window"
  | "series"
  | "revision"
  | "state"
  | "synthetic"
  | "dataAsOf"
  | "publishedAt"
  | "gaps"
  | "files"
> & {
  /** Where its files lie. */
  readonly prefix: string;
  /** What it prints of itself. */
  readonly codes: readonly string[];
};

/** All revisions of a series, the first one first; the last one stands. */
export type Issues = readonly [Issued, ...Issued[]];

/** The revision that stands (bản hiện hành). */
export const standingOf = (issues: Issues): Issued => issues.at(-1) ?? issues[0];
