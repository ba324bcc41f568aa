import type { Window } from "../domain/period.ts";
import type { PushFigure } from "../domain/push/figures.ts";
import type { PushMapping } from "../domain/push/mapping.ts";
import type { PushRecord, PushState } from "../domain/push/state.ts";

/** The figures of one report that one mapping sends. */
export interface PushSeries {
  /** Id of the mapping. */
  readonly mapping: string;
  /** "dong-nai/2026-08" */
  readonly series: string;
}

/** One figure among them, by the system's own codes. */
export type PushPlace = PushSeries & Pick<PushFigure, "indicator" | "office">;

/** A figure that was sent some time. */
export interface SentFigure extends Pick<PushFigure, "indicator" | "office"> {
  readonly record: PushRecord;
}

/** Which figures were sent to report systems, so that each is sent once of every revision. */
export interface SentFigureStore {
  list(of: PushSeries): Promise<readonly SentFigure[]>;
  /**
   * Claims a figure for a few minutes, before it is sent; false where another call was faster.
   *
   * @param known what was read of it; null where it was never sent
   */
  claim(
    place: PushPlace,
    sent: Pick<PushRecord, "revision" | "value">,
    at: Date,
    known: PushRecord | null,
  ): Promise<boolean>;
  /** Notes what became of a claimed figure of a revision; what a newer revision has noted stands. */
  close(place: PushPlace, revision: number, state: Exclude<PushState, "sending">): Promise<void>;
}

/**
 * What became of a figure that was sent. `happened` is within a Vietnamese sentence and holds nothing of an answer.
 * `stopped` says that the others would fare alike, so that they are not sent now.
 */
export type PushOutcome =
  | { readonly kind: "accepted" }
  | { readonly kind: "refused" | "unknown"; readonly happened: string; readonly stopped: boolean };

/** A figure with what says of which period it is. */
export interface PushedPeriod {
  readonly period: string;
  readonly window: Window;
}

/** A province's report system (hệ thống thông tin báo cáo), which takes single figures. */
export interface ReportSystem {
  /** Whether there is time for one more figure before the process must end. */
  hasTime(): boolean;
  /** Sends one figure, once; never throws for what the system does. */
  send(figure: PushFigure, of: PushedPeriod): Promise<PushOutcome>;
  close(): Promise<void>;
}

export interface PushPorts {
  readonly sentFigures: SentFigureStore;
  /** Throws SettingInvalid where its address or account is not set, RequestInvalid for an address that cannot be used. */
  readonly reportSystem: (province: string, mapping: PushMapping) => Promise<ReportSystem>;
}
