import type { ImportAgency } from "../domain/imports/agency-matching.ts";
import type { WorkbookResult } from "../domain/imports/reading.ts";
import type { Month, Window } from "../domain/period.ts";

/** Of which province and month a workbook should be. */
export interface WorkbookRequest {
  readonly month: Month;
  /** The days of the month under the province's scheme. */
  readonly window: Window;
  /** The province's names of all times, with their type. */
  readonly provinceNames: readonly string[];
  /** Names of all other provinces, with their type. */
  readonly otherProvinceNames: readonly string[];
  readonly agencies: readonly ImportAgency[];
  /** Code of the agency whose fields the rows are, where somebody says so; else the workbook must name it. */
  readonly office: string | null;
}

/** What our own template is filled in with. */
export interface TemplateRequest {
  readonly provinceName: string;
  /** Null leaves the month to be written in. */
  readonly month: Month | null;
  readonly agencies: readonly ImportAgency[];
}

/** Workbooks that people keep their counts in. */
export interface WorkbookImport {
  /** What a file says; no bytes make it throw. At most 20 MB are looked at. */
  read(bytes: Uint8Array, request: WorkbookRequest): WorkbookResult;
  /** A workbook (.xlsx) with a row for each agency, to be filled in and read back. */
  template(request: TemplateRequest): Promise<Uint8Array>;
}
