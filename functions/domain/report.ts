import type { RevisionState } from "./revision.ts";

/** A finished report as plain data: every word and number that is printed. Renderers decide nothing. */
export interface Report {
  readonly province: string;
  readonly period: string;
  readonly letterhead: Letterhead;
  /** "BÁO CÁO". */
  readonly kind: string;
  /** Trích yếu. */
  readonly subject: string;
  readonly addressees: readonly string[];
  /** Căn cứ lines, without the closing mark. */
  readonly basis: readonly string[];
  /** Labels printed above everything: "DỮ LIỆU MÔ PHỎNG", "SỐ LIỆU TẠM TÍNH". */
  readonly labels: readonly string[];
  readonly body: readonly Block[];
  readonly recipients: readonly string[];
  readonly signer: string;
  readonly appendices: readonly Appendix[];
  readonly revision: number;
  readonly state: RevisionState;
  readonly synthetic: boolean;
  /** RFC 3339 instant of the newest data: the documents' creation date, so that equal data give equal bytes. */
  readonly dataAsOf: string;
}

export interface Letterhead {
  readonly superior: string;
  readonly issuer: string;
  readonly symbol: string;
  readonly place: string;
  /** Year printed in "ngày     tháng     năm 2023". */
  readonly year: string;
}

export type Block =
  | { readonly type: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly type: "paragraph"; readonly text: string }
  | { readonly type: "list"; readonly items: readonly string[] }
  | { readonly type: "note"; readonly text: string }
  | { readonly type: "table"; readonly table: Table };

export interface Appendix {
  /** Upper-case title; the renderer adds "Phụ lục" and the Roman number. */
  readonly title: string;
  /** Short fixed ASCII-safe worksheet name, at most 31 characters. */
  readonly sheet: string;
  readonly landscape: boolean;
  readonly table: Table;
  readonly notes: readonly string[];
}

export interface Column {
  readonly title: string;
  /** A title over several neighbouring columns with the same group, or none. */
  readonly group?: string;
  readonly align: "left" | "right" | "center";
  /** Share of the table's width, relative to the others. */
  readonly weight: number;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export interface Row {
  /** Bold rows are totals or group headings. */
  readonly bold: boolean;
  readonly cells: readonly Cell[];
}

/**
 * What a cell holds. `text` is what the PDF prints and the workbook shows; numbers go into the workbook as numbers.
 * Rates are in percent; `decimals` says how many digits are printed (more than 2 where rounding would hide a verdict).
 */
export type Cell =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "count"; readonly value: number; readonly text: string }
  | { readonly type: "rate"; readonly value: number; readonly decimals: number; readonly text: string };
