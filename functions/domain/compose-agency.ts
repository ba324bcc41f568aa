import type { Agency } from "./agency.ts";
import { CELL_LEGEND, column, count, text } from "./compose-cells.ts";
import { thresholdText } from "./compose-sentences.ts";
import { SHARE_COLUMNS, shareCells } from "./compose-tables.ts";
import { type Composition, figureOf, judgedRow, type PrintedTarget, periodRow } from "./composition.ts";
import type { ScopeKind } from "./figure.ts";
import { bindsAreas, bindsLevel } from "./programme.ts";
import type { Appendix, Column, Row } from "./report.ts";
import { dayText, sentence, verdictText } from "./wording.ts";

const columnsFor = (what: string): Column[] => [
  column("TT", 8, "center"),
  column(what, 52, "left"),
  ...SHARE_COLUMNS,
  column("Mức giao", 13),
  column("Thời hạn", 20, "center"),
  column("Đánh giá", 30, "left"),
  column("Còn thiếu", 17),
  column("Hạng", 11),
];

interface Place {
  readonly scope: ScopeKind;
  readonly code: string;
  readonly number: string;
  readonly name: string;
}

/** A target's line for one scope; none where figures.csv has none. */
function line(printed: PrintedTarget, { scope, code, number, name }: Place): Row[] {
  const [now, judged] = [periodRow(printed, scope, code), judgedRow(printed, scope, code)];
  if (now === undefined || judged === undefined) return [];
  const cells = [
    text(number),
    text(name),
    ...shareCells(now, judged),
    text(thresholdText(printed, judged.threshold)),
    text(judged.deadline === null ? "–" : dayText(judged.deadline)),
    text(sentence(verdictText(judged.verdict, judged.goal))),
    count(judged.shortfall),
    count(judged.rank),
  ];
  return [{ bold: false, cells, figure: { ...figureOf(printed), scope, code } }];
}

const groupRow = (columns: readonly Column[], number: string, name: string): Row => ({
  bold: true,
  cells: columns.map((_, index) => text([number, name][index] ?? "")),
});

const NOTES = [
  `${CELL_LEGEND} ±: hiệu của tỷ lệ trong kỳ (tại ngày chốt) với tỷ lệ được so sánh. Hạng: trong các cơ quan cùng cấp.`,
];

/** Every target that binds the agency, and for a district the same of its whole area (địa bàn). */
export function agencySummary(targets: readonly PrintedTarget[], { code, name, level }: Agency): Appendix[] {
  const columns = columnsFor("Chỉ tiêu, phạm vi");
  const rows = targets.flatMap((printed, index): Row[] => {
    const own = line(printed, { scope: "agency", code, number: "", name });
    const area = level === "huyen" && bindsAreas(printed.target);
    const whole: Place = { scope: "area", code, number: "", name: "Địa bàn (gồm các UBND cấp xã)" };
    const lines = [...own, ...(area ? line(printed, whole) : [])];
    return lines.length === 0 ? [] : [groupRow(columns, String(index + 1), printed.target.name), ...lines];
  });
  if (rows.length === 0) return [];
  const title = "TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU CỦA CƠ QUAN";
  const table = { columns, rows };
  return [{ title, sheet: "Tong hop", landscape: true, table, notes: NOTES }];
}

/** The communes in force of a district. */
export const communesOf = ({ tree }: Pick<Composition, "tree">, district: Agency): Agency[] =>
  tree.inForce.filter(({ level, parentCode }) => level === "xa" && parentCode === district.code);

/** A district's communes under every target that binds communes, with their ranks among all of the province. */
export function agencyCommunes(
  { tree }: Pick<Composition, "tree">,
  targets: readonly PrintedTarget[],
  agency: Agency,
): Appendix[] {
  const communes = communesOf({ tree }, agency);
  const bound = targets.filter(({ target }) => bindsLevel(target, "xa"));
  if (communes.length === 0 || bound.length === 0) return [];
  const columns = columnsFor("Chỉ tiêu, UBND cấp xã");
  const rows = bound.flatMap((printed, index): Row[] => [
    groupRow(columns, String(index + 1), printed.target.name),
    ...communes.flatMap(({ code, name }, at) => line(printed, { scope: "agency", code, number: `${at + 1}`, name })),
  ]);
  const title = "KẾT QUẢ CỦA CÁC UBND CẤP XÃ TRÊN ĐỊA BÀN";
  const table = { columns, rows };
  return [{ title, sheet: "Cap xa", landscape: true, table, notes: NOTES }];
}
