import { LEVELS, type Level } from "../../domain/agency.ts";
import { SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { isMeasured } from "../../domain/indicator.ts";
import type { ChartOf, Mark, Threshold } from "../chart.ts";
import type { Composition, PrintedTarget } from "../composition.ts";
import type { PrintedRow } from "../printed-rate.ts";
import type { Block } from "../report.ts";
import { dayText, rateText, withinSentence } from "../wording.ts";
import { distributionBlocks } from "./bands.ts";
import { thresholdLine } from "./captions.ts";
import { type Drawn, drawnOf, FEW, keyOf, markText } from "./drawn.ts";

/** More bars do not fit under each other so that their names can still be read. */
const MOST_BARS = 30;

/** What all agencies of a level share says nothing about one of them: the catalogue is the same for each. */
const tellsAgenciesApart = ({ indicator }: PrintedTarget): boolean =>
  indicator.kind !== "stock" || isMeasured(indicator);

/** The judged rows of a level's agencies, or none where the target does not bind them. */
const agencyRows = ({ rows }: PrintedTarget, level: Level): PrintedRow[] =>
  rows.filter((row) => row.scope === "agency" && row.level === level && row.basis !== "period");

/** The first target that binds a level and can differ between its agencies. */
function leading(targets: readonly PrintedTarget[], level: Level): PrintedTarget | undefined {
  return targets.find(
    (printed) =>
      printed.target.unit === "percent" &&
      agencyRows(printed, level).length > 0 &&
      (level === "so" || tellsAgenciesApart(printed)),
  );
}

const byRate = (left: Drawn, right: Drawn): number => Number((left.row.rate ?? 0n) - (right.row.rate ?? 0n));

/** Those below first, then those that reach it, each the weakest first; then who is not judged, who has no rate. */
function printOrder(all: readonly Drawn[]): Drawn[] {
  const places: readonly Mark[] = ["met", "not-assessed", "no-activity", "no-data"];
  const place = ({ mark }: Drawn): number => places.indexOf(mark);
  return [...all].sort((left, right) => place(left) - place(right) || byRate(left, right));
}

function barText({ row, mark, isSmall }: Drawn): string {
  if (row.rate === null) return markText(mark, row.goal);
  return isSmall ? `${rateText(row)}, ${FEW}` : rateText(row);
}

const whenText = ({ basis, to }: PrintedRow): string =>
  basis === "as-of" ? `tại ngày ${dayText(to)}` : `lũy kế từ đầu năm đến ngày ${dayText(to)}`;

function barsChart(all: readonly Drawn[], when: string, threshold: Threshold | null): ChartOf<"bars"> {
  const bars = printOrder(all).map((one) => ({
    name: one.row.name,
    value: one.row.rate === null ? null : Number(one.row.rate) / 1_000_000,
    mark: one.mark,
    text: barText(one),
  }));
  return { type: "bars", title: `Tỷ lệ ${when} (%)`, threshold, key: keyOf(all), bars };
}

function levelChart(printed: PrintedTarget, level: Level, small: ReadonlySet<string>): Block[] {
  const all = agencyRows(printed, level).map((row) => drawnOf(row, small));
  const [first] = all;
  if (first === undefined || all.filter(({ row, isSmall }) => row.rate !== null && !isSmall).length < 2) return [];
  const limit = first.row.threshold;
  const threshold = limit === null ? null : thresholdLine(printed.target.goal, limit);
  const against = threshold === null ? "" : ` so với ${withinSentence(threshold.name)}`;
  const whose = withinSentence(SCOPE_NAMES[level]);
  const when = whenText(first.row);
  if (all.length > MOST_BARS) {
    const caption = `Phân bố các ${whose} theo ${withinSentence(printed.indicator.name)}${against}`;
    return distributionBlocks(all, { whose, when, threshold, caption });
  }
  const caption = `${printed.indicator.name} của các ${whose}${against}`;
  return [{ type: "chart", chart: barsChart(all, when, threshold), caption }];
}

/**
 * The agencies of each level against the threshold of the first target that binds them, on the judged basis.
 *
 * Up to 30 agencies have a bar each, those below the threshold first. More (82 communes, up to 600) are shown by how many
 * there are in each band of rates: a leader sees at once how many reach the threshold, how far away the others are and
 * whether few lag behind or most do. The weakest alone would hide that, and the text and the appendix name them anyway.
 * Captions are not numbered yet.
 */
export function levelBars({ tree, targets, small }: Composition): Block[] {
  return LEVELS.filter((level) => tree.inForce.some((agency) => agency.level === level)).flatMap((level) => {
    const printed = leading(targets, level);
    return printed === undefined ? [] : levelChart(printed, level, small);
  });
}
