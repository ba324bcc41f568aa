import type { Series, Threshold } from "./chart.ts";
import type { Composition, PrintedTarget } from "./composition.ts";
import { type FigureRow, SCOPE_NAMES } from "./figure.ts";
import { isMeasured } from "./indicator.ts";
import { type MonthlyRate, MonthlyRates } from "./monthly.ts";
import type { Target } from "./programme.ts";
import type { Block } from "./report.ts";
import type { Scope } from "./scope.ts";
import { bareMonthText, monthText, rateNumber, sentence, verdictText } from "./wording.ts";

/** More lines cannot be told apart on a black and white copy. */
const MOST_LINES = 4;

/** More thresholds in one picture, and nobody sees which line is held against which. */
const MOST_THRESHOLDS = 2;

/** A line of fewer months shows no trend. */
const FEWEST_MONTHS = 2;

const PROVINCE: Scope = { kind: "province", code: "", name: SCOPE_NAMES.province, level: null };

/** "Mức tối thiểu 50%", "Mức phấn đấu 100%". */
export function thresholdLine(goal: Target["goal"], value: number): Threshold {
  return { name: `Mức ${goal === "min" ? "tối thiểu" : "phấn đấu"} ${value}%`, value };
}

/**
 * Whether a target has a rate for a month alone that can be held against its threshold. How many procedures were in use
 * cannot: a month never reaches what is demanded of the whole year, and the line would look like a failing.
 */
const hasMonthlyRate = ({ target, indicator }: PrintedTarget): boolean =>
  target.unit === "percent" && indicator.kind !== "distinct";

/** What all agencies of a level share says nothing about one of them: the catalogue is the same for each. */
export const tellsDistrictsApart = ({ indicator }: PrintedTarget): boolean =>
  indicator.kind !== "stock" || isMeasured(indicator);

const rateName = (name: string): string => sentence(name.replace(/^Tỷ lệ /u, ""));

function newestText(rates: readonly MonthlyRate[]): string {
  const newest = rates.at(-1);
  if (newest === undefined || newest.rate === null) return verdictText(newest?.lack ?? "no-data", "min");
  return `${rateNumber(newest.rate)}%`;
}

function lineOf(name: string, rates: readonly MonthlyRate[], demanded = ""): Series {
  const values = rates.map(({ rate }) => (rate === null ? null : Number(rate) / 1_000_000));
  return { name, values, text: `${newestText(rates)}${demanded}` };
}

const monthsKnown = (lines: readonly Series[]): number =>
  (lines[0]?.values ?? []).filter((_, month) => lines.some(({ values }) => typeof values[month] === "number")).length;

const spanText = (months: readonly string[]): string =>
  `từ ${monthText(months[0] ?? "")} đến ${monthText(months.at(-1) ?? "")}`;

/** Said under a picture with gaps, so that nobody takes one for a zero. */
const gapText = (lines: readonly Series[]): string =>
  lines.some(({ values }) => values.includes(null)) ? "; tháng không có số liệu để trống" : "";

/** An indicator's line, and every threshold that the province is held to. */
interface ProvinceLine {
  readonly line: Series;
  readonly thresholds: readonly Threshold[];
}

/** One line for each indicator, however many targets ask for it. */
function provinceLines(targets: readonly PrintedTarget[], rates: MonthlyRates): ProvinceLine[] {
  const byIndicator = Map.groupBy(targets.filter(hasMonthlyRate), ({ indicator }) => indicator);
  return [...byIndicator].flatMap(([indicator, printed]): ProvinceLine[] => {
    const thresholds = printed.flatMap(({ target }) =>
      target.thresholds.province === undefined ? [] : [thresholdLine(target.goal, target.thresholds.province)],
    );
    const values = [...new Set(thresholds.map(({ value }) => `${value}%`))];
    const demanded = values.length === 0 ? "" : ` (giao ${values.join(", ")})`;
    const line = lineOf(rateName(indicator.name), rates.of(indicator, PROVINCE), demanded);
    return monthsKnown([line]) === 0 ? [] : [{ line, thresholds }];
  });
}

const thresholdsOf = (lines: readonly ProvinceLine[]): Threshold[] => {
  const byName = new Map(lines.flatMap(({ thresholds }) => thresholds.map((one) => [one.name, one] as const)));
  return [...byName.values()].sort((left, right) => left.value - right.value);
};

