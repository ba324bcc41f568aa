import type { Agency } from "../../../domain/agency.ts";
import type { Composition } from "../../composition.ts";
import type { Block } from "../../report.ts";
import { communesOf } from "../../tables/targets/appendices.ts";
import { COMMUNES_TITLE } from "../../tables/titles.ts";
import { fewText, listText, withinSentence } from "../../wording.ts";
import { appendixText, type Writing } from "../../writing.ts";
import { missingAgencies } from "../quality.ts";
import { bullets, monthsText, paragraph } from "../sentences.ts";
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
  const how = writing.composition.scores.size === 0 ? "nhiều nhất là" : "có điểm thấp nhất là";
  const who = named.length === behind.length ? `, gồm: ${listText(named)}` : `, ${how} ${listText(named)}`;
  const appendix = appendixText(writing, COMMUNES_TITLE);
  const counted = `${fewText(behind.length)}/${fewText(communes.length)} đơn vị còn dưới ít nhất một mức tối thiểu`;
  return [
    `UBND cấp xã trên địa bàn: ${counted}${named.length === 0 ? "" : who}${appendix === null ? "" : ` (${appendix})`}`,
  ];
}

/** Tồn tại of one agency: its minimums that are not reached; that there are none is said too. */
export function agencyWeaknessBlocks(writing: Writing, agency: Agency, overdue: readonly string[]): Block[] {
  const { composition, targets } = writing;
  const isSmall = composition.small.has(agency.code);
  const own = ownTargets(targets, agency);
  const judged = judgedTargets(own, "agency", agency.code);
  const missing = missingAgencies(composition).filter(({ code, heir }) => code === agency.code && heir === agency);
  const items = [
    ...(isSmall ? [] : judged.filter(isShort).map((one) => numberedShortItem(one, own))),
    ...communesItem(writing, agency),
    ...overdue.map((text) => `Nhiệm vụ quá hạn: ${withinSentence(text)}`),
    ...(missing.length === 0 ? [] : [`Chưa có số liệu của ${monthsText(missing.flatMap(({ months }) => months))}`]),
  ];
  const striven = judged.filter(isBelowStriven).map((one) => `${numberText(one, own)} đạt ${standText(one)}`);
  const below = isSmall || striven.length === 0 ? [] : [paragraph(`Đối với mức phấn đấu: ${striven.join("; ")}.`)];
  const small = isSmall ? [paragraph(smallText(composition))] : [];
  if (items.length > 0) return [...bullets(items), ...below, ...small];
  if (isSmall || judged.length === 0) return small;
  const { programmes, tasks } = composition.inputs;
  // Where the progress could not be had, nobody knows whether a task is overdue.
  const known = programmes.every((programme) => programme.tasks.length === 0 || tasks.has(programme.id));
  const what = below.length === 0 ? "chỉ tiêu" : "mức tối thiểu";
  const text = `Các ${what} được giao đều đạt${known ? "; không có nhiệm vụ quá hạn" : ""}.`;
  return [paragraph(text), ...below];
}
