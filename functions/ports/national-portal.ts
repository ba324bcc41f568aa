import type { PortalAnswerName } from "../domain/national/answers.ts";
import type { CrossCheck } from "../domain/national/cross-check.ts";
import type { KeptAnswer } from "../domain/national/kept.ts";
import type { PortalQuestion } from "../domain/national/question.ts";

/** An answer of the portal that has the fields that are used. */
export interface PortalAnswer extends KeptAnswer {
  readonly name: PortalAnswerName;
  /** From 1; answers of many units have several. */
  readonly page: number;
  /** When it was asked for, and when it was read, by our clock (RFC 3339): the portal tells no moment of its own. */
  readonly askedAt: string;
  readonly readAt: string;
}

/** What the portal has answered before it was asked no further, all pages of each answer. */
export interface PortalReading {
  readonly answers: readonly PortalAnswer[];
  /** What ended it early, or was left out, within a Vietnamese sentence; null where all was answered. */
  readonly failure: string | null;
}

/** The public evaluation of the national portal (Bộ chỉ số 766): a page without a promise. */
export interface NationalPortal {
  /**
   * Asks for one period of one province, a request at a time, and stops at the first that fails; an answer whose pages do
   * not come to as many units as it says is left out alone. Never throws for what the portal does.
   *
   * @param province its name, against which the answers are held
   */
  read(question: PortalQuestion, province: string): Promise<PortalReading>;
}

export interface CrossCheckRenderer {
  /** The text of `cross-check.csv`. */
  crossCheckCsv(crossCheck: CrossCheck): Promise<string>;
}

export interface NationalPortalPorts {
  /** Null where it is not asked, as by default. */
  readonly nationalPortal: NationalPortal | null;
}
