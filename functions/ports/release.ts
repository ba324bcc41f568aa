import type { HeldDraft } from "../revisions/release/release.ts";

/** Drafts whose release somebody has to agree to. */
export interface ReleaseStore {
  /** Every one of a series, the oldest first. */
  of(series: string): Promise<readonly HeldDraft[]>;
  /** Those of all series, by series. */
  all(): Promise<readonly (readonly HeldDraft[])[]>;
  /**
   * Changes the drafts of a series by conditional writes until one holds; `changed` gives null where there is nothing to
   * change. What is decided is decided once, however many decide at once.
   *
   * @returns what stands afterwards
   */
  change(
    series: string,
    changed: (drafts: readonly HeldDraft[]) => readonly HeldDraft[] | null,
  ): Promise<readonly HeldDraft[]>;
}

/** What holding back a release needs. */
export interface ReleasePorts {
  readonly releases: ReleaseStore;
}
