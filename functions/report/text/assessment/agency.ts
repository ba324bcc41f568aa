import type { Agency } from "../../../domain/agency.ts";
import type { Composition } from "../../composition.ts";
import type { Block } from "../../report.ts";
import { communesOf } from "../../tables/targets/appendices.ts";
import { COMMUNES_TITLE } from "../../tables/titles.ts";
import { countText, fewText, listText, periodText, sentence, withinSentence } from "../../wording.ts";
import { appendixText, type Writing } from "../../writing.ts";
import { idleSentences } from "../idle.ts";
import { overdueLineOf } from "../overdue-lines.ts";
import { missingAgencies } from "../quality.ts";
import { bullets, introduced, monthsText, paragraph } from "../sentences.ts";
import { agencyTaskItems } from "../tasks/agency.ts";
import { behindOf, isBelow, weakest } from "./behind.ts";
import { isBelowStriven, isShort, judgedTargets, numberedShortItem, numberText, standText } from "./judged.ts";
import { ownTargets } from "./own-targets.ts";

/** Few dossiers are no result: the rates are told, nothing is concluded from them. */
const smallText = ({ province: { regime } }: Composition): string =>
  `Từ đầu năm cơ quan tiếp nhận dưới ${fewText(regime.smallest)} hồ sơ nên các tỷ lệ chỉ để tham khảo, không dùng để xếp hạng, đánh giá.`;

/** "UBND cấp xã trên địa bàn: 13/17 đơn vị còn dưới …, có điểm thấp nhất là A, B và C (Phụ lục)": of a district. */
function communesItem(writing: Writing, agency: Agency): string[] {
  const communes = communesOf(writing.composition, agency);
  const codes = new Set(communes.map(({ code }) => code));
  const behind = [...behindOf(writing, "xa", isBelow)].flatMap(([code, one]) => (codes.has(code) ? [one] : []));
  if (behind.length === 0) return [];
  const named = weakest(behind).map(({ name }) => name);
  const who =
    named.length === behind.length
      ? `${introduced(named.length)}${listText(named)}`
      : `, thấp nhất là ${listText(named)}`;
  const appendix = appendixText(writing, COMMUNES_TITLE);
  const counted = `${fewText(behind.length)}/${fewText(communes.length)} đơn vị còn dưới ít nhất một mức tối thiểu`;
  return [
    `UBND cấp xã trên địa bàn: ${counted}${named.length === 0 ? "" : who}${appendix === null ? "" : ` (${appendix})`}`,
  ];
}

/** "Có 148 hồ sơ giải quyết quá hạn trong kỳ; còn 48 hồ sơ đang giải quyết đã quá hạn". */
function dossierItem(composition: Composition, agency: Agency): string[] {
  const line = overdueLineOf(composition, agency);
  const parts = [
    ...(line?.late ? [`có ${countText(line.late)} hồ sơ giải quyết quá hạn trong kỳ`] : []),
    ...(line?.open ? [`còn ${countText(line.open)} hồ sơ đang giải quyết đã quá hạn`] : []),
  ];
  return parts.length === 0 ? [] : [sentence(parts.join("; "))];
}

/** "02 nhiệm vụ đến hạn trong tháng 6 năm 2023 chưa hoàn thành": which ones, the section on tasks says. */
const dueItem = ({ inputs: { period } }: Composition, due: number): string[] =>
  due === 0 ? [] : [`Còn ${fewText(due)} nhiệm vụ đến hạn trong ${periodText(period)} chưa hoàn thành`];

/**
 * "Các chỉ tiêu được giao đều đạt; không có nhiệm vụ quá hạn." of an agency that is judged by some.
 *
 * @param areTold whether it has tasks, and the progress of each is known: of others nobody knows whether they are overdue
 */
const reachedSentence = (what: string, areTold: boolean): Block =>
  paragraph(`Các ${what} được giao đều đạt${areTold ? "; không có nhiệm vụ quá hạn" : ""}.`);

/**
 * Tồn tại of one agency: its minimums that are not reached, that there are none; what is late of its dossiers and tasks. Of
 * one that has suddenly received nothing its figures are to be looked at again, and praise is not what they are for.
 */
export function agencyWeaknessBlocks(writing: Writing, agency: Agency): Block[] {
  const { composition, targets } = writing;
  const { overdue, due, areTold, silent } = agencyTaskItems(composition, agency);
  const isSmall = composition.small.has(agency.code);
  const own = ownTargets(targets, agency);
  const judged = judgedTargets(own, "agency", agency.code);
  const missing = missingAgencies(composition).filter(({ code, heir }) => code === agency.code && heir === agency);
  const behind = [
    ...idleSentences(composition, agency),
    ...(isSmall ? [] : judged.filter(isShort).map((one) => numberedShortItem(one, own))),
    ...communesItem(writing, agency),
    ...overdue.map((text) => `Nhiệm vụ quá hạn: ${withinSentence(text)}`),
    ...(missing.length === 0 ? [] : [`Chưa có số liệu của ${monthsText(missing.flatMap(({ months }) => months))}`]),
  ];
  const silentItem = silent === 0 ? [] : [`Chưa cập nhật tiến độ của ${fewText(silent)} nhiệm vụ`];
  const late = [...dossierItem(composition, agency), ...dueItem(composition, due.length), ...silentItem];
  const striven = judged.filter(isBelowStriven).map((one) => `${numberText(one, own)} đạt ${standText(one)}`);
  const below = isSmall || striven.length === 0 ? [] : [paragraph(`Đối với mức phấn đấu: ${striven.join("; ")}.`)];
  const isReached = behind.length === 0 && !isSmall && judged.length > 0;
  return [
    ...(isSmall ? [paragraph(smallText(composition))] : []),
    ...(isReached ? [reachedSentence(below.length === 0 ? "chỉ tiêu" : "mức tối thiểu", areTold)] : []),
    ...bullets([...behind, ...late]),
    ...below,
  ];
}
