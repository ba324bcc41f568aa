import type { Manifest, RevisionFile } from "./revision.ts";

/** One revision of a report as those see it who ask for it: the manifest without the sources of its figures. */
export type PublishedRevision = Pick<
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
  | "missing"
> & {
  /** Where its files lie. */
  readonly prefix: string;
  /** What it prints of itself. */
  readonly codes: readonly string[];
};

/** A file as a link hands it out: of a revision, or a signed copy of one of its reports. */
export type LinkedFile = Pick<RevisionFile, "name" | "mediaType" | "sha256" | "savedAs"> & {
  /** Where it lies. */
  readonly key: string;
  /** Số, ký hiệu of a signed copy; null for a file of the revision. */
  readonly number: string | null;
};

/** All revisions of a series, the first one first; the last one is current. */
export type PublishedRevisions = readonly [PublishedRevision, ...PublishedRevision[]];

/** The current revision (bản hiện hành). */
export const currentOf = (all: PublishedRevisions): PublishedRevision => all.at(-1) ?? all[0];
