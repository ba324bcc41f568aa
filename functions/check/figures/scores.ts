import type { FigureRow } from "../../domain/figures/figure.ts";
import type { AgencyScore } from "../../domain/figures/scores.ts";
import type { FigureField } from "../../report/report.ts";
import { type Difference, differing, type Place } from "./difference.ts";
import { decimalText, type Expected, rounded } from "./numbers.ts";
import type { TargetText } from "./sentence-text.ts";

export type ScoreField = Extract<FigureField, "score" | "score-rank" | "places-moved">;

export const isOfScore = (field: FigureField | undefined): field is ScoreField =>
  field === "score" || field === "score-rank" || field === "places-moved";

const JUDGED: readonly (string | null)[] = ["met", "not-due", "not-met"];

/** The demands that make a score, each once, by what is demanded. */
function demandsIn(rows: readonly FigureRow[]): readonly FigureRow[] {
  const own = rows.filter(
    ({ goal, unit, threshold, verdict }) =>
      goal === "min" && unit === "percent" && threshold !== null && threshold > 0 && JUDGED.includes(verdict),
  );
  const distinct = Map.groupBy(own, ({ indicator, threshold, deadline }) => `${indicator} ${threshold} ${deadline}`);
  return [...distinct.values()].flatMap(([first]) => first ?? []);
}

/** "đạt 87,50/100 điểm, xếp hạng 02/20 cơ quan cùng cấp …, tăng 01 bậc so với": the line of an agency about itself. */
const LINE =
  /(\d[\d.]*,\d+)\/100 điểm, xếp hạng (\d[\d.]*)\/(\d[\d.]*) cơ quan cùng cấp[^.\n]*?(?:, (tăng|giảm) (\d[\d.]*) bậc|, giữ nguyên thứ hạng|\.)/g;

/** "1.024" and "02" as numbers. */
const numberOf = (text: string): number => Number(text.replaceAll(".", ""));

/** What the line of an agency says, in the words of the check. */
export interface Told {
  readonly score: string;
  readonly rank: number;
  readonly peers: number;
  readonly moved: number | null;
}

/** The lines of agencies about their own score that are none's of these. */
export function scoreDifferences({ heading, text, pageAt }: TargetText, known: readonly Told[]): Difference[] {
  return [...text.matchAll(LINE)].flatMap((match): Difference[] => {
    const [words, score = "", rank = "", peers = "", way, places] = match;
    const moved = way === undefined ? null : numberOf(places ?? "") * (way === "tăng" ? 1 : -1);
    const isKept = words.endsWith("giữ nguyên thứ hạng");
    const isTold = known.some(
      (one) =>
        one.score === score &&
        one.rank === numberOf(rank) &&
        one.peers === numberOf(peers) &&
        one.moved === (isKept ? 0 : moved),
    );
    if (isTold) return [];
    const place: Place = { page: pageAt(match.index), part: `mục "${heading}"`, row: words, column: "điểm, hạng" };
    return differing(place, score, "điểm, hạng và số bậc của một cơ quan");
  });
}

/** "87,50": 100 × the mean of what was reached of each threshold, reckoned from the rows of figures.csv. */
export function scoreText(rows: readonly FigureRow[]): string {
  const demands = demandsIn(rows);
  let [top, bottom] = [0n, 1n];
  for (const { numerator, denominator, threshold } of demands) {
    const over = BigInt(numerator ?? 0) * 10_000n;
    const under = BigInt(denominator ?? 0) * BigInt(((threshold ?? 0) * 100).toFixed(0));
    const part = over < under ? over : under;
    [top, bottom] = [top * under + part * bottom, bottom * under];
  }
  return demands.length === 0 ? "–" : decimalText(rounded(100n * top, bottom * BigInt(demands.length), 2), 2);
}

function movedText(moved: number | null): string {
  if (moved === null) return "–";
  return `${moved > 0 ? "+" : ""}${moved}`;
}

/**
 * What has to be printed of an agency's score: a dash where it has none.
 *
 * @param rows its rows of figures.csv
 */
export function expectedOfScore(field: ScoreField, rows: readonly FigureRow[], score?: AgencyScore): Expected {
  if (score === undefined) return { type: "text", value: "–" };
  switch (field) {
    case "score":
      return { type: "text", value: scoreText(rows) };
    case "score-rank":
      return { type: "count", value: score.rank };
    case "places-moved":
      return { type: "text", value: movedText(score.moved) };
  }
}
