import type { Share } from "../../domain/figures/evaluate.ts";
import { SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { rateOf } from "../../domain/figures/rate.ts";
import { isMeasured } from "../../domain/indicator.ts";
import type { Target } from "../../domain/programme.ts";
import type { Scope } from "../../domain/scope.ts";
import type { Series, Threshold } from "../chart.ts";
import { type Composition, limitsOf, type PrintedTarget } from "../composition.ts";
import type { PrintedRow } from "../printed-rate.ts";
import type { Block } from "../report.ts";
import { bareMonthText, goalText, monthText, percentText, rateText, sentence, verdictText } from "../wording.ts";

/** More lines cannot be told apart on a black and white copy. */
const MOST_LINES = 4;

/** More thresholds in one picture, and nobody sees which line is held against which. */
const MOST_THRESHOLDS = 2;

/** A line of fewer months shows no trend. */
const FEWEST_MONTHS = 2;

const PROVINCE: Scope = { kind: "province", code: "", name: SCOPE_NAMES.province, level: null };

/** "Mức tối thiểu 50%", "Mức phấn đấu 100%". */
export function thresholdLine(goal: Target["goal"], value: number): Threshold {
  return { name: `Mức ${goalText(goal)} ${percentText(value)}`, value };
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

/** The rates of one indicator in one scope, month by month. */
interface Line {
  readonly name: string;
  /** One for each month; null where the month was not collected or nobody reported. */
  readonly shares: readonly (Share | null)[];
  readonly limits: readonly number[];
}

function newestText({ shares, limits }: Line): string {
  const newest = shares.at(-1) ?? null;
  if (newest === null) return verdictText("no-data", "min");
  return newest.denominator === 0 ? verdictText("no-activity", "min") : rateText({ ...newest, limits });
}

function seriesOf(line: Line, demanded = ""): Series {
  const values = line.shares.map((share) => {
    const rate = share === null ? null : rateOf(share.numerator, share.denominator);
    return rate === null ? null : Number(rate) / 1_000_000;
  });
  return { name: line.name, values, text: `${newestText(line)}${demanded}` };
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
function provinceLines(composition: Composition): ProvinceLine[] {
  const { targets, figures } = composition;
  const byIndicator = Map.groupBy(targets.filter(hasMonthlyRate), ({ indicator }) => indicator);
  return [...byIndicator].flatMap(([indicator, printed]): ProvinceLine[] => {
    const thresholds = printed.flatMap(({ target }) =>
      target.thresholds.province === undefined ? [] : [thresholdLine(target.goal, target.thresholds.province)],
    );
    const values = [...new Set(thresholds.map(({ value }) => percentText(value)))];
    const demanded = values.length === 0 ? "" : ` (giao ${values.join(", ")})`;
    const shares = figures.evidence.monthly.shares(indicator, PROVINCE);
    const limits = limitsOf(composition, indicator.id, [PROVINCE]);
    const line = seriesOf({ name: rateName(indicator.name), shares, limits }, demanded);
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
export function trendCharts(composition: Composition): Block[] {
  const span = composition.figures.evidence.monthly.months;
  const months = span.map(bareMonthText);
  const drawn = pictures(provinceLines(composition)).filter(
    (lines) => monthsKnown(lines.map(({ line }) => line)) >= FEWEST_MONTHS,
  );
  return drawn.map((lines, index): Block => {
    const series = lines.map(({ line }) => line);
    const continued = index === 0 ? "" : " (tiếp theo)";
    const title = "Tỷ lệ của từng tháng (%)";
    const subject = `Tỷ lệ từng tháng của toàn tỉnh so với mức giao, ${spanText(span)}`;
    const caption = `${subject}${gapText(series)}${continued}`;
    return { type: "chart", chart: { type: "trend", title, months, series, thresholds: thresholdsOf(lines) }, caption };
  });
}

/** The rows of a target for the districts: with their communes where there are such, else of the district's own office. */
function districtRows({ rows }: PrintedTarget): PrintedRow[] {
  const judged = rows.filter(({ level, basis }) => level === "huyen" && basis !== "period");
  const areas = judged.filter(({ scope }) => scope === "area");
  return areas.length > 0 ? areas : judged.filter(({ scope }) => scope === "agency");
}

/** "Thành phố Vũng Tàu": what kind of scope it is stands in the caption, and a panel is narrow. */
const panelName = ({ scope, name }: PrintedRow): string =>
  scope === "area" ? sentence(name.replace(/^Địa bàn /u, "")) : name;

/**
 * One small trend for each district, all on one scale, for the first target that has a rate of a month and can differ
 * between districts. Nothing for a province without districts. The caption is not numbered yet.
 */
export function districtMultiples(composition: Composition): Block[] {
  const { targets } = composition;
  const { monthly } = composition.figures.evidence;
  const printed = targets.find(
    (one) => hasMonthlyRate(one) && tellsDistrictsApart(one) && districtRows(one).length > 1,
  );
  if (printed === undefined) return [];
  const rows = districtRows(printed);
  const panels = rows.map((row) => {
    const scope = { kind: row.scope, code: row.code, name: row.name, level: row.level };
    return seriesOf({ name: panelName(row), shares: monthly.shares(printed.indicator, scope), limits: row.limits });
  });
  if (monthsKnown(panels) < FEWEST_MONTHS) return [];
  const limit = rows[0]?.threshold ?? null;
  const threshold = limit === null ? null : thresholdLine(printed.target.goal, limit);
  const whose = rows[0]?.scope === "area" ? "theo địa bàn cấp huyện (gồm cấp xã)" : "của UBND cấp huyện";
  const caption = `${printed.indicator.name} từng tháng ${whose}, ${spanText(monthly.months)}${gapText(panels)}`;
  const months = monthly.months.map(bareMonthText);
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
