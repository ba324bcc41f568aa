import { type FigureRow, SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { monthsLeft } from "../../domain/period.ts";
import { boundLevels } from "../../domain/programme.ts";
import type { PrintedTarget } from "../composition.ts";
import { type PrintedRate, type PrintedRow, printedEarlier, printedShare } from "../printed-rate.ts";
import type { Block } from "../report.ts";
import {
  changeText,
  countText,
  dayText,
  fewText,
  goalText,
  listText,
  monthText,
  percentText,
  previousText,
  rateText,
  verdictText,
  withinSentence,
} from "../wording.ts";
import { clauseText } from "./clause.ts";

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
  threshold === null ? "–" : isCount(printed) ? countText(threshold) : percentText(threshold);

/** What the target demands of whom: "50%", or level by level where they differ. */
function demandText(printed: PrintedTarget): string {
  const { thresholds } = printed.target;
  const scopes = [...boundLevels(printed.target), ...(thresholds.province === undefined ? [] : ["province" as const])];
  const values = new Set(scopes.map((scope) => thresholds[scope]));
  if (values.size === 1 && scopes.length > 1) return thresholdText(printed, [...values][0] ?? null);
  const name = { ...SCOPE_NAMES, province: "toàn tỉnh", so: "sở, ban, ngành" };
  return listText(scopes.map((scope) => `${thresholdText(printed, thresholds[scope] ?? null)} (${name[scope]})`));
}

/** By when, as the clause has it: "lộ trình đến tháng 11/2023"; null where it sets no deadline. */
export const deadlineText = ({ deadline, deadlineText: words }: PrintedTarget["target"]): string | null =>
  deadline === null ? null : withinSentence(words ?? `đến hết ngày ${dayText(deadline)}`);

/** "thời hạn: lộ trình đến tháng 11/2023 (khoản 1 Điều 1 Quyết định …)". */
function termsText({ target, sources }: PrintedTarget): string {
  const until = deadlineText(target);
  const due = until === null ? "không quy định thời hạn" : `thời hạn: ${until}`;
  const written = sources.map(
    ({ clause, programme, comparison }) =>
      `${clauseText(clause)} ${programme.shortName}${comparison === null ? "" : `, ${comparison}`}`,
  );
  return `${due} (${written.join("; ")})`;
}

/** The first sentence of what stands under one heading: how much, by when, according to which clause. */
export function demandSentence(targets: readonly PrintedTarget[]): string {
  const byTerms = Map.groupBy(targets, termsText);
  return [...byTerms]
    .map(([terms, alike]) => {
      const demands = alike.map((printed) => `${goalText(printed.target.goal)}: ${demandText(printed)}`);
      return `Chỉ tiêu ${demands.join("; ")}; ${terms}.`;
    })
    .join(" ");
}

/** A share of nothing, in the words of what there is none of. */
function nothingText({ indicator }: PrintedTarget, { basis }: FigureRow, denominator: string): string {
  if ("procedures" in indicator.denominator) return `không có ${denominator}`;
  const what = denominator.startsWith("giao dịch") ? "giao dịch" : "hồ sơ";
  return basis === "year" ? `không phát sinh ${what}` : `không phát sinh ${what} trong kỳ`;
}

export function valueText(printed: PrintedTarget, row: PrintedRow): string {
  const [numeratorName, denominatorName] = [printed.indicator.numeratorName, printed.indicator.denominatorName].map(
    withinSentence,
  );
  if (row.numerator === null) return "chưa có số liệu";
  if (isCount(printed)) return `${countText(row.numerator)} ${numeratorName}`;
  if (!row.denominator) return nothingText(printed, row, denominatorName ?? "");
  const fraction = `${countText(row.numerator)} ${numeratorName} trên ${countText(row.denominator)} ${denominatorName}`;
  return `${rateText(row)} (${fraction})`;
}

/** "tăng … so với tháng trước"; null where there is nothing to compare with. */
const changeSince = (now: PrintedRate, before: PrintedRate | null, when: string): string | null =>
  before === null ? null : `${changeText(now, before)} so với ${when}`;

/** How a rate differs from the period before and from a year earlier, as far as they are known. */
function changesOf(row: PrintedRow): { readonly previous: string | null; readonly earlier: string | null } | null {
  const now = row.rate === null ? null : printedShare(row);
  if (now === null) return null;
  const [previous, earlier] = [row.previous, row.yearEarlier].map((rate) => printedEarlier(rate, row.limits));
  return {
    previous: changeSince(now, previous ?? null, previousText(row.period)),
    earlier: changeSince(now, earlier ?? null, "cùng kỳ năm trước"),
  };
}

export function comparisonText(row: PrintedRow): string {
  const changes = changesOf(row);
  if (changes === null) return "";
  const { previous, earlier } = changes;
  return `; ${previous ?? `chưa có số liệu ${previousText(row.period)} để so sánh`}, ${earlier ?? "chưa có số liệu cùng kỳ để so sánh"}`;
}

/** ", tăng … so với tháng trước, giảm … so với cùng kỳ năm trước"; what cannot be compared is left out. */
export function knownComparisonText(row: PrintedRow): string {
  const { previous = null, earlier = null } = changesOf(row) ?? {};
  return [previous, earlier].map((change) => (change === null ? "" : `, ${change}`)).join("");
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
export function endsText(rows: readonly PrintedRow[]): string {
  const ranked = rows.filter((row) => row.rank !== null).sort((left, right) => (left.rank ?? 0) - (right.rank ?? 0));
  const best = ranked[0];
  const weakest = ranked.at(-1);
  if (best === undefined || weakest === undefined || best === weakest) return "";
  if (best.rank === weakest.rank) return `; các đơn vị có cùng tỷ lệ ${rateText(best)}`;
  return `; cao nhất ${best.name} (${rateText(best)}), thấp nhất ${weakest.name} (${rateText(weakest)})`;
}

/** A target with one of its rows. */
export interface Told {
  readonly printed: PrintedTarget;
  readonly row: PrintedRow;
}

/** "đạt", "chưa đạt (chưa đến hạn)"; of several goals under one heading "đạt mức tối thiểu". */
function verdictOf({ row }: Told, isAlone: boolean): string {
  const { verdict, goal } = row;
  if (isAlone || (verdict !== "met" && verdict !== "not-due" && verdict !== "not-met"))
    return verdictText(verdict, goal);
  const level = `${verdict === "met" ? "đạt" : "chưa đạt"} mức ${goalText(goal)}`;
  return verdict === "not-due" ? `${level} (chưa đến hạn)` : level;
}

/** "đạt", "chưa đạt (chưa đến hạn), còn thiếu …", "đạt mức tối thiểu; chưa đạt mức phấn đấu"; empty where no row is judged. */
export function judgementText(told: readonly Told[]): string {
  const judged = told.filter(({ row }) => row.verdict !== "not-assessed" && row.verdict !== null);
  const words = judged.map((one) => `${verdictOf(one, told.length === 1)}${shortfallText(one.printed, one.row)}`);
  return [...new Set(words)].join("; ");
}
