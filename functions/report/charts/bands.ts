import { isJudged } from "../../domain/figures/verdict.ts";
import type { ChartOf, Threshold } from "../chart.ts";
import type { PrintedRow } from "../printed-rate.ts";
import type { Block } from "../report.ts";
import { countText, fewText, goalText } from "../wording.ts";
import { type Drawn, FEW, keyOf, markText } from "./drawn.ts";

type Band = ChartOf<"distribution">["bands"][number];

/** How wide a band may be, in percent. */
const WIDTHS = [10, 5, 2] as const;

const MOST_BANDS = 10;

/** What is said of all agencies of a distribution. */
interface About {
  /** "UBND cấp xã". */
  readonly whose: string;
  readonly when: string;
  readonly threshold: Threshold | null;
  readonly caption: string;
}

/** The band of a share, exact; what is above 100 % belongs to the last one. */
function bandOf({ numerator, denominator }: PrintedRow, width: number): number {
  const band = (BigInt(numerator ?? 0) * 100n) / (BigInt(denominator || 1) * BigInt(width));
  return Math.min(100 / width - 1, Number(band));
}

/** From the first to the last band that has agencies or the threshold, which may be the edge of one. */
function bandsOf(judged: readonly Drawn[], width: number, threshold: Threshold | null): Band[] {
  const filled = judged.map(({ row }) => bandOf(row, width));
  const limit = threshold === null ? [] : [threshold.value / width];
  const first = Math.min(...filled, ...limit.map(Math.floor));
  const last = Math.max(...filled, ...limit.map((value) => Math.ceil(value) - 1));
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const band = first + index;
    const inside = judged.filter((_, at) => filled[at] === band);
    const parts = (["not-met", "not-due", "met"] as const).flatMap((mark) => {
      const count = inside.filter((one) => one.mark === mark).length;
      return count === 0 ? [] : [{ mark, count }];
    });
    const text = inside.length === 0 ? "" : countText(inside.length);
    return { from: band * width, to: (band + 1) * width, parts, text };
  });
}

const filledOf = (bands: readonly Band[]): Band[] => bands.filter(({ parts }) => parts.length > 0);

/** Bands as wide as still tell the agencies apart; none where all lie in one. */
function tellingBands(judged: readonly Drawn[], threshold: Threshold | null): Band[] | undefined {
  const all = WIDTHS.map((width) => bandsOf(judged, width, threshold)).filter(({ length }) => length <= MOST_BANDS);
  return all.find((bands) => filledOf(bands).length > 2) ?? all.find((bands) => filledOf(bands).length === 2);
}

/** "12/82 đơn vị đạt; không vẽ 05 đơn vị ít hồ sơ, 02 đơn vị không phát sinh". */
function noteOf(all: readonly Drawn[]): string {
  const judged = all.filter(({ row }) => isJudged(row.verdict));
  const met = judged.filter(({ row }) => row.verdict === "met");
  const few = all.filter(({ isSmall }) => isSmall).length;
  const others = (["not-assessed", "no-activity", "no-data"] as const).flatMap((mark) => {
    const count = all.filter((one) => one.mark === mark && !one.isSmall).length;
    return count === 0 ? [] : [`${fewText(count)} đơn vị ${markText(mark, "min")}`];
  });
  const left = [...(few === 0 ? [] : [`${fewText(few)} đơn vị ${FEW}`]), ...others];
  const isBenchmark = judged.some(({ row }) => row.goal === "benchmark");
  const level = isBenchmark ? ` mức ${goalText("benchmark")}` : "";
  const reached = `${fewText(met.length)}/${fewText(judged.length)} đơn vị đạt${level}`;
  return left.length === 0 ? reached : `${reached}; không vẽ ${left.join(", ")}`;
}

function bandText({ from, to, parts }: Band): string {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const range = to === 100 ? `từ ${from}% trở lên` : from === 0 ? `dưới ${to}%` : `từ ${from}% đến dưới ${to}%`;
  return `${fewText(count)} đơn vị ${range}`;
}

/**
 * How many agencies have rates in which band, in words and as a picture. Those with few dossiers are counted in words
 * alone. Nothing where all lie in one band.
 */
export function distributionBlocks(all: readonly Drawn[], { whose, when, threshold, caption }: About): Block[] {
  const judged = all.filter(({ mark }) => isJudged(mark));
  const bands = tellingBands(judged, threshold);
  const [first] = bands ?? [];
  if (bands === undefined || first === undefined) return [];
  const note = noteOf(all);
  const title = `Số đơn vị theo tỷ lệ ${when}, mỗi cột là một khoảng ${first.to - first.from}%`;
  const told = `Các ${whose} theo tỷ lệ ${when}: ${filledOf(bands).map(bandText).join("; ")} (${note}).`;
  return [
    { type: "note", text: told },
    { type: "chart", chart: { type: "distribution", title, threshold, key: keyOf(judged), bands, note }, caption },
  ];
}
