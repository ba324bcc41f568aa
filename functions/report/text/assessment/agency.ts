import type { Agency } from "../../../domain/agency.ts";
import type { Composition } from "../../composition.ts";
import type { Block } from "../../report.ts";
import { fewText, withinSentence } from "../../wording.ts";
import type { Writing } from "../../writing.ts";
import { missingAgencies } from "../quality.ts";
import { bullets, monthsText, paragraph } from "../sentences.ts";
import { isBelowStriven, isShort, judgedTargets, numberedShortItem, numberText, standText } from "./judged.ts";
import { ownTargets } from "./own-targets.ts";

/** Few dossiers are no result: the rates are told, nothing is concluded from them. */
const smallText = ({ province: { regime } }: Composition): string =>
  `Từ đầu năm cơ quan tiếp nhận dưới ${fewText(regime.smallest)} hồ sơ nên các tỷ lệ chỉ để tham khảo, không dùng để xếp hạng, đánh giá.`;

/** Tồn tại of one agency: its minimums that are not reached; that there are none is said too. */
export function agencyWeaknessBlocks(
  { composition, targets }: Writing,
  agency: Agency,
  overdue: readonly string[],
): Block[] {
  const isSmall = composition.small.has(agency.code);
  const own = ownTargets(targets, agency);
  const judged = judgedTargets(own, "agency", agency.code);
  const missing = missingAgencies(composition).filter(({ code, heir }) => code === agency.code && heir === agency);
  const items = [
    ...(isSmall ? [] : judged.filter(isShort).map((one) => numberedShortItem(one, own))),
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
