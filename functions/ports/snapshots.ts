import type { AnswerStatus } from "../domain/counts.ts";
import type { Month } from "../domain/period.ts";
import type { SnapshotKey, SnapshotRef } from "../revisions/revision.ts";

/** What a snapshot keeps beside its rows. */
export interface SnapshotContent {
  readonly status: AnswerStatus;
  /** When it was read from its source, by the source's clock (RFC 3339). */
  readonly dataAsOf: string;
  /** When it was asked for, by our clock (RFC 3339): the source's alone never says that an answer is older. */
  readonly askedAt: string;
  /** Rows as JSON values in the order of their codes; the reader parses them by their kind's schema. */
  readonly rows: readonly unknown[];
  /** What the rows were read from, as it came; kept with a new vintage. */
  readonly raw?: readonly Uint8Array[];
}

/** What a vintage was read from (câu trả lời gốc), and whether it is still there as it came. */
export interface RawAnswer {
  readonly key: string;
  readonly sha256: string;
  /** Length as it came. */
  readonly bytes: number;
  readonly isWhole: boolean;
}

/** Immutable answers of the provinces, in vintages. */
export interface SnapshotStore {
  /** The newest vintage; null where there is none, or its rows were lost. */
  latest(key: SnapshotKey): Promise<SnapshotRef | null>;
  /** The newest vintage of every snapshot of this kind and window, by agency code order of the store. */
  latestOfWindow(key: Omit<SnapshotKey, "agency">): Promise<SnapshotRef[]>;
  /**
   * Keeps an answer: a new vintage only where the SHA-256 over status and canonical rows differs from the newest's;
   * otherwise the stored vintage is returned, whose rows these become where they were lost. Equal counts are a new vintage too where the newest were read before their
   * window was over and these were not. An answer that was both asked for, by our clock, and read, by the source's, before
   * the newest one never takes its place. Safe to repeat and to run twice at once.
   */
  save(key: SnapshotKey, content: SnapshotContent): Promise<SnapshotRef>;
  /** The rows of one vintage, hash checked. Throws StoreDamaged. */
  read(ref: SnapshotRef): Promise<readonly unknown[]>;
  /** What a vintage was read from, held against its hash; none where that is not kept. Throws StoreDamaged. */
  rawAnswers(ref: SnapshotRef): Promise<readonly RawAnswer[]>;
  /** Marks a month as collected for a province (one with missing agencies counts). Idempotent. */
  markCollected(province: string, synthetic: boolean, month: Month, scheme: string): Promise<void>;
  /** Which of these months have been collected. */
  collected(
    province: string,
    synthetic: boolean,
    months: readonly Month[],
    scheme: string,
  ): Promise<ReadonlySet<Month>>;
}
