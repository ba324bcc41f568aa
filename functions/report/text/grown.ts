import { type Agency, LEVELS } from "../../domain/agency.ts";
import { RECEIVED } from "../../domain/counts.ts";
import { SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { type Compared, type Grown, unlikeOf } from "../../domain/figures/grown.ts";
import { daysLater, windowOf } from "../../domain/period.ts";
import { provinceNameOn } from "../../domain/province.ts";
import type { Composition } from "../composition.ts";
import { countText, dayText, fewText, listText, previousText } from "../wording.ts";
import { WHOLE } from "./overdue-lines.ts";

/** "41 UBND cấp xã". */
function countedText(agencies: readonly Agency[]): string {
  const byLevel = Map.groupBy(agencies, ({ level }) => level);
  return listText(
    LEVELS.flatMap((level) => {
      const own = byLevel.get(level);
      return own === undefined ? [] : [`${fewText(own.length)} ${SCOPE_NAMES[level]}`];
    }),
  );
}

/** "Từ ngày 01/7/2025 tỉnh Quảng Trị gồm cả địa bàn tỉnh Quảng Bình trước đây". */
function joinedText({ province, inputs }: Composition, { since }: Grown): string {
  const { to } = windowOf(inputs.period, inputs.scheme);
  const joined = province.joined.filter(({ lastDay }) => lastDay >= since && lastDay < to);
  const day = daysLater(
    joined
      .map(({ lastDay }) => lastDay)
      .sort()
      .at(-1) ?? to,
    1,
  );
  return `Từ ngày ${dayText(day)} ${provinceNameOn(province, day)} gồm cả địa bàn ${listText(joined.map(({ name }) => name))} trước đây`;
}

/** Whether there are figures of the whole of an earlier period: what there are none of is not compared anyway. */
const isThere = ({ figures: { evidence } }: Composition, when: "previous" | "yearEarlier"): boolean =>
  evidence[when]?.of(WHOLE).tally?.isEmpty === false;

/** "toàn tỉnh và UBND cấp xã": whose figures are not held together with those of some earlier time. */
function whoseText({ growth }: Composition, when: Compared): string {
  const levels = LEVELS.filter((level) => unlikeOf(growth, { kind: "level", code: level }).includes(when));
  return listText([
    "toàn tỉnh",
    ...levels.map((level) => (level === "so" ? "các sở, ban, ngành" : SCOPE_NAMES[level])),
  ]);
}

/** "Vì vậy không so sánh trực tiếp số liệu của toàn tỉnh và UBND cấp xã với quý trước, …; không tính …". */
function withheldTexts(composition: Composition): string[] {
  const { growth, inputs, targets } = composition;
  const whens = { previous: previousText(inputs.period), yearEarlier: "cùng kỳ năm trước" } as const;
  const compared = (["previous", "yearEarlier"] as const).filter(
    (when) => growth[when] !== undefined && isThere(composition, when),
  );
  const [first] = compared;
  const isNeeded = targets.some(({ rows }) =>
    rows.some(({ unlike, needed }) => unlike?.includes("year") === true && needed != null),
  );
  const items = [
    ...(first === undefined
      ? []
      : [
          `không so sánh trực tiếp số liệu của ${whoseText(composition, first)} với ${listText(compared.map((when) => whens[when]))}`,
        ]),
    ...(isNeeded
      ? [
          `không tính tỷ lệ cần đạt trong các tháng còn lại của ${whoseText(composition, "year")} (số lũy kế từ đầu năm chưa gồm đủ các tháng của toàn địa bàn)`,
        ]
      : []),
  ];
  return items.length === 0 ? [] : [`Vì vậy ${items.join("; ")}.`];
}

/**
 * That the province has grown since the time that its figures are held together with, and what is not concluded therefore;
 * nothing where it has not.
 */
export function growthTexts(composition: Composition): string[] {
  const { previous, year, yearEarlier } = composition.growth;
  const recent = previous ?? year;
  const grown = recent ?? yearEarlier;
  if (grown === undefined) return [];
  const lacking =
    recent === undefined ? "chưa có trong số liệu cùng kỳ năm trước" : `chỉ có số liệu từ ngày ${dayText(grown.from)}`;
  const who = grown.agencies.length === 0 ? "" : `; ${countedText(grown.agencies)} ${lacking}`;
  return [`${joinedText(composition, grown)}${who}.`, ...withheldTexts(composition)];
}

/** What the others have received: they are the same ones as in the period before. */
export function withoutJoinedText(composition: Composition): string[] {
  const { figures, growth, inputs } = composition;
  const { evidence } = figures;
  const { agencies = [], from } = growth.previous ?? {};
  if (agencies.length === 0 || from === undefined || !isThere(composition, "previous")) return [];
  const all = evidence.sums([WHOLE])?.sum(RECEIVED) ?? null;
  const joined = evidence.sums(agencies.map((one) => ({ kind: "agency", ...one })))?.sum(RECEIVED) ?? 0;
  const before = evidence.previous?.of(WHOLE).tally?.sums.sum(RECEIVED) ?? null;
  if (all === null || joined === null || before === null) return [];
  const others = all - joined;
  return [
    `Không kể ${countedText(agencies)} chỉ có số liệu từ ngày ${dayText(from)}, các cơ quan còn lại tiếp nhận ${countText(others)} hồ sơ (${previousText(inputs.period)}: ${countText(before)} hồ sơ, trên địa bàn chưa gồm các đơn vị này).`,
  ];
}
