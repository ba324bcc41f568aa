import type { Appendix, Report } from "../report/report.ts";
import { fewText, roman } from "../report/wording.ts";
import { BLANK } from "./text.ts";

export interface NumberedAppendix {
  readonly appendix: Appendix;
  /** "Phụ lục", "Phụ lục II" where there are several; "Biểu 02" of tables that are a file of their own. */
  readonly number: string;
}

/** The appendices with their numbers (Nghị định 30/2020 Phụ lục I). */
export function numbered({ appendices, form }: Pick<Report, "appendices" | "form">): NumberedAppendix[] {
  const numberOf = (index: number): string => {
    if (form === "annex") return `Biểu ${fewText(index + 1)}`;
    return appendices.length === 1 ? "Phụ lục" : `Phụ lục ${roman(index + 1)}`;
  };
  return appendices.map((appendix, index) => ({ appendix, number: numberOf(index) }));
}

/** "(Kèm theo Báo cáo số      /BC-… ngày     tháng     năm … của …)": its blanks are filled in by the clerk. */
export function reference(report: Report): string {
  const { symbol, year, name } = report.letterhead;
  return `(Kèm theo Báo cáo số${BLANK}/BC-${symbol} ngày${BLANK}tháng${BLANK}năm ${year} của ${name})`;
}
