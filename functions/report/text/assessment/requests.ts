import { LEVELS, type Level } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { isJudged } from "../../../domain/figures/verdict.ts";
import type { PrintedTarget } from "../../composition.ts";
import type { PrintedRow } from "../../printed-rate.ts";
import type { Block } from "../../report.ts";
import { LEVEL_TITLES } from "../../tables/targets/sheets.ts";
import { fewText, goalText, listText, rateText, roman, withinSentence } from "../../wording.ts";
import type { Writing } from "../../writing.ts";
import { bullets, paragraph, thresholdText } from "../sentences.ts";
import { issuerOf } from "./agencies.ts";

/** So many are named; of more the weakest, and the others by their number and the appendix. */
const NAMED = 5;
const WEAKEST = 3;

/** "Phụ lục II": where every agency of the level stands. */
function appendixText({ appendices }: Writing, level: Level): string {
  const at = appendices.findIndex(({ title }) => title.startsWith(LEVEL_TITLES[level]));
  return at === -1 ? "" : ` (Phụ lục ${roman(at + 1)})`;
}

const withRate = (row: PrintedRow): string => `${row.name} (${rateText(row)})`;

/** The weakest, none of whom has an equal among those that are not named. */
function weakest(order: readonly PrintedRow[]): readonly PrintedRow[] {
  if (order.length <= NAMED) return order;
  const next = order[WEAKEST];
  return order.slice(0, WEAKEST).filter(({ rank }) => rank !== next?.rank);
}

/** "13 sở, ban, ngành, thấp nhất là A (1,50%), B (2,10%) và C (3,00%) (Phụ lục II)". */
function namesText(short: readonly PrintedRow[], level: Level, writing: Writing): string {
  const order = [...short].sort((left, right) => (right.rank ?? 0) - (left.rank ?? 0));
  const named = weakest(order);
  if (named.length === order.length) return listText(order.map(withRate));
  const units = `${fewText(short.length)} ${withinSentence(SCOPE_NAMES[level])}`;
  const [first] = order;
  const isAlike = first !== undefined && order.every(({ rank }) => rank === first.rank);
  const alike = isAlike ? `, cùng tỷ lệ ${rateText(first)}` : "";
  const lowest = named.length === 0 ? alike : `, thấp nhất là ${listText(named.map(withRate))}`;
  return `${units}${lowest}${appendixText(writing, level)}`;
}

type Asked = (row: PrintedRow) => boolean;

/** Who is below one minimum, level by level: not those with few dossiers, and not the office that writes. */
function requestItem(printed: PrintedTarget, writing: Writing, isAsked: Asked): string[] {
  const issuer = issuerOf(writing)?.code;
  const parts = LEVELS.flatMap((level) => {
    const short = printed.rows.filter(
      (row) =>
        row.scope === "agency" &&
        row.level === level &&
        isJudged(row.verdict) &&
        isAsked(row) &&
        row.code !== issuer &&
        !writing.composition.small.has(row.code),
    );
    return short.length === 0 ? [] : [namesText(short, level, writing)];
  });
  return parts.length === 0 ? [] : [`${printed.target.name}: ${parts.join("; ")}`];
}

/** "tỷ lệ … (phấn đấu 100%)" of what somebody is still below. */
const strivenTexts = ({ targets }: Writing): string[] =>
  targets
    .filter(({ target, rows }) => target.goal === "strive" && rows.some(isBelow))
    .map((printed) => {
      const [first] = printed.rows;
      const level = `${goalText(printed.target.goal)} ${thresholdText(printed, first?.threshold ?? null)}`;
      return `${withinSentence(printed.target.name)} (${level})`;
    });

const isBelow: Asked = ({ verdict }) => verdict === "not-due" || verdict === "not-met";

/**
 * Kiến nghị: who is below which minimum that has fallen due, to be corrected; who is below one that has not, to be
 * reached in time; and one sentence on what is striven for.
 */
export function recommendationBlocks(writing: Writing): Block[] {
  const minimums = writing.targets.filter(({ target }) => target.goal !== "strive");
  const due = minimums.flatMap((one) => requestItem(one, writing, ({ verdict }) => verdict === "not-met"));
  const later = minimums.flatMap((one) => requestItem(one, writing, ({ verdict }) => verdict === "not-due"));
  const striven = strivenTexts(writing);
  const to = `Đề nghị ${listText(writing.parties.receiving)}`;
  return [
    ...(due.length === 0
      ? []
      : [
          paragraph(`${to} chỉ đạo các cơ quan, đơn vị chưa đạt mức tối thiểu khẩn trương khắc phục, cụ thể:`),
          ...bullets(due),
        ]),
    ...(later.length === 0
      ? []
      : [
          paragraph(
            `${to} chỉ đạo các cơ quan, đơn vị còn dưới mức tối thiểu có giải pháp để đạt trong thời hạn, cụ thể:`,
          ),
          ...bullets(later),
        ]),
    ...(striven.length === 0
      ? []
      : [paragraph(`${to} tiếp tục chỉ đạo các cơ quan, địa phương nâng cao ${striven.join("; ")}.`)]),
  ];
}
