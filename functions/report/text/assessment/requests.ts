import { LEVELS, type Level } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import type { Block } from "../../report.ts";
import { LEVEL_TITLES } from "../../tables/targets/sheets.ts";
import { fewText, goalText, listText, sentence } from "../../wording.ts";
import { appendixText, type Writing } from "../../writing.ts";
import { bullets, paragraph, thresholdText } from "../sentences.ts";
import { issuerOf } from "./agencies.ts";
import {
  type Asked,
  type Behind,
  behindOf,
  belowText,
  COMMON_LIST,
  commonText,
  isBelow,
  isLate,
  isOpen,
  listOwnersText,
  onFewText,
  othersThan,
  weakest,
} from "./behind.ts";
import { furtherRequests } from "./further-requests.ts";
import { areMany, numbersText } from "./judged.ts";
import { isIssuer, ledShort } from "./led.ts";
import { openAim } from "./reach.ts";

/** "Sở A (chỉ tiêu số 1 và 3)"; in a report of many targets its name alone: which ones, the appendix says. */
const behindText =
  ({ targets }: Writing) =>
  ({ name, below }: Behind): string =>
    areMany(targets) ? name : `${name} (${belowText([{ below }])})`;

/** "Sở, ban, ngành: 16 đơn vị, có điểm thấp nhất là A (chỉ tiêu số 1 và 3), B (…) và C (…) (Phụ lục II)". */
function levelItem(all: readonly Behind[], level: Level, writing: Writing, besides: boolean): string {
  const apart = besides ? ` (không kể ${writing.parties.reporting})` : "";
  const named = weakest(all);
  const whom = `${SCOPE_NAMES[level]}${areMany(writing.targets) ? ` (${belowText(all)})` : ""}`;
  if (named.length === all.length) return `${whom}: ${listText(named.map(behindText(writing)))}`;
  const units = `${fewText(all.length)} đơn vị${apart}`;
  const few = onFewText(all.filter(({ isOnFew }) => isOnFew).length, writing);
  const most =
    named.length === 0
      ? ""
      : `, thấp nhất là ${listText(named.map(behindText(writing)))}${few === "" ? "" : `, ${few}`}`;
  const appendix = appendixText(writing, LEVEL_TITLES[level]);
  return `${whom}: ${units}${most}${appendix === null ? "" : ` (${appendix})`}`;
}

/** Who is below which minimums, level by level: not those with few dossiers, and not the office that writes. */
function requestItems(writing: Writing, isAsked: Asked): string[] {
  return LEVELS.flatMap((level) => {
    const behind = behindOf(writing, level, isAsked);
    const others = othersThan(behind, issuerOf(writing));
    return others.length === 0 ? [] : [levelItem(others, level, writing, others.length < behind.size)];
  });
}

/** "chỉ tiêu số 2 (phấn đấu 100%)" of what somebody is still below. */
const strivenTexts = (writing: Writing): string[] =>
  writing.targets
    .filter(({ target, rows }) => target.goal === "strive" && rows.some(isBelow))
    .map((printed) => {
      // The province as a whole may have no level of its own.
      const judged = printed.rows.find(({ threshold }) => threshold !== null);
      const level = `${goalText(printed.target.goal)} ${thresholdText(printed, judged?.threshold ?? null)}`;
      return `chỉ tiêu số ${writing.targets.indexOf(printed) + 1} (${level})`;
    });

const LATE = "chưa đạt mức tối thiểu khẩn trương khắc phục";

/** What is below a minimum for its level as a whole: asked of those who run the list of its procedures. */
function commonItem(writing: Writing, isAsked: Asked): string[] {
  const common = commonText(writing, isAsked);
  const who = sentence(listOwnersText(writing, issuerOf(writing)));
  return common === null ? [] : [`${who}: chỉ tiêu ${common}, tính theo ${COMMON_LIST}`];
}

/** "Văn phòng UBND tỉnh: chỉ tiêu số 3": minimums of the whole province that a document gives to one office. */
const ledItems = (writing: Writing, isAsked: Asked): string[] =>
  [...ledShort(writing, isAsked)]
    .filter(([lead]) => !isIssuer(writing, lead))
    .map(([lead, led]) => `${lead}: chỉ tiêu ${numbersText(led, writing.targets)} (được giao chủ trì)`);

/** Who is asked for what: by what has fallen due and what has not. */
const requestsOf = (writing: Writing): { readonly what: string; readonly items: readonly string[] }[] =>
  [
    { what: LATE, isAsked: isLate },
    { what: `còn dưới mức tối thiểu chưa đến hạn ${openAim(writing, "đạt đúng thời hạn")}`, isAsked: isOpen },
  ]
    .map(({ what, isAsked }) => ({
      what,
      items: [...ledItems(writing, isAsked), ...requestItems(writing, isAsked), ...commonItem(writing, isAsked)],
    }))
    .filter(({ items }) => items.length > 0);

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
