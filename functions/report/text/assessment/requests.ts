import { LEVELS, type Level } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import type { Block } from "../../report.ts";
import { LEVEL_TITLES } from "../../tables/targets/sheets.ts";
import { fewText, goalText, listText } from "../../wording.ts";
import { appendixText, type Writing } from "../../writing.ts";
import { bullets, paragraph, thresholdText } from "../sentences.ts";
import { issuerOf } from "./agencies.ts";
import { type Asked, type Behind, behindOf, isBelow, weakest } from "./behind.ts";
import { furtherRequests } from "./further-requests.ts";
import { areMany } from "./judged.ts";

/** "Sở A (chỉ tiêu số 1 và 3)"; in a report of many targets its name alone: which ones, the appendix says. */
const behindText =
  ({ targets }: Writing) =>
  ({ name, below }: Behind): string =>
    areMany(targets) ? name : `${name} (chỉ tiêu số ${listText(below.map(String))})`;

/** "Sở, ban, ngành: 16 đơn vị, có điểm thấp nhất là A (chỉ tiêu số 1 và 3), B (…) và C (…) (Phụ lục II)". */
function levelItem(all: readonly Behind[], level: Level, writing: Writing, besides: boolean): string {
  const apart = besides ? ` (không kể ${writing.parties.reporting})` : "";
  const named = weakest(all);
  if (named.length === all.length) return `${SCOPE_NAMES[level]}: ${listText(named.map(behindText(writing)))}`;
  const units = `${fewText(all.length)} đơn vị${apart}`;
  const basis = writing.composition.scores.size === 0 ? "chưa đạt nhiều chỉ tiêu nhất" : "có điểm tổng hợp thấp nhất";
  const most = named.length === 0 ? "" : `, ${basis} là ${listText(named.map(behindText(writing)))}`;
  const appendix = appendixText(writing, LEVEL_TITLES[level]);
  return `${SCOPE_NAMES[level]}: ${units}${most}${appendix === null ? "" : ` (${appendix})`}`;
}

/** Without the office that writes: it is not asked through its superior. */
function othersThan(behind: ReadonlyMap<string, Behind>, writing: Writing): Behind[] {
  const issuer = issuerOf(writing)?.code;
  return [...behind].flatMap(([code, one]) => (code === issuer ? [] : [one]));
}

/** Whether the office that writes is itself below a minimum: it stands beside those that are asked. */
export const isBesides = (writing: Writing): boolean => {
  const issuer = issuerOf(writing);
  return issuer !== undefined && behindOf(writing, issuer.level, isBelow).has(issuer.code);
};

/** How many agencies of a level are asked to reach some minimum. */
export const askedOf = (writing: Writing, level: Level): number =>
  othersThan(behindOf(writing, level, isBelow), writing).length;

/** Who is below which minimums, level by level: not those with few dossiers, and not the office that writes. */
function requestItems(writing: Writing, isAsked: Asked): string[] {
  return LEVELS.flatMap((level) => {
    const behind = behindOf(writing, level, isAsked);
    const others = othersThan(behind, writing);
    return others.length === 0 ? [] : [levelItem(others, level, writing, others.length < behind.size)];
  });
}

/** "chỉ tiêu số 2 (phấn đấu 100%)" of what somebody is still below. */
const strivenTexts = (writing: Writing): string[] =>
  writing.targets
    .filter(({ target, rows }) => target.goal === "strive" && rows.some(isBelow))
    .map((printed) => {
      const [first] = printed.rows;
      const level = `${goalText(printed.target.goal)} ${thresholdText(printed, first?.threshold ?? null)}`;
      return `chỉ tiêu số ${writing.targets.indexOf(printed) + 1} (${level})`;
    });

const isLate: Asked = ({ verdict }) => verdict === "not-met";
const isOpen: Asked = ({ verdict }) => verdict === "not-due";

const LATE = "chưa đạt mức tối thiểu khẩn trương khắc phục";
const OPEN = "còn dưới mức tối thiểu có giải pháp để đạt trong thời hạn";
const BOTH = "chưa đạt mức tối thiểu khẩn trương khắc phục chỉ tiêu đến hạn, có giải pháp đạt chỉ tiêu còn lại";

/** Who is asked for what: by what has fallen due and what has not, in a report of many targets together. */
function requestsOf(writing: Writing): { readonly what: string; readonly items: readonly string[] }[] {
  const [late, open] = [isLate, isOpen].map((isAsked) => requestItems(writing, isAsked));
  if (areMany(writing.targets) && late !== undefined && late.length > 0 && open !== undefined && open.length > 0)
    return [{ what: BOTH, items: requestItems(writing, isBelow) }];
  return [
    { what: LATE, items: late ?? [] },
    { what: OPEN, items: open ?? [] },
  ].filter(({ items }) => items.length > 0);
}

/**
 * Kiến nghị: who is below which minimum that has fallen due, to be corrected; who is below one that has not, to be
 * reached in time; what else is behind; and one sentence on what is striven for.
 */
export function recommendationBlocks(writing: Writing): Block[] {
  const striven = strivenTexts(writing);
  const further = [
    ...furtherRequests(writing),
    ...(striven.length === 0 ? [] : [`tiếp tục nâng cao kết quả thực hiện ${listText(striven)}`]),
  ];
  const to = `Đề nghị ${listText(writing.parties.receiving)}`;
  const asked = requestsOf(writing);
  const also = asked.length === 0 ? to : "Đồng thời, đề nghị";
  return [
    ...asked.flatMap(({ what, items }) => [paragraph(`${to} chỉ đạo các đơn vị ${what}, cụ thể:`), ...bullets(items)]),
    ...(further.length === 0 ? [] : [paragraph(`${also} chỉ đạo các cơ quan, địa phương ${further.join("; ")}.`)]),
  ];
}
