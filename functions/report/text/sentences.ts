import { type FigureRow, SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { boundLevels } from "../../domain/programme.ts";
import type { PrintedTarget } from "../composition.ts";
import { comparedRate, type PrintedRate, type PrintedRow, printedShare } from "../printed-rate.ts";
import type { Block } from "../report.ts";
import {
  changeText,
  countText,
  goalText,
  judgedValueText,
  listText,
  monthText,
  percentText,
  previousText,
  withinSentence,
} from "../wording.ts";
import { citedText, clauseText, deadlineText } from "./clause.ts";

export const paragraph = (text: string): Block => ({ type: "paragraph", text });

/** Gạch đầu dòng: each ends with ";", the last with "."; none where there is nothing to list. */
export const bullets = (items: readonly string[]): Block[] =>
  items.length === 0
    ? []
    : [{ type: "list", items: items.map((item, index) => `${item}${index === items.length - 1 ? "." : ";"}`) }];

/** " là: " before a list of one, ", gồm: " before one of several. */
export const introduced = (listed: number): string => (listed === 1 ? " là: " : ", gồm: ");

export const monthsText = (months: readonly string[]): string => listText(months.map(monthText));

const isCount = (printed: PrintedTarget): boolean => printed.target.unit === "count";

const averageText = (threshold: number): string => `bình quân ${countText(threshold)}`;

/** "50%", or a number of procedures where the target is a count. */
export const thresholdText = (printed: Pick<PrintedTarget, "target">, threshold: number | null): string =>
  threshold === null
    ? "–"
    : { percent: percentText, count: countText, average: averageText }[printed.target.unit](threshold);

/** What the target demands of whom: "50%", or level by level where they differ. */
function demandText(printed: PrintedTarget): string {
  const { thresholds } = printed.target;
  const scopes = [...boundLevels(printed.target), ...(thresholds.province === undefined ? [] : ["province" as const])];
  const values = new Set(scopes.map((scope) => thresholds[scope]));
  if (values.size === 1 && scopes.length > 1) return thresholdText(printed, [...values][0] ?? null);
  const name = { ...SCOPE_NAMES, province: "toàn tỉnh", so: "sở, ban, ngành" };
  return listText(scopes.map((scope) => `${thresholdText(printed, thresholds[scope] ?? null)} (${name[scope]})`));
}

/** "; thời hạn: lộ trình đến tháng 11/2023 (khoản 1 Điều 1)"; of several programmes each clause with its own. */
function termsText(printed: PrintedTarget): string {
  return `; ${deadlineText(printed.target) === null ? "" : "thời hạn: "}${termsOf(printed)}`;
}

/** "lộ trình đến tháng 11/2023 (khoản 1 Điều 1)". */
function termsOf({ target, sources }: PrintedTarget): string {
  const none = target.goal === "benchmark" ? "không phải chỉ tiêu được giao" : "không quy định thời hạn";
  const due = deadlineText(target);
  const written = sources.map((source) => {
    const { clause, comparison, isOnly, isRead } = source;
    return `${isOnly && isRead ? clauseText(clause) : citedText(source)}${comparison === null ? "" : `, ${comparison}`}`;
  });
  if (due === null && target.goal === "benchmark") return `theo ${written.join("; ")}; ${none}`;
  return `${due ?? none} (${written.join("; ")})`;
}

/** The first sentence of what stands under one heading: how much, by when, according to which clause. */
export function demandSentence(targets: readonly PrintedTarget[]): string {
  const byTerms = Map.groupBy(targets, termsText);
  return [...byTerms]
    .map(([terms, alike]) => {
      const demands = alike.map((printed) => `${goalText(printed.target.goal)}: ${demandText(printed)}`);
      const isAsked = alike.some(({ target }) => target.goal !== "benchmark");
      return `${isAsked ? "Chỉ tiêu" : "Mức đạt"} ${demands.join("; ")}${terms}.`;
    })
    .join(" ");
}

/** "Mức giao (1): tối thiểu 50%; …. Thời hạn (1), (2): lộ trình …": the same of many targets by their numbers, briefly. */
export function termsByNumber(targets: readonly PrintedTarget[]): string {
  const numbered = targets.map((printed, index) => ({ printed, number: `(${index + 1})` }));
  const said = (of: (printed: PrintedTarget) => string): string[] =>
    [...Map.groupBy(numbered, ({ printed }) => of(printed))].map(
      ([text, alike]) => `${alike.map(({ number }) => number).join(", ")} ${text}`,
    );
  const goals = said(({ target }) => goalText(target.goal));
  const [only = "", ...others] = new Set(targets.map(({ target }) => goalText(target.goal)));
  const demanded = others.length === 0 ? only : goals.join("; ");
  // A level for full marks is given to nobody.
  const levels = targets.some(({ target }) => target.goal === "benchmark") ? "Mức" : "Mức giao";
  return `${levels}: ${demanded}. Thời hạn, căn cứ: ${said(termsOf).join("; ")}.`;
}

/** A share of nothing, in the words of what there is none of: "không có trang thông tin điện tử", "không phát sinh". */
export const nothingOf = ({ denominator, denominatorName }: PrintedTarget["indicator"]): string =>
  "sum" in denominator ? "không phát sinh" : `không có ${withinSentence(denominatorName)}`;

function nothingText({ indicator }: PrintedTarget, { basis }: FigureRow, denominator: string): string {
  if (!("sum" in indicator.denominator)) return nothingOf(indicator);
  const what = denominator.startsWith("giao dịch") ? "giao dịch" : "hồ sơ";
  return basis === "year" ? `không phát sinh ${what}` : `không phát sinh ${what} trong kỳ`;
}

/** "; 1 TTHC không đạt, 80 TTHC không phát sinh": the rest of the procedures that are asked each for itself. */
function idleText({ target: { perProcedure } }: PrintedTarget, { numerator, denominator, idle }: PrintedRow): string {
  if (perProcedure === undefined || numerator === null || denominator === null) return "";
  const things = perProcedure.among === "online" ? "DVCTT" : "TTHC";
  const none = idle == null ? "" : `, ${countText(idle)} ${things} không phát sinh`;
  return `; ${countText(denominator - numerator)} ${things} không đạt${none}`;
}

/** Why there is no number: nobody has answered yet, or no source of those who have gives it. */
export const unknownText = ({ isUndelivered }: PrintedRow): string =>
  isUndelivered ? "chưa có số liệu (nguồn số liệu không có)" : "chưa có số liệu";

/**
 * What a row comes to: "17,73% (3.737 hồ sơ nộp trực tuyến trên 21.074 hồ sơ tiếp nhận)"; a number where the target is one;
 * in words where there are no data or nothing came up.
 *
 * @param brief whether the heading has said what is counted: the numerator then stands without its name
 */
export function valueText(printed: PrintedTarget, row: PrintedRow, brief: boolean): string {
  const [numeratorName, denominatorName] = [printed.indicator.numeratorName, printed.indicator.denominatorName].map(
    withinSentence,
  );
  if (row.numerator === null) return unknownText(row);
  if (isCount(printed)) return `${countText(row.numerator)} ${numeratorName}`;
  if (!row.denominator) return nothingText(printed, row, denominatorName ?? "");
  const counted = `${countText(row.numerator)}${brief ? "" : ` ${numeratorName}`}`;
  const fraction = `${counted} trên ${countText(row.denominator)} ${denominatorName}`;
  const average = printed.target.unit === "average" ? "bình quân " : "";
  return `${average}${judgedValueText(row)} (${fraction}${idleText(printed, row)})`;
}

/** "tăng … so với tháng trước"; null where there is nothing to compare with. */
const changeSince = (now: PrintedRate, before: PrintedRate | null, when: string): string | null =>
  before === null ? null : `${changeText(now, before)} so với ${when}`;

/** How a rate differs from the period before and from a year earlier, as far as they are known. */
function changesOf(row: PrintedRow): { readonly previous: string | null; readonly earlier: string | null } | null {
  const now = row.rate === null ? null : printedShare(row);
  if (now === null) return null;
  return {
    previous: changeSince(now, comparedRate(row, "previous"), previousText(row.period)),
    earlier: changeSince(now, comparedRate(row, "yearEarlier"), "cùng kỳ năm trước"),
  };
}

/** ", tăng … so với tháng trước, giảm … so với cùng kỳ năm trước"; what cannot be compared is left out. */
export function knownComparisonText(row: PrintedRow): string {
  const { previous = null, earlier = null } = changesOf(row) ?? {};
  return [previous, earlier].map((change) => (change === null ? "" : `, ${change}`)).join("");
}

/** How the number of a target comes about; of one that is judged by its number alone without the share. */
export const methodText = ({ target, indicator }: Pick<PrintedTarget, "target" | "indicator">): string =>
  target.unit !== "count"
    ? indicator.definition
    : `Số ${withinSentence(indicator.numeratorName)} tại ngày cuối của kỳ báo cáo; chỉ tiêu giao theo số lượng, không theo tỷ lệ.`;

/** Of every target by its number what is demanded, by when, and how its number comes about. */
export const definitionBlocks = (targets: readonly PrintedTarget[]): Block[] =>
  targets.flatMap((printed, index) => [
    paragraph(`(${index + 1}) ${printed.target.name}. ${demandSentence([printed])} Cách tính: ${methodText(printed)}`),
  ]);
