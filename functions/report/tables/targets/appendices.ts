import { type Agency, LEVELS } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import type { Composition } from "../../composition.ts";
import type { Appendix } from "../../report.ts";
import { markNotes, NOTES_AT } from "../../text/targets/label.ts";
import { withinSentence } from "../../wording.ts";
import type { TableContext } from "../lines.ts";
import { printedTable, type TableRow } from "../spec.ts";
import { LEGEND, text } from "../value.ts";
import { NEEDED_NOTE, targetColumns } from "./columns.ts";
import { isAnyNeeded, type Place, type TargetLine, targetHeading, targetRow } from "./line.ts";

const BLANK = text("");
const POINTS_NOTE = "±: hiệu của tỷ lệ trong kỳ (tại ngày chốt) với tỷ lệ được so sánh.";
const STOCK_NOTE = "Chỉ tiêu tính theo danh mục thủ tục hành chính lấy tại ngày chốt số liệu, không có số trong kỳ.";

/** The province and its levels. */
const WHOLE: readonly Place[] = [
  { scope: "province", code: "", name: SCOPE_NAMES.province, number: BLANK },
  ...LEVELS.map((level): Place => ({ scope: "level", code: level, name: SCOPE_NAMES[level], number: BLANK })),
];

const wholeRows = ({ composition: { targets } }: TableContext): TableRow<TargetLine>[] =>
  targets.flatMap((printed, index) => [
    targetHeading(printed, index + 1),
    ...WHOLE.flatMap((place) => targetRow(printed, place, "body", "given")),
  ]);

/** The columns of the table that is signed, with their widths on an upright page. */
const SIGNED: Readonly<Record<string, number>> = {
  number: 7,
  name: 46,
  "period-rate": 13,
  "change-previous": 13,
  numerator: 17,
  denominator: 17,
  rate: 13,
  threshold: 12,
  verdict: 44,
  needed: 13,
};

/** Every target for the province and its levels, as far as it is judged by; what else is known is in the full tables. */
export function targetsAppendix(context: TableContext): Appendix {
  const rows = wholeRows(context);
  const isNeeded = isAnyNeeded(rows);
  const columns = targetColumns(context, "TT", "Chỉ tiêu, phạm vi", false).flatMap((one) => {
    const weight = SIGNED[one.key];
    return weight === undefined || (one.key === "needed" && !isNeeded) ? [] : [{ ...one, weight }];
  });
  const needed = isNeeded ? ` Tỷ lệ cần đạt: ${withinSentence(NEEDED_NOTE)}` : "";
  return {
    title: "TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU",
    sheet: "Chi tieu",
    landscape: false,
    table: printedTable(columns, rows),
    notes: [
      `${LEGEND} ${POINTS_NOTE} ${STOCK_NOTE}${needed}`,
      ...markNotes(context.composition.targets, NOTES_AT.report),
    ],
  };
}

/** Every target for the province and its levels. */
export function summaryAppendix(context: TableContext): Appendix {
  const rows = wholeRows(context);
  return {
    title: "TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU",
    sheet: "Tong hop",
    landscape: true,
    table: printedTable(targetColumns(context, "TT", "Chỉ tiêu, phạm vi", false), rows),
    notes: [
      `${LEGEND} ${POINTS_NOTE} ${STOCK_NOTE} Tỷ lệ cần đạt: ${withinSentence(NEEDED_NOTE)}`,
      ...markNotes(context.composition.targets, NOTES_AT.annex),
    ],
  };
}

/** The communes in force of a district. */
export const communesOf = ({ tree }: Pick<Composition, "tree">, district: Agency): Agency[] =>
  tree.inForce.filter(({ level, parentCode }) => level === "xa" && parentCode === district.code);
