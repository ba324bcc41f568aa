import type { CoarseCounts, Grain } from "../counts.ts";
import type { Month } from "../period.ts";

/** The kinds of workbooks that are understood, with the words by which people know them. */
export const FAMILY_NAMES = {
  "form-ii06a": "Biểu số II.06a/VPCP/KSTT",
  "by-unit": "Tổng hợp kết quả giải quyết thủ tục hành chính theo đơn vị",
  ward: "Biểu tổng hợp của cấp xã theo lĩnh vực, hai hệ thống",
  "service-levels": "Tình hình tiếp nhận hồ sơ trực tuyến mức toàn trình, một phần",
  template: "Mẫu nhập số liệu của chương trình",
} as const;
export type WorkbookFamily = keyof typeof FAMILY_NAMES;

/** Where dossiers are handled: the province's own one-stop system, or those of the ministries (Hệ thống của Bộ, ngành). */
export type SourceSystem = "province" | "ministry";

export const SYSTEM_NAMES: Readonly<Record<SourceSystem, string>> = {
  province: "hệ thống của tỉnh, thành phố",
  ministry: "hệ thống của Bộ, ngành",
};

/** One agency's counts of one system, as a workbook gives them. */
export interface ImportedUnit {
  /** The agency's code. */
  readonly agency: string;
  /** As the workbook names the agency. */
  readonly printedName: string;
  /** Where it names it: "B12". */
  readonly cell: string;
  readonly system: SourceSystem;
  /** One row of grain unit, or one for each field. A workbook that says nothing of systems is the province's own. */
  readonly rows: readonly CoarseCounts[];
}

/** Two numbers of a workbook that should be equal and are not. */
export interface IdentityFault {
  /** The cell of the number on the left. */
  readonly cell: string;
  /** The unit or field of the row. */
  readonly name: string;
  /** What should be equal, in Vietnamese words: "(7) đã giải quyết = (8) trước hạn + (9) đúng hạn + (10) quá hạn". */
  readonly identity: string;
  /** Dossiers. */
  readonly left: number;
  readonly right: number;
}

/** What a workbook says of a month, understood in the whole. */
export interface WorkbookReading {
  readonly family: WorkbookFamily;
  readonly sheet: string;
  readonly month: Month;
  readonly grain: Grain;
  readonly units: readonly ImportedUnit[];
  /** Identities that fail. They are shown, not refused: withdrawn dossiers and backlogs are counted in more than one way. */
  readonly identityFaults: readonly IdentityFault[];
  /** Whether the workbook says that its column "đúng hạn" holds dossiers that were withdrawn or given back. */
  readonly onTimeHoldsWithdrawn: boolean;
  /** What its reader should know, each one Vietnamese sentence. */
  readonly notices: readonly string[];
}

/** A unit's name that nobody of the province has. */
export interface UnmatchedName {
  readonly printedName: string;
  readonly cell: string;
}

/** A workbook that is not taken: nothing of it is used. */
export interface WorkbookRefusal {
  /** Each one Vietnamese sentence with sheet, cell and remedy, as far as there are such. */
  readonly problems: readonly string[];
  /** Units whose agencies were found all the same. */
  readonly matched: readonly Pick<ImportedUnit, "agency" | "printedName" | "cell">[];
  readonly unmatched: readonly UnmatchedName[];
}

export type WorkbookResult = WorkbookReading | WorkbookRefusal;

export const isRefused = (result: WorkbookResult): result is WorkbookRefusal => "problems" in result;
