import type { Share } from "../../domain/figures/evaluate.ts";
import { SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { rateOf } from "../../domain/figures/rate.ts";
import type { Indicator } from "../../domain/indicator.ts";
import type { Scope } from "../../domain/scope.ts";
import type { Panel, Threshold } from "../chart.ts";
import { type Composition, limitsOf, type PrintedTarget, periodRow } from "../composition.ts";
import type { Block } from "../report.ts";
import { fewText, listText, monthLabel, rateText, sentence, verdictText } from "../wording.ts";
import { thresholdLine } from "./captions.ts";

/** More small pictures are no longer small. */
const MOST_PANELS = 6;

/** Fewer months show no course. */
const FEWEST_MONTHS = 2;

const PROVINCE: Scope = { kind: "province", code: "", name: SCOPE_NAMES.province, level: null };

/**
 * Whether a target has a rate for a month alone that can be held against its threshold. How many procedures were in use
 * cannot: a month never reaches what is demanded of the whole year, and the line would look like a failing.
 */
const hasMonthlyRate = ({ target, indicator }: PrintedTarget): boolean =>
  target.unit === "percent" && indicator.kind !== "distinct";

/** "; không vẽ chỉ tiêu số 3, tính theo thủ tục đã sử dụng trong năm". */
function undrawnText({ targets }: Composition): string {
  const numbers = targets.flatMap(({ indicator }, at) => (indicator.kind === "distinct" ? [String(at + 1)] : []));
  return numbers.length === 0 ? "" : `; không vẽ chỉ tiêu số ${listText(numbers)}, đếm thủ tục từ đầu năm`;
}

/** The minimum that the province is held to, else what it strives for. */
function thresholdOf(printed: readonly PrintedTarget[]): Threshold | null {
  const lines = printed.flatMap(({ target: { goal, thresholds } }) =>
    thresholds.province === undefined ? [] : [{ goal, line: thresholdLine(goal, thresholds.province) }],
  );
  return (lines.find(({ goal }) => goal === "min") ?? lines[0])?.line ?? null;
}

/**
 * The rate of the last month, where it is the report's own: that of a quarter's last month stands in none of its tables.
 * Where there is no rate, why.
 */
function newestText(newest: Share | null, [first]: readonly PrintedTarget[], limits: readonly number[]): string {
  if (newest === null) return verdictText("no-data", "min");
  if (newest.denominator === 0) return verdictText("no-activity", "min");
  const own = first && periodRow(first, "province", "");
  const isPrinted = own?.numerator === newest.numerator && own.denominator === newest.denominator;
  return isPrinted ? rateText({ ...newest, limits }) : "";
}

/** "(1, 2) Hồ sơ nộp trực tuyến từ xa": an indicator under the numbers that its targets have in the tables. */
function panelOf(composition: Composition, indicator: Indicator, printed: readonly PrintedTarget[]): Panel {
  const { targets, figures } = composition;
  const numbers = printed.map((one) => targets.indexOf(one) + 1).join(", ");
  const shares = figures.evidence.monthly.shares(indicator, PROVINCE);
  const values = shares.map((share) => {
    const rate = share === null ? null : rateOf(share.numerator, share.denominator);
    return rate === null ? null : Number(rate) / 1_000_000;
  });
  return {
    name: `(${numbers}) ${sentence(indicator.name.replace(/^Tỷ lệ /u, ""))}`,
    values,
    text: newestText(shares.at(-1) ?? null, printed, limitsOf(composition, indicator.id, [PROVINCE])),
    threshold: thresholdOf(printed),
  };
}

/**
 * The province's rates month by month, a small picture for each indicator of its targets that has a rate of a month
 * alone: flows of the month, stocks of its last day, each against what is demanded of the province. From the first month
 * of which a rate is known, at most the twelve that end with the report's last; a month that was not collected is a gap.
 * Nothing where fewer than two months are known. The caption is not numbered yet.
 */
export function targetCharts(composition: Composition): Block[] {
  const byIndicator = Map.groupBy(composition.targets.filter(hasMonthlyRate), ({ indicator }) => indicator);
  const all = [...byIndicator]
    .map(([indicator, printed]) => panelOf(composition, indicator, printed))
    .filter(({ values }) => values.some((value) => value !== null));
  const shown = all.slice(0, MOST_PANELS);
  const { months } = composition.figures.evidence.monthly;
  const known = months.map((_, month) => shown.some(({ values }) => values[month] !== null));
  if (known.filter(Boolean).length < FEWEST_MONTHS) return [];
  const first = known.indexOf(true);
  const panels = shown.map((panel) => ({ ...panel, values: panel.values.slice(first) }));
  const labels = months.slice(first).map(monthLabel);
  const isDemanded = panels.some(({ threshold }) => threshold !== null);
  const hasBenchmark = composition.targets.some(({ target }) => target.goal === "benchmark");
  const against = isDemanded ? ` so với mức giao${hasBenchmark ? ", mức điểm tối đa" : ""}` : "";
  const gaps = panels.some(({ values }) => values.includes(null)) ? "; tháng không có số liệu để trống" : "";
  const rest = all.length > shown.length ? `; vẽ ${fewText(shown.length)} tỷ lệ đầu trong ${fewText(all.length)}` : "";
  const span = `từ tháng ${labels[0] ?? ""} đến tháng ${labels.at(-1) ?? ""}`;
  const title = `Tỷ lệ của từng tháng (%), mỗi ô một thang đo; (n): chỉ tiêu số n${undrawnText(composition)}`;
  const caption = `Tỷ lệ từng tháng của toàn tỉnh${against}, ${span}${gaps}${rest}`;
  return [{ type: "chart", chart: { type: "multiples", title, months: labels, panels }, caption }];
}
