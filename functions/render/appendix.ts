import type { Appendix, Report } from "../domain/report.ts";
import { roman } from "../domain/wording.ts";
import { BLANK } from "./text.ts";

export interface NumberedAppendix {
  readonly appendix: Appendix;
  /** "Phụ lục", "Phụ lục II" where there are several; null for one that is only in the workbook. */
  readonly number: string | null;
}

/** The appendices with their numbers, which count only those that the document prints (Nghị định 30/2020 Phụ lục I). */
export function numbered(appendices: readonly Appendix[]): NumberedAppendix[] {
  const printed = appendices.filter((appendix) => !appendix.workbookOnly);
  return appendices.map((appendix) => {
    if (appendix.workbookOnly) return { appendix, number: null };
    return { appendix, number: printed.length === 1 ? "Phụ lục" : `Phụ lục ${roman(printed.indexOf(appendix) + 1)}` };
  });
}

/** "(Kèm theo Báo cáo số      /BC-… ngày     tháng     năm … của …)": its blanks are filled in by the clerk. */
export function reference(report: Report): string {
  const { symbol, year, name } = report.letterhead;
  return `(Kèm theo Báo cáo số${BLANK}/BC-${symbol} ngày${BLANK}tháng${BLANK}năm ${year} của ${name})`;
}
