import type { Agency } from "../../domain/agency.ts";
import { RECEIVED } from "../../domain/counts.ts";
import { type Growth, unlikeOf } from "../../domain/figures/grown.ts";
import { monthsOf, windowOf } from "../../domain/period.ts";
import type { Scope } from "../../domain/scope.ts";
import { widestOf } from "../../domain/sums/known-counts.ts";
import { type Composition, limitsOf } from "../composition.ts";
import { printedEarlier, printedShare } from "../printed-rate.ts";
import type { Block } from "../report.ts";
import { type VolumeSums, volumeTable } from "../tables/volume.ts";
import { changeText, countText, fewText, listText, previousText, rateText } from "../wording.ts";
import { withoutJoinedText } from "./grown.ts";
import { idleSentences } from "./idle.ts";
import { scopeOf } from "./overdue-lines.ts";
import { paragraph } from "./sentences.ts";
import { partialLinesText } from "./sources/undelivered.ts";

/** Whether the scope was smaller in the period before. */
const isGrown = (growth: Growth, scope: Scope): boolean => unlikeOf(growth, scope).includes("previous");

function sumsOf({ figures: { evidence }, inputs, growth }: Composition, scope: Scope): VolumeSums | null {
  const period = evidence.sums([scope]);
  if (period === null) return null;
  const before = isGrown(growth, scope) ? undefined : evidence.previous?.of(scope).tally;
  const year = evidence.year.of(scope).tally;
  return {
    period,
    previous: before === undefined || before.isEmpty ? null : before.sums,
    year: year === undefined || year.isEmpty ? null : year.sums,
    isOpenKnown: (counts) => evidence.isWhole([scope], monthsOf(inputs.period).at(-1) ?? "", counts),
    wasOpenKnown: (counts) => before?.missingFor(widestOf(counts)) === 0,
  };
}

/** "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn: 97,52% (…), tăng 0,12 điểm phần trăm so với tháng trước." */
function onTimeText(composition: Composition, scope: Scope): string[] {
  const { evidence } = composition.figures;
  const share = evidence.share("on-time", [scope]);
  if (share === null || share.denominator === 0) return [];
  const { numerator, denominator } = share;
  const limits = limitsOf(composition, "on-time", [scope]);
  const now = printedShare({ ...share, limits });
  const known = isGrown(composition.growth, scope) ? null : evidence.rateBefore("on-time", [scope]);
  const before = printedEarlier(known, limits);
  const rate = rateText({ ...share, limits });
  const compared =
    now === null || before === null
      ? ""
      : `, ${changeText(now, before)} so với ${previousText(composition.inputs.period)}`;
  return [
    `Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn: ${rate} (${countText(numerator)} trên ${countText(denominator)} hồ sơ đã giải quyết, không kể hồ sơ rút, trả lại)${compared}.`,
  ];
}

/** So many of the largest and of the smallest are named. */
const NAMED = 3;

interface Taken {
  readonly name: string;
  readonly received: number;
}

/** The first ones, none of whom has an equal among those that are not named. */
function firstOf(order: readonly Taken[]): readonly Taken[] {
  const next = order[NAMED];
  return order.slice(0, NAMED).filter((one) => one.received !== next?.received);
}

const withNumber = ({ name, received: number }: Taken): string => `${name} (${countText(number)})`;

/** Who has received most and least of the period, among all agencies with counts; those with none are counted. */
function endsText({ figures: { evidence }, tree, names }: Composition): string[] {
  const all = tree.inForce.flatMap((agency): Taken[] => {
    const received = evidence.sums([{ kind: "agency", ...agency }])?.sum(RECEIVED) ?? null;
    return received === null ? [] : [{ name: names.of(agency), received }];
  });
  if (all.length <= 2 * NAMED) return [];
  const active = all.filter((one) => one.received > 0).sort((left, right) => right.received - left.received);
  const [most, least] = [firstOf(active), firstOf(active.toReversed())];
  const idle = all.filter((one) => one.received === 0).map(({ name }) => name);
  const who = idle.length > NAMED ? "" : ` (${listText(idle)})`;
  const lowest = idle.length === 0 ? "ít nhất" : "trong các đơn vị có hồ sơ, ít nhất";
  const said = [
    ...(most.length === 0 ? [] : [`Tiếp nhận nhiều hồ sơ nhất: ${listText(most.map(withNumber))}`]),
    ...(least.length === 0 ? [] : [`${lowest}: ${listText(least.map(withNumber))}`]),
    ...(idle.length === 0 ? [] : [`${fewText(idle.length)} đơn vị không tiếp nhận hồ sơ nào trong kỳ${who}`]),
  ];
  return said.length === 0 ? [] : [`${said.join("; ")}.`];
}

const ownIdle = (composition: Composition, agency: Agency): string[] =>
  idleSentences(composition, agency).map((text) => `${text}.`);

/** Published rates of one city and quarter run from 43 % to 96 %, each by a definition of its own; earlier reports had none. */
const DEFINED_FROM = "2025-01-01";

const DEFINITIONS =
  "Trong báo cáo này, tỷ lệ hồ sơ trực tuyến là số hồ sơ nộp trực tuyến từ xa và nộp trực tuyến tại bộ phận một cửa có hỗ trợ trên tổng số hồ sơ tiếp nhận trong kỳ (không gồm hồ sơ kỳ trước chuyển qua); tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn là số hồ sơ giải quyết trước hạn và đúng hạn trên tổng số hồ sơ đã giải quyết trong kỳ (không gồm hồ sơ rút, trả lại và hồ sơ đang giải quyết). Số liệu công bố theo cách tính khác không so sánh trực tiếp được.";

function definitionNotes({ inputs }: Composition): Block[] {
  const { to } = windowOf(inputs.period, inputs.scheme);
  return to < DEFINED_FROM ? [] : [{ type: "note", text: DEFINITIONS }];
}

/**
 * Tình hình tiếp nhận, giải quyết hồ sơ of the province or of one agency: received by channel, resolved, still open with
 * the sums of Biểu II.06a and what its words mean; what was still open is told only where every agency's last month is there.
 */
export function volumeBlocks(composition: Composition, agency: Agency | null): Block[] {
  const scope = scopeOf(agency);
  const sums = sumsOf(composition, scope);
  if (sums === null) return [paragraph("Tình hình tiếp nhận, giải quyết hồ sơ: chưa có số liệu.")];
  const told = [
    ...(agency === null ? withoutJoinedText(composition) : []),
    ...onTimeText(composition, scope),
    ...(agency === null ? endsText(composition) : ownIdle(composition, agency)),
  ];
  return [
    { type: "table", table: volumeTable(sums) },
    ...partialLinesText(composition, scope).map((note): Block => ({ type: "note", text: note })),
    ...definitionNotes(composition),
    ...(told.length === 0 ? [] : [paragraph(told.join(" "))]),
  ];
}
