import type { FigureRow } from "../domain/figures/figure.ts";
import type { AgencyScore } from "../domain/figures/scores.ts";
import type { LayoutWarning } from "../domain/quality/layout.ts";
import type { Report } from "../report/report.ts";
import type { Workbook } from "../report/workbook.ts";

/** What a rendered document is held against. */
export interface CheckInput {
  /** The document's name, for the sentence of a failure. */
  readonly document: string;
  /** The rows of the revision's figures.csv. */
  readonly figures: readonly FigureRow[];
  /** The scores that were reckoned from them. */
  readonly scores: readonly AgencyScore[];
}

/** What a printed document, or its Word file, was made from. */
export interface ReportCheckInput extends CheckInput {
  readonly report: Report;
}

/** What a workbook's file was made from. */
export interface XlsxCheckInput extends CheckInput {
  readonly workbook: Workbook;
}

/** Reads rendered documents back by another program than the one that wrote them, before they are kept. */
export interface Checks {
  /**
   * The rules of typesetting that the document breaks. Throws FiguresDiffer where a number is not figures.csv's,
   * DocumentInvalid where the file cannot be read or words of the report are not in it.
   */
  pdf(bytes: Uint8Array, printed: ReportCheckInput): Promise<readonly LayoutWarning[]>;
  /**
   * Throws FiguresDiffer where a number is not figures.csv's, DocumentInvalid where the file cannot be read or has other
   * words than the report.
   */
  docx(bytes: Uint8Array, written: ReportCheckInput): Promise<void>;
  /** Throws DocumentInvalid where the file cannot be read, FiguresDiffer where a number is not figures.csv's. */
  xlsx(bytes: Uint8Array, written: XlsxCheckInput): Promise<void>;
}
