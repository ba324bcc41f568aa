import { LEVELS, type Level } from "../../domain/agency.ts";
import { SCOPE_NAMES, type Verdict } from "../../domain/figures/figure.ts";
import { isJudged } from "../../domain/figures/verdict.ts";
import type { Chart, ChartOf, Mark, Threshold } from "../chart.ts";
import type { Composition, PrintedTarget } from "../composition.ts";
import type { PrintedRow } from "../printed-rate.ts";
import type { Block } from "../report.ts";
import { countText, dayText, fewText, rateText, sentence, verdictText, withinSentence } from "../wording.ts";
import { tellsDistrictsApart, thresholdLine } from "./trends.ts";

/** More bars do not fit under each other so that their names can still be read. */
const MOST_BARS = 30;

/** A band of the distribution, in percent. */
const BAND = 10;

const NOT_ASSESSED = "không đánh giá";

const verdictOf = (row: PrintedRow): Verdict => row.verdict ?? "not-assessed";

const wordsOf = (mark: Mark, goal: PrintedRow["goal"]): string =>
  mark === "not-assessed" ? NOT_ASSESSED : verdictText(mark, goal);

/** The judged rows of a level's agencies, or none where the target does not bind them. */
const agencyRows = ({ rows }: PrintedTarget, level: Level): PrintedRow[] =>
  rows.filter((row) => row.scope === "agency" && row.level === level && row.basis !== "period");

/** The first target that binds a level and can differ between its agencies. */
function leading(targets: readonly PrintedTarget[], level: Level): PrintedTarget | undefined {
  return targets.find(
    (printed) =>
      printed.target.unit === "percent" &&
      agencyRows(printed, level).length > 0 &&
      (level === "so" || tellsDistrictsApart(printed)),
  );
}

/** Best first; then those that are not judged, those without dossiers, those without data. */
function printOrder(rows: readonly PrintedRow[]): PrintedRow[] {
  const places: readonly Verdict[] = ["not-assessed", "no-activity", "no-data"];
  const place = (row: PrintedRow): number => places.indexOf(verdictOf(row));
  return [...rows].sort((left, right) => place(left) - place(right) || (left.rank ?? 0) - (right.rank ?? 0));
}

const barText = (row: PrintedRow): string => (row.rate === null ? wordsOf(verdictOf(row), row.goal) : rateText(row));

/** What the patterns mean, for those that the picture has. */
function keyOf(rows: readonly PrintedRow[]): ChartOf<"bars">["key"] {
  const marks: readonly Mark[] = ["met", "not-due", "not-met", "not-assessed"];
  return marks.flatMap((mark) => {
    const row = rows.find((one) => one.rate !== null && verdictOf(one) === mark);
    return row === undefined ? [] : [{ mark, text: sentence(wordsOf(mark, row.goal)) }];
  });
}

const whenText = (row: PrintedRow | undefined): string =>
  row?.basis === "as-of" ? `tại ngày ${dayText(row.to)}` : `lũy kế từ đầu năm đến ngày ${dayText(row?.to ?? "")}`;

function barsChart(rows: readonly PrintedRow[], threshold: Threshold | null): Chart {
  const bars = printOrder(rows).map((row) => ({
    name: row.name,
    value: row.rate === null ? null : Number(row.rate) / 1_000_000,
    mark: verdictOf(row),
    text: barText(row),
  }));
  return { type: "bars", title: `Tỷ lệ ${whenText(rows[0])} (%)`, threshold, key: keyOf(rows), bars };
}

/** The band of a share, exact; what is above 100 % belongs to the last one. */
function bandOf({ numerator, denominator }: PrintedRow): number {
  const tenths = (BigInt(numerator ?? 0) * 100n) / (BigInt(denominator || 1) * BigInt(BAND));
  return Math.min(100 / BAND - 1, Number(tenths));
}

/** "12/82 đơn vị đạt; 02 đơn vị không phát sinh". */
function distributionNote(rows: readonly PrintedRow[]): string {
  const judged = rows.filter(({ verdict }) => isJudged(verdict));
  const met = judged.filter(({ verdict }) => verdict === "met");
  const others = (["not-assessed", "no-activity", "no-data"] as const).flatMap((mark) => {
    const count = rows.filter((row) => verdictOf(row) === mark).length;
    return count === 0 ? [] : [`${fewText(count)} đơn vị ${wordsOf(mark, "min")}`];
  });
  return [`${fewText(met.length)}/${fewText(judged.length)} đơn vị đạt`, ...others].join("; ");
}

function distributionChart(rows: readonly PrintedRow[], threshold: Threshold | null): Chart {
  const judged = rows.filter(({ verdict }) => isJudged(verdict));
  const bands = Array.from({ length: 100 / BAND }, (_, index) => {
    const inside = judged.filter((row) => bandOf(row) === index);
    const parts = (["not-met", "not-due", "met"] as const).flatMap((mark) => {
      const count = inside.filter(({ verdict }) => verdict === mark).length;
      return count === 0 ? [] : [{ mark, count }];
    });
    return { from: index * BAND, to: (index + 1) * BAND, parts, text: inside.length ? countText(inside.length) : "" };
  });
  const title = `Số đơn vị theo tỷ lệ ${whenText(rows[0])}, mỗi cột là một khoảng ${BAND}%`;
  return { type: "distribution", title, threshold, key: keyOf(judged), bands, note: distributionNote(rows) };
}

function levelChart(printed: PrintedTarget, level: Level): Block[] {
  const rows = agencyRows(printed, level);
  if (rows.filter(({ rate }) => rate !== null).length < 2) return [];
  const limit = rows[0]?.threshold ?? null;
  const threshold = limit === null ? null : thresholdLine(printed.target.goal, limit);
  const against = threshold === null ? "" : ` so với ${withinSentence(threshold.name)}`;
  const whose = withinSentence(SCOPE_NAMES[level]);
  if (rows.length <= MOST_BARS) {
    const caption = `${printed.indicator.name} của các ${whose}${against}`;
    return [{ type: "chart", chart: barsChart(rows, threshold), caption }];
  }
  const caption = `Phân bố các ${whose} theo ${withinSentence(printed.indicator.name)}${against}`;
  return [{ type: "chart", chart: distributionChart(rows, threshold), caption }];
}

/**
 * The agencies of each level against the threshold of the first target that binds them, on the judged basis.
 *
 * Up to 30 agencies have a bar each, best first. More (82 communes, up to 600) are shown by how many there are in each
 * band of 10 %: a leader sees at once how many reach the threshold, how far away the others are and whether few lag
 * behind or most do. The ten best and the ten weakest would hide that, and the text and the appendix name them anyway.
 * Captions are not numbered yet.
 */
export function levelBars({ tree, targets }: Composition): Block[] {
  return LEVELS.filter((level) => tree.inForce.some((agency) => agency.level === level)).flatMap((level) => {
    const printed = leading(targets, level);
    return printed === undefined ? [] : levelChart(printed, level);
  });
}
