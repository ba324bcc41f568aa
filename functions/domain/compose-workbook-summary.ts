import { type Agency, LEVELS } from "./agency.ts";
import { count, EMPTY, quoted, SHEETS, text } from "./compose-workbook-cells.ts";
import { type SheetGround, targetSheet } from "./compose-workbook-levels.ts";
import type { RawCounts, Sum } from "./compose-workbook-raw.ts";
import { AT, type Place, rateCell } from "./compose-workbook-targets.ts";
import type { PrintedTarget } from "./composition.ts";
import { SCOPE_NAMES } from "./figure.ts";
import { type Month, twelveMonthsTo } from "./period.ts";
import { bindsAreas } from "./programme.ts";
import { monthText, sentence } from "./wording.ts";
import { FIRST_ROW, type WorkbookCell, type WorkbookChart, type WorkbookRow, type WorkbookSheet } from "./workbook.ts";

const PROVINCE: Place = { scope: "province", code: "", name: SCOPE_NAMES.province, kind: "total" };

/** Of whom the trend tells. */
interface Trend {
  readonly scope: string;
  readonly name: string;
}

function monthCells(
  at: number,
  number: number,
  month: Month,
  terms: readonly [Sum, Sum],
  raw: RawCounts,
): WorkbookCell[] {
  const [over, under] = terms;
  const row = {
    numerator: raw.value(over),
    denominator: raw.value(under),
    threshold: null,
    unit: "percent" as const,
  };
  return [
    count(number),
    text(sentence(monthText(month))),
    raw.cell(over),
    raw.cell(under),
    rateCell(row, `${AT.number}${at}`, `${AT.denominator}${at}`),
  ];
}

/** Month by month, as far as counts are stored: rates that sums of counts give. */
function trendRows(
  targets: readonly { readonly printed: PrintedTarget; readonly number: number }[],
  { scope, name }: Trend,
  raw: RawCounts,
  months: readonly Month[],
  first: number,
): { rows: WorkbookRow[]; blocks: { printed: PrintedTarget; from: number; to: number }[] } {
  const rows: WorkbookRow[] = [];
  const blocks: { printed: PrintedTarget; from: number; to: number }[] = [];
  for (const { printed, number } of targets) {
    const { numerator, denominator } = printed.indicator;
    if (!("sum" in numerator && "sum" in denominator) || months.length < 2) continue;
    const title = `${printed.target.name}: diễn biến theo tháng, ${name}`;
    const blank = Array.from({ length: 14 }, () => EMPTY);
    rows.push({ kind: "group", cells: [count(number), text(title), ...blank] });
    const from = first + rows.length;
    for (const month of months) {
      const sum = (counts: typeof numerator.sum): Sum => ({ scope, when: { month }, of: { counts } });
      const cells = monthCells(first + rows.length, number, month, [sum(numerator.sum), sum(denominator.sum)], raw);
      rows.push({ kind: "body", cells: [...cells, ...blank.slice(3)] });
    }
    const isWhole = months.every((month) => {
      const of = (counts: typeof numerator.sum): number | null => raw.value({ scope, when: { month }, of: { counts } });
      return of(numerator.sum) !== null && (of(denominator.sum) ?? 0) > 0;
    });
    // A chart would draw a month without a rate as zero.
    if (isWhole) blocks.push({ printed, from, to: from + months.length - 1 });
  }
  return { rows, blocks };
}

const TREND_NOTE =
  "Diễn biến theo tháng: tử số, mẫu số, tỷ lệ của riêng từng tháng đã có số liệu lưu, trong 12 tháng đến hết kỳ báo cáo.";

/** The main rates month by month as lines in one picture. */
function trendChart(blocks: ReturnType<typeof trendRows>["blocks"], { name }: Trend, at: number): WorkbookChart[] {
  const [first] = blocks;
  if (first === undefined) return [];
  const range = (letters: string, { from, to }: typeof first): string =>
    `${quoted(SHEETS.summary)}!$${letters}$${from}:$${letters}$${to}`;
  const series = blocks.map((block, index) => ({
    name: block.printed.target.name,
    values: range(AT.rate, block),
    dashed: index % 2 === 1,
  }));
  return [
    {
      kind: "line",
      title: `Diễn biến các tỷ lệ theo tháng, ${name} (%)`,
      categories: range("B", first),
      series,
      at: `A${at}`,
    },
  ];
}

/** The targets for the province and its levels, or for one agency and its area; then the months. */
export function summarySheet(ground: SheetGround, raw: RawCounts, agency: Agency | null): WorkbookSheet {
  const { targets, rows, about } = ground;
  const levels = LEVELS.map(
    (level): Place => ({ scope: "level", code: level, name: SCOPE_NAMES[level], kind: "total" }),
  );
  const placesOf = (printed: PrintedTarget): Place[] => {
    if (agency === null) return [PROVINCE, ...levels];
    const { code, name, level } = agency;
    const own: Place = { scope: "agency", code, name, kind: "body" };
    const area: Place = { scope: "area", code, name: `${name} (địa bàn, gồm các UBND cấp xã)`, kind: "body" };
    return level === "huyen" && bindsAreas(printed.target) ? [own, area] : [own];
  };
  const asked = {
    ...{ name: SHEETS.summary, about, what: "Chỉ tiêu, phạm vi", charted: false, rankGiven: true },
    ranked: agency !== null,
    title: `TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU${agency === null ? "" : " CỦA CƠ QUAN"}`,
    notes: [TREND_NOTE],
  };
  const all = targets.map((printed, index) => ({ printed, number: index + 1, places: placesOf(printed) }));
  const bound = agency === null ? all : all.filter(({ printed }) => isBound(printed, agency));
  const { sheet } = targetSheet(asked, rows, bound);
  const trend =
    agency === null ? { scope: "province:", name: "toàn tỉnh" } : { scope: `agency:${agency.code}`, name: agency.name };
  const stored = new Set(raw.rows.map(({ month }) => month));
  const months = twelveMonthsTo(ground.composition.inputs.period).filter((month) => stored.has(month));
  const monthly = trendRows(bound, trend, raw, months, FIRST_ROW + sheet.rows.length);
  const written = [...sheet.rows, ...monthly.rows];
  const below = FIRST_ROW + written.length + sheet.notes.length + 2;
  return { ...sheet, rows: written, charts: trendChart(monthly.blocks, trend, below) };
}

const isBound = ({ rows }: PrintedTarget, { code }: Agency): boolean =>
  rows.some((row) => row.scope === "agency" && row.code === code);
