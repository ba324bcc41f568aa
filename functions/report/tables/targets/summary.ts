import { type Agency, LEVELS } from "../../../domain/agency.ts";
import type { AgencyNames } from "../../../domain/agency-names.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { bindsAreas } from "../../../domain/programme.ts";
import { judgedRow, type PrintedTarget } from "../../composition.ts";
import { markNotes, NOTES_AT } from "../../text/targets/label.ts";
import { wholeArea } from "../../wording.ts";
import { FIRST_ROW } from "../../workbook.ts";
import type { TableContext } from "../lines.ts";
import { lettersIn, quoted, SHEETS, sheetRows } from "../spec.ts";
import type { Drawing } from "./bars.ts";
import { MONTH_COLUMNS, monthRows, type TargetMonths, type Trend } from "./months.ts";
import { type SheetPlace, type SheetTarget, type TargetSheet, targetSheet } from "./sheets.ts";

const WHOLE: readonly SheetPlace[] = [
  { scope: "province", code: "", name: SCOPE_NAMES.province, kind: "total" },
  ...LEVELS.map((level): SheetPlace => ({ scope: "level", code: level, name: SCOPE_NAMES[level], kind: "total" })),
];

const TREND_NOTE =
  "Diễn biến theo tháng: tử số, mẫu số, tỷ lệ của riêng từng tháng đã có số liệu lưu, trong 12 tháng đến hết kỳ báo cáo.";

/** The main rates month by month as lines in one picture; a chart would draw a month without a rate as zero. */
function trendChart(months: readonly TargetMonths[], { name }: Trend): Drawing[] {
  const drawn = months.filter(({ isWhole }) => isWhole);
  const [first] = drawn;
  if (first === undefined) return [];
  const letters = lettersIn(MONTH_COLUMNS);
  const range = (key: string, { from, to }: TargetMonths): string =>
    `${quoted(SHEETS.summary)}!$${letters(key)}$${from}:$${letters(key)}$${to}`;
  const series = drawn.map((one, index) => ({
    name: one.printed.target.name,
    values: range("rate", one),
    dashed: index % 2 === 1,
  }));
  const title = `Diễn biến các tỷ lệ theo tháng, ${name} (%)`;
  return [{ kind: "line", title, categories: range("month", first), series }];
}

function placesOf({ target }: PrintedTarget, agency: Agency | null, names: AgencyNames): readonly SheetPlace[] {
  if (agency === null) return WHOLE;
  const { code, level } = agency;
  const own: SheetPlace = { scope: "agency", code, name: names.of(agency), kind: "body" };
  const area: SheetPlace = { scope: "area", code, name: wholeArea(names.area(code)), kind: "body" };
  return level === "huyen" && bindsAreas(target) ? [own, area] : [own];
}

const trendOf = (agency: Agency | null, names: AgencyNames): Trend =>
  agency === null
    ? { scope: { kind: "province", code: "", name: SCOPE_NAMES.province, level: null }, name: "toàn tỉnh" }
    : { scope: { kind: "agency", ...agency }, name: names.of(agency) };

/** The targets for the province and its levels, or for one agency and its area; then the months. */
export function summarySheet(context: TableContext, agency: Agency | null, about: string): TargetSheet {
  const { names } = context.composition;
  const asked = {
    name: SHEETS.summary,
    title: `TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU${agency === null ? "" : " CỦA CƠ QUAN"}`,
    about,
    subject: "Chỉ tiêu, phạm vi",
    notes: [TREND_NOTE, ...markNotes(context.composition.targets, NOTES_AT.workbook)],
    ranked: agency === null ? (false as const) : ("given" as const),
    layout: "headings" as const,
  };
  const targets = context.composition.targets
    .map((printed, index): SheetTarget => ({ printed, number: index + 1, groups: [placesOf(printed, agency, names)] }))
    .filter(({ printed }) => agency === null || judgedRow(printed, "agency", agency.code) !== undefined);
  const made = targetSheet(context, asked, targets);
  const { sheet } = made;
  const trend = trendOf(agency, names);
  const first = FIRST_ROW + sheet.rows.length;
  const { rows, months } = monthRows(context, targets, trend, first);
  return {
    ...made,
    sheet: { ...sheet, rows: [...sheet.rows, ...sheetRows(MONTH_COLUMNS, rows, first)] },
    drawings: trendChart(months, trend),
  };
}