/** The lines in their order, as many in a picture as can be told apart. */
function pictures(lines: readonly ProvinceLine[]): ProvinceLine[][] {
  const all: ProvinceLine[][] = [];
  for (const line of lines) {
    const open = all.at(-1);
    const levels = new Set(thresholdsOf([...(open ?? []), line]).map(({ value }) => value));
    if (open !== undefined && open.length < MOST_LINES && levels.size <= MOST_THRESHOLDS) open.push(line);
    else all.push([line]);
  }
  return all;
}

/**
 * The province's rate of each month, for the twelve months that end with the report's last, against what is demanded
 * of the province. Flows are those of the month alone, stocks those of its last day; a month that was not collected is
 * a gap. Nothing where fewer than two months are known. Captions are not numbered yet.
 */
export function trendCharts(
  composition: Composition,
  targets: readonly PrintedTarget[],
  rates = new MonthlyRates(composition),
): Block[] {
  const months = rates.months.map(bareMonthText);
  const drawn = pictures(provinceLines(targets, rates)).filter(
    (lines) => monthsKnown(lines.map(({ line }) => line)) >= FEWEST_MONTHS,
  );
  return drawn.map((lines, index): Block => {
    const series = lines.map(({ line }) => line);
    const continued = index === 0 ? "" : " (tiếp theo)";
    const title = "Tỷ lệ của từng tháng (%)";
    const subject = `Tỷ lệ từng tháng của toàn tỉnh so với mức giao, ${spanText(rates.months)}`;
    const caption = `${subject}${gapText(series)}${continued}`;
    return { type: "chart", chart: { type: "trend", title, months, series, thresholds: thresholdsOf(lines) }, caption };
  });
}

/** The rows of a target for the districts: with their communes where there are such, else of the district's own office. */
function districtRows({ rows }: PrintedTarget): FigureRow[] {
  const judged = rows.filter(({ level, basis }) => level === "huyen" && basis !== "period");
  const areas = judged.filter(({ scope }) => scope === "area");
  return areas.length > 0 ? areas : judged.filter(({ scope }) => scope === "agency");
}

/** "Thành phố Vũng Tàu" for the area of the "UBND thành phố Vũng Tàu". */
const panelName = ({ scope, name }: FigureRow): string =>
  scope === "area" ? sentence(name.replace(/^(UBND|Ủy ban nhân dân)\s+(?=\S)/iu, "")) : name;

/**
 * One small trend for each district, all on one scale, for the first target that has a rate of a month and can differ
 * between districts. Nothing for a province without districts. The caption is not numbered yet.
 */
export function districtMultiples(
  composition: Composition,
  targets: readonly PrintedTarget[],
  rates = new MonthlyRates(composition),
): Block[] {
  const printed = targets.find(
    (one) => hasMonthlyRate(one) && tellsDistrictsApart(one) && districtRows(one).length > 1,
  );
  if (printed === undefined) return [];
  const rows = districtRows(printed);
  const panels = rows.map((row) =>
    lineOf(
      panelName(row),
      rates.of(printed.indicator, { kind: row.scope, code: row.code, name: row.name, level: row.level }),
    ),
  );
  if (monthsKnown(panels) < FEWEST_MONTHS) return [];
  const limit = rows[0]?.threshold ?? null;
  const threshold = limit === null ? null : thresholdLine(printed.target.goal, limit);
  const whose = rows[0]?.scope === "area" ? "theo địa bàn cấp huyện (gồm cấp xã)" : "của UBND cấp huyện";
  const caption = `${printed.indicator.name} từng tháng ${whose}, ${spanText(rates.months)}${gapText(panels)}`;
  const months = rates.months.map(bareMonthText);
  const title = "Tỷ lệ của từng tháng (%)";
  return [{ type: "chart", chart: { type: "multiples", title, months, threshold, panels }, caption }];
}

/** The blocks of a document with its pictures numbered from 1 in the order of print: "Hình 1. …". */
export function numberedCharts(blocks: readonly Block[]): Block[] {
  let number = 0;
  return blocks.map((block) => {
    if (block.type !== "chart") return block;
    number += 1;
    return { ...block, caption: `Hình ${number}. ${block.caption}` };
  });
}
