import type { Level } from "./agency.ts";
import {
  CELL_LEGEND,
  column,
  comparedCell,
  count,
  denominatorCell,
  NONE,
  numberCell,
  pointsCell,
  rateCell,
  text,
} from "./compose-cells.ts";
import { demandSentence, thresholdText } from "./compose-sentences.ts";
import { type Composition, figureOf, judgedRow, type PrintedTarget, periodRow } from "./composition.ts";
import { type FigureRow, SCOPE_NAMES, type ScopeKind } from "./figure.ts";
import { bindsAreas, bindsLevel } from "./programme.ts";
import type { Appendix, Cell, Column, Row } from "./report.ts";
import { dayText, sentence, verdictText } from "./wording.ts";

const PERIOD = "Trong kỳ";
const TO_DATE = "Lũy kế (tại ngày chốt)";

/** The columns that every table of figures shares: the period's share, what it is compared with, the judged share. */
export const SHARE_COLUMNS: readonly Column[] = [
  column("Tử số", 17, "right", PERIOD),
  column("Mẫu số", 17, "right", PERIOD),
  column("Tỷ lệ (%)", 14, "right", PERIOD),
  column("Kỳ trước (%)", 14),
  column("± kỳ trước (điểm %)", 14),
  column("Cùng kỳ (%)", 14),
  column("± cùng kỳ (điểm %)", 14),
  column("Tử số", 17, "right", TO_DATE),
  column("Mẫu số", 17, "right", TO_DATE),
  column("Tỷ lệ (%)", 14, "right", TO_DATE),
];

const SUMMARY: readonly Column[] = [
  column("TT", 8, "center"),
  column("Chỉ tiêu, phạm vi", 52, "left"),
  ...SHARE_COLUMNS,
  column("Mức giao", 13),
  column("Thời hạn", 20, "center"),
  column("Đánh giá", 30, "left"),
  column("Còn thiếu", 17),
];

/** The cells of the shared columns; a stock has no number of the period, only one of its last day. */
export function shareCells(now: FigureRow, judged: FigureRow): Cell[] {
  const inPeriod = now.basis === "as-of" ? [NONE, NONE, NONE] : [numberCell(now), denominatorCell(now), rateCell(now)];
  const { rate, previous, yearEarlier } = now;
  return [
    ...inPeriod,
    comparedCell(previous),
    pointsCell(rate, previous),
    comparedCell(yearEarlier),
    pointsCell(rate, yearEarlier),
    numberCell(judged),
    denominatorCell(judged),
    rateCell(judged),
  ];
}

function summaryRow(printed: PrintedTarget, scope: ScopeKind, code: string, name: string): Row[] {
  const [now, judged] = [periodRow(printed, scope, code), judgedRow(printed, scope, code)];
  if (now === undefined || judged === undefined) return [];
  const cells = [
    text(""),
    text(name),
    ...shareCells(now, judged),
    text(thresholdText(printed, judged.threshold)),
    text(judged.deadline === null ? "–" : dayText(judged.deadline)),
    text(sentence(verdictText(judged.verdict, judged.goal))),
    count(judged.shortfall),
  ];
  return [{ bold: false, cells, figure: { ...figureOf(printed), scope, code } }];
}

/** Every target for the province and its levels. */
export function summaryAppendix(targets: readonly PrintedTarget[]): Appendix {
  const rows = targets.flatMap((printed, index): Row[] => [
    {
      bold: true,
      cells: [text(String(index + 1)), text(printed.target.name), ...SUMMARY.slice(2).map(() => text(""))],
      figure: figureOf(printed),
    },
    ...summaryRow(printed, "province", "", SCOPE_NAMES.province),
    ...(["so", "huyen", "xa"] as const).flatMap((level) => summaryRow(printed, "level", level, SCOPE_NAMES[level])),
  ]);
  const notes = [
    `${CELL_LEGEND} ±: hiệu của tỷ lệ trong kỳ (tại ngày chốt) với tỷ lệ được so sánh. Chỉ tiêu tính theo danh mục thủ tục hành chính lấy tại ngày chốt số liệu, không có số trong kỳ.`,
  ];
  const table = { columns: SUMMARY, rows };
  return {
    title: "TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU",
    sheet: "Tong hop",
    landscape: true,
    table,
    notes,
  };
}

const MARKS = {
  met: "Đ",
  "not-met": "C",
  "not-due": "H",
  "no-activity": "K",
  "no-data": "S",
  "not-assessed": "–",
} as const;
const LEGEND =
  "Đánh giá (ĐG): Đ đạt; C chưa đạt; H chưa đạt, chưa đến hạn; K không phát sinh; S chưa có số liệu; – không đánh giá. Tỷ lệ tính lũy kế từ đầu năm hoặc tại ngày chốt số liệu; đơn vị đồng hạng có cùng thứ hạng.";

