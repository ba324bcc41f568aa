import { LEVELS, type Level } from "../../../domain/agency.ts";
import { SCOPE_NAMES } from "../../../domain/figures/figure.ts";
import { fewText, listText, withinSentence } from "../../wording.ts";
import type { Writing } from "../../writing.ts";
import { issuerOf } from "./agencies.ts";
import {
  type Asked,
  behindOf,
  belowText,
  commonLevels,
  commonText,
  isBelow,
  isLate,
  isOpen,
  listOwnersText,
  othersThan,
} from "./behind.ts";
import { areMany } from "./judged.ts";
import { openAim } from "./reach.ts";

/** "19 sở, ban, ngành (không kể Sở A)": how many of each level are asked, with the numbers of what they are below. */
function askedLevels(writing: Writing, isAsked: Asked, isNumbered: (level: Level) => boolean): string[] {
  const issuer = issuerOf(writing);
  return LEVELS.flatMap((level) => {
    const behind = behindOf(writing, level, isAsked);
    const others = othersThan(behind, issuer);
    if (others.length === 0) return [];
    const apart = [
      ...(others.length === behind.size ? [] : [`không kể ${writing.parties.reporting}`]),
      ...(isNumbered(level) ? [belowText(others)] : []),
    ];
    const said = apart.length === 0 ? "" : ` (${apart.join("; ")})`;
    return [`${fewText(others.length)} ${withinSentence(SCOPE_NAMES[level])}${said}`];
  });
}

/** "Văn phòng UBND tỉnh và các sở quản lý ngành, lĩnh vực có giải pháp đối với chỉ tiêu số 2 (UBND cấp xã)". */
function commonRequest(writing: Writing): string[] {
  const common = commonText(writing, isBelow);
  const who = listOwnersText(writing, issuerOf(writing));
  return common === null ? [] : [`${who} có giải pháp đối với chỉ tiêu ${common}`];
}

/**
 * Đề nghị of the summary: how many of each level are to correct a minimum that they have missed, how many are to reach in
 * time one that has not fallen due, and what is asked of those who run the lists that a level has in common.
 */
export function briefRequests(writing: Writing): string[] {
  const common = commonRequest(writing);
  // Of many targets the requests tell which: here it would be longer than the table.
  const many = areMany(writing.targets);
  const late = askedLevels(writing, isLate, () => !many);
  const isPlain = late.length === 0 && common.length === 0;
  const apart = commonLevels(writing, isBelow);
  const open = askedLevels(writing, isOpen, (level) => !many && (late.length > 0 || apart.has(level)));
  const some = many ? "ít nhất một mức" : "mức";
  const aim = isPlain
    ? `còn dưới ít nhất một mức tối thiểu ${openAim(writing, "đạt các mức tối thiểu được giao")}`
    : `còn dưới ${some} tối thiểu chưa đến hạn ${openAim(writing, "đạt đúng thời hạn")}`;
  const asked = [
    ...(late.length === 0 ? [] : [`${listText(late)} chưa đạt ${some} tối thiểu khẩn trương khắc phục`]),
    ...(open.length === 0 ? [] : [`${listText(open)} ${aim}`]),
    ...common,
  ];
  return asked.length === 0 ? [] : [`Đề nghị ${listText(writing.parties.receiving)} chỉ đạo ${asked.join("; ")}`];
}
