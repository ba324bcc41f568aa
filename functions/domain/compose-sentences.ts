import type { PrintedTarget } from "./composition.ts";
import { type FigureRow, SCOPE_NAMES } from "./figure.ts";
import { monthsLeft } from "./period.ts";
import { boundLevels } from "./programme.ts";
import type { Block } from "./report.ts";
import {
  changeText,
  countText,
  dayText,
  fewText,
  listText,
  monthText,
  previousText,
  rateText,
  verdictText,
  withinSentence,
} from "./wording.ts";

export const paragraph = (text: string): Block => ({ type: "paragraph", text });

/** Gạch đầu dòng: each ends with ";", the last with "."; none where there is nothing to list. */
export const bullets = (items: readonly string[]): Block[] =>
  items.length === 0
    ? []
    : [{ type: "list", items: items.map((item, index) => `${item}${index === items.length - 1 ? "." : ";"}`) }];

export const monthsText = (months: readonly string[]): string => listText(months.map(monthText));

const isCount = (printed: PrintedTarget): boolean => printed.target.unit === "count";

/** "50%", or a number of procedures where the target is a count. */
export const thresholdText = (printed: PrintedTarget, threshold: number | null): string =>
  threshold === null ? "–" : isCount(printed) ? countText(threshold) : `${threshold}%`;

/** What the target demands of whom: "50%", or level by level where they differ. */
function demandText(printed: PrintedTarget): string {
  const { thresholds } = printed.target;
  const scopes = [...boundLevels(printed.target), ...(thresholds.province === undefined ? [] : ["province" as const])];
  const values = new Set(scopes.map((scope) => thresholds[scope]));
  if (values.size === 1 && scopes.length > 1) return thresholdText(printed, [...values][0] ?? null);
  const name = { ...SCOPE_NAMES, province: "toàn tỉnh", so: "sở, ban, ngành" };
  return listText(scopes.map((scope) => `${thresholdText(printed, thresholds[scope] ?? null)} (${name[scope]})`));
}

/** "Điều 1.1" as it is; a bare number is a section: "mục I.2". */
export const clauseText = (clause: string): string => (/^\p{Lu}\p{Ll}/u.test(clause) ? clause : `mục ${clause}`);

/** The target's first sentence: how much, by when, according to which clause. */
export function demandSentence(printed: PrintedTarget): string {
  const goal = printed.target.goal === "min" ? "Chỉ tiêu tối thiểu" : "Chỉ tiêu phấn đấu";
  const { deadline } = printed.target;
  const due = deadline === null ? "không quy định thời hạn" : `thời hạn đến hết ngày ${dayText(deadline)}`;
  const sources = printed.sources.map(({ clause, programme }) => `${clauseText(clause)} ${programme.shortName}`);
  return `${goal}: ${demandText(printed)}; ${due} (${sources.join("; ")}).`;
}

/** A share of nothing, in the words of what there is none of. */
function nothingText({ indicator }: PrintedTarget, { basis }: FigureRow, denominator: string): string {
  if ("procedures" in indicator.denominator) return `không có ${denominator}`;
  const what = denominator.startsWith("giao dịch") ? "giao dịch" : "hồ sơ";
  return basis === "year" ? `không phát sinh ${what}` : `không phát sinh ${what} trong kỳ`;
}

export function valueText(printed: PrintedTarget, row: FigureRow): string {
  const [numeratorName, denominatorName] = [printed.indicator.numeratorName, printed.indicator.denominatorName].map(
    withinSentence,
  );
  if (row.numerator === null) return "chưa có số liệu";
  if (isCount(printed)) return `${countText(row.numerator)} ${numeratorName}`;
  if (!row.denominator) return nothingText(printed, row, denominatorName ?? "");
  const fraction = `${countText(row.numerator)} ${numeratorName} trên ${countText(row.denominator)} ${denominatorName}`;
  return `${rateText(row)} (${fraction})`;
}

export function comparisonText(row: FigureRow): string {
  if (row.rate === null) return "";
  const before = previousText(row.period);
  const previous =
    row.previous === null
      ? `chưa có số liệu ${before} để so sánh`
      : `${changeText(row.rate, row.previous)} so với ${before}`;
  const earlier =
    row.yearEarlier === null
      ? "chưa có số liệu cùng kỳ để so sánh"
      : `${changeText(row.rate, row.yearEarlier)} so với cùng kỳ năm trước`;
  return `; ${previous}, ${earlier}`;
}

/** ", tăng … so với tháng trước, giảm … so với cùng kỳ năm trước"; what cannot be compared is left out. */
export function knownComparisonText({ rate, previous, yearEarlier, period }: FigureRow): string {
  if (rate === null) return "";
  const before = previous === null ? "" : `, ${changeText(rate, previous)} so với ${previousText(period)}`;
  return yearEarlier === null ? before : `${before}, ${changeText(rate, yearEarlier)} so với cùng kỳ năm trước`;
}

/** ", còn thiếu 6.800 hồ sơ, bình quân mỗi tháng cần thêm 1.360 (còn 05 tháng)". */
export function shortfallText(printed: PrintedTarget, row: FigureRow): string {
  if (!row.shortfall) return "";
  const lacking = `, còn thiếu ${countText(row.shortfall)} ${withinSentence(printed.indicator.numeratorName)}`;
  const left = row.deadline === null ? 0 : monthsLeft(row.period, row.deadline);
  if (row.verdict !== "not-due" || left === 0) return lacking;
  return `${lacking}, bình quân mỗi tháng cần thêm ${countText(Math.ceil(row.shortfall / left))} (còn ${fewText(left)} tháng)`;
}

/** "; cao nhất … (63,74%), thấp nhất … (29,27%)", or that all are alike. */
export function endsText(rows: readonly FigureRow[]): string {
  const ranked = rows.filter((row) => row.rank !== null).sort((left, right) => (left.rank ?? 0) - (right.rank ?? 0));
  const [best, weakest] = [ranked[0], ranked.at(-1)];
  if (best === undefined || weakest === undefined || best === weakest) return "";
  if (best.rank === weakest.rank) return `; các đơn vị có cùng tỷ lệ ${rateText(best)}`;
  return `; cao nhất ${best.name} (${rateText(best)}), thấp nhất ${weakest.name} (${rateText(weakest)})`;
}

/** "đạt", "chưa đạt (chưa đến hạn), còn thiếu …"; empty where the row is not judged. */
export function judgementText(printed: PrintedTarget, row: FigureRow): string {
  if (row.verdict === "not-assessed" || row.verdict === null) return "";
  return `${verdictText(row.verdict, row.goal)}${shortfallText(printed, row)}`;
}