/** At most so many targets beside each other, so that the page holds them. */
const TARGETS_A_TABLE = 6;

function unitColumns(targets: readonly PrintedTarget[], ranked: boolean): Column[] {
  const each = targets.flatMap((printed, index) => {
    const group = `(${index + 1}) ${printed.target.name}`;
    const share = column(printed.target.unit === "count" ? "Số lượng" : "Tỷ lệ (%)", 13, "right", group);
    const own = [share, column("ĐG", 7, "center", group), ...(ranked ? [column("Hạng", 9, "right", group)] : [])];
    return own.map((one) => ({ ...one, figure: figureOf(printed) }));
  });
  return [column("TT", 9, "center"), column("Đơn vị", 52, "left"), ...each];
}

function unitCells(row: FigureRow | undefined, ranked: boolean): Cell[] {
  const share = row?.unit === "count" ? numberCell(row) : rateCell(row);
  const mark = row?.verdict === null || row === undefined ? "–" : MARKS[row.verdict];
  return [share, text(mark), ...(ranked ? [count(row?.rank ?? null)] : [])];
}

interface UnitTable {
  readonly title: string;
  readonly sheet: string;
  readonly scope: "agency" | "area";
  readonly units: readonly { readonly code: string; readonly name: string }[];
  /** The row above all others: the level's own figures. */
  readonly total: { readonly code: string; readonly name: string } | null;
}

function unitAppendix(printed: readonly PrintedTarget[], table: UnitTable, part: string): Appendix {
  const ranked = table.scope === "agency";
  const line = (scope: ScopeKind, code: string, head: readonly Cell[]) => ({
    cells: [...head, ...printed.flatMap((one) => unitCells(judgedRow(one, scope, code), ranked))],
    figure: { scope, code },
  });
  const total = table.total;
  const rows: Row[] = [
    ...(total === null ? [] : [{ bold: true, ...line("level", total.code, [text(""), text(total.name)]) }]),
    ...table.units.map((unit, index) => ({
      bold: false,
      ...line(table.scope, unit.code, [count(index + 1), text(unit.name)]),
    })),
  ];
  const demands = printed.map((one, index) => `(${index + 1}) ${demandSentence(one)}`);
  return {
    title: part === "" ? table.title : `${table.title} (${part})`,
    sheet: part === "" ? table.sheet : `${table.sheet} ${part}`,
    landscape: true,
    table: { columns: unitColumns(printed, ranked), rows },
    notes: [`${LEGEND} ${CELL_LEGEND}`, demands.join(" ")],
  };
}

/** A table of units, in as many parts as the targets need. */
function unitAppendices(targets: readonly PrintedTarget[], table: UnitTable): Appendix[] {
  if (targets.length === 0 || table.units.length === 0) return [];
  const parts = Math.ceil(targets.length / TARGETS_A_TABLE);
  const size = Math.ceil(targets.length / parts);
  return Array.from({ length: parts }, (_, index) =>
    unitAppendix(targets.slice(index * size, (index + 1) * size), table, parts === 1 ? "" : `phần ${index + 1}`),
  );
}

const LEVEL_TABLES: Readonly<Record<Level, { title: string; sheet: string }>> = {
  so: { title: "KẾT QUẢ CỦA CÁC SỞ, BAN, NGÀNH", sheet: "So nganh" },
  huyen: { title: "KẾT QUẢ CỦA UBND CẤP HUYỆN", sheet: "Cap huyen" },
  xa: { title: "KẾT QUẢ CỦA UBND CẤP XÃ", sheet: "Cap xa" },
};

/** Every agency of a level with its rates, verdicts and ranks. */
export function levelTables({ tree }: Composition, targets: readonly PrintedTarget[], level: Level): Appendix[] {
  const bound = targets.filter(({ target }) => bindsLevel(target, level));
  const units = tree.inForce.filter((agency) => agency.level === level);
  const total = { code: level, name: SCOPE_NAMES[level] };
  return unitAppendices(bound, { ...LEVEL_TABLES[level], scope: "agency", units, total });
}

/** Districts with their communes. */
export function areaTables({ tree }: Composition, targets: readonly PrintedTarget[]): Appendix[] {
  const districts = tree.inForce.filter((agency) => agency.level === "huyen");
  const title = "KẾT QUẢ THEO ĐỊA BÀN CẤP HUYỆN (GỒM UBND CẤP HUYỆN VÀ CÁC UBND CẤP XÃ TRÊN ĐỊA BÀN)";
  const areas = { title, sheet: "Dia ban", scope: "area" as const, units: districts, total: null };
  return unitAppendices(
    targets.filter(({ target }) => bindsAreas(target)),
    areas,
  );
}
