import { type Agency, LEVELS } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { bindsAreas, bindsLevel } from "../../../domain/programme.ts";
import type { Composition } from "../../composition.ts";
import type { Appendix } from "../../report.ts";
import { wholeArea, withinSentence } from "../../wording.ts";
import type { TableContext } from "../lines.ts";
import { printedTable, type TableRow } from "../spec.ts";
import { count, LEGEND, text } from "../value.ts";
import { NEEDED_NOTE, targetColumns } from "./columns.ts";
import { type Place, type TargetLine, targetHeading, targetRow } from "./line.ts";

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
  const columns = targetColumns(context, "TT", "Chỉ tiêu, phạm vi", false).flatMap((one) => {
    const weight = SIGNED[one.key];
    return weight === undefined ? [] : [{ ...one, weight }];
  });
  return {
    title: "TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU",
    sheet: "Chi tieu",
    landscape: false,
    table: printedTable(columns, wholeRows(context)),
    notes: [`${LEGEND} ${POINTS_NOTE} ${STOCK_NOTE} Tỷ lệ cần đạt: ${withinSentence(NEEDED_NOTE)}`],
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
    notes: [`${LEGEND} ${POINTS_NOTE} ${STOCK_NOTE} Tỷ lệ cần đạt: ${withinSentence(NEEDED_NOTE)}`],
  };
}

const AGENCY_NOTES = [
  `${LEGEND} ${POINTS_NOTE} Tỷ lệ cần đạt: ${withinSentence(NEEDED_NOTE)} Hạng: trong các cơ quan cùng cấp.`,
];

/** Every target that binds the agency, and for a district the same of its whole area (địa bàn). */
export function agencySummary(context: TableContext, agency: Agency): Appendix[] {
  const { code, level } = agency;
  const { names } = context.composition;
  const rows = context.composition.targets.flatMap((printed, index): TableRow<TargetLine>[] => {
    const own: Place = { scope: "agency", code, name: names.of(agency), number: BLANK };
    const area: Place = { scope: "area", code, name: wholeArea(names.area(code)), number: BLANK };
    const places = level === "huyen" && bindsAreas(printed.target) ? [own, area] : [own];
    const lines = places.flatMap((place) => targetRow(printed, place, "body", "given"));
    return lines.length === 0 ? [] : [targetHeading(printed, index + 1), ...lines];
  });
  if (rows.length === 0) return [];
  return [
    {
      title: "TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU CỦA CƠ QUAN",
      sheet: "Tong hop",
      landscape: true,
      table: printedTable(targetColumns(context, "TT", "Chỉ tiêu, phạm vi", true), rows),
      notes: AGENCY_NOTES,
    },
  ];
}

/** The communes in force of a district. */
export const communesOf = ({ tree }: Pick<Composition, "tree">, district: Agency): Agency[] =>
  tree.inForce.filter(({ level, parentCode }) => level === "xa" && parentCode === district.code);

/** A district's communes under every target that binds communes, with their ranks among all of the province. */
export function agencyCommunes(context: TableContext, agency: Agency): Appendix[] {
  const { names } = context.composition;
  const communes = communesOf(context.composition, agency);
  const bound = context.composition.targets.filter(({ target }) => bindsLevel(target, "xa"));
  if (communes.length === 0 || bound.length === 0) return [];
  const rows = bound.flatMap((printed, index) => [
    targetHeading(printed, index + 1),
    ...communes.flatMap((commune, at) => {
      const place: Place = { scope: "agency", code: commune.code, name: names.of(commune), number: count(at + 1) };
      return targetRow(printed, place, "body", "given");
    }),
  ]);
  return [
    {
      title: "KẾT QUẢ CỦA CÁC UBND CẤP XÃ TRÊN ĐỊA BÀN",
      sheet: "Cap xa",
      landscape: true,
      table: printedTable(targetColumns(context, "TT", "Chỉ tiêu, UBND cấp xã", true), rows),
      notes: AGENCY_NOTES,
    },
  ];
}
