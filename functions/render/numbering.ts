import type { Appendix, Report } from "../report/report.ts";
import { roman } from "../report/wording.ts";
import { BLANK } from "./text.ts";

export interface NumberedAppendix {
  readonly appendix: Appendix;
  /** "Phụ lục", "Phụ lục II" where there are several. */
  readonly number: string;
}

/** The appendices with their numbers (Nghị định 30/2020 Phụ lục I). */
export const numbered = (appendices: readonly Appendix[]): NumberedAppendix[] =>
  appendices.map((appendix, index) => ({
    appendix,
    number: appendices.length === 1 ? "Phụ lục" : `Phụ lục ${roman(index + 1)}`,
  }));

/** "(Kèm theo Báo cáo số      /BC-… ngày     tháng     năm … của …)": its blanks are filled in by the clerk. */
export function reference(report: Report): string {
  const { symbol, year, name } = report.letterhead;
  return `(Kèm theo Báo cáo số${BLANK}/BC-${symbol} ngày${BLANK}tháng${BLANK}năm ${year} của ${name})`;
}
