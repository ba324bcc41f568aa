import { online, pending, received, resolved } from "../../domain/counts.ts";
import { SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { monthsOf } from "../../domain/period.ts";
import type { Scope } from "../../domain/scope.ts";
import { type Composition, limitsOf } from "../composition.ts";
import { printedEarlier, printedShare } from "../printed-rate.ts";
import type { Block } from "../report.ts";
import { changeText, countText, previousText, rateText } from "../wording.ts";
import { paragraph } from "./sentences.ts";

const WHOLE: readonly Scope[] = [{ kind: "province", code: "", name: SCOPE_NAMES.province, level: null }];

/** "tỷ lệ giải quyết đúng hạn và trước hạn 97,52% (…), tăng 0,12 điểm phần trăm so với tháng trước". */
function onTimeText(composition: Composition): string {
  const { evidence } = composition.figures;
  const share = evidence.share("on-time", WHOLE);
  if (share === null || share.denominator === 0) return "";
  const { numerator, denominator } = share;
  const limits = limitsOf(composition, "on-time", WHOLE);
  const now = printedShare({ ...share, limits });
  const before = printedEarlier(evidence.rateBefore("on-time", WHOLE), limits);
  const rate = rateText({ ...share, limits });
  const compared =
    now === null || before === null
      ? ""
      : `, ${changeText(now, before)} so với ${previousText(composition.inputs.period)}`;
  return ` Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn: ${rate} (${countText(numerator)} trên ${countText(denominator)} hồ sơ đã giải quyết, không kể hồ sơ rút, trả lại)${compared}.`;
}

/**
 * Tình hình tiếp nhận, giải quyết hồ sơ of the whole province in the period, with the sums of Biểu II.06a; what was
 * open at the start or at the end is told only where every agency's first or last month is there.
 */
export function progressBlocks(composition: Composition): Block[] {
  const { evidence } = composition.figures;
  const sums = evidence.sums(WHOLE);
  if (sums === null) return [paragraph("Tình hình tiếp nhận, giải quyết hồ sơ: chưa có số liệu.")];
  const months = monthsOf(composition.inputs.period);
  const isWhole = (month: string | undefined): boolean => evidence.isWhole(WHOLE, month ?? "");
  const opening = isWhole(months[0]) ? `, kỳ trước chuyển qua ${countText(sums.openingBacklog)} hồ sơ` : "";
  const open = isWhole(months.at(-1))
    ? ` Đang giải quyết ${countText(pending(sums))} hồ sơ, trong đó trong hạn ${countText(sums.pendingInTime)}, quá hạn ${countText(sums.pendingOverdue)}.`
    : "";
  const onPaper = received(sums) - online(sums) - sums.postal;
  return [
    paragraph(
      `Trong kỳ, toàn tỉnh tiếp nhận mới ${countText(received(sums))} hồ sơ (trực tuyến ${countText(online(sums))}, trực tiếp ${countText(onPaper)}, qua bưu chính công ích ${countText(sums.postal)})${opening}. Đã giải quyết ${countText(resolved(sums) + sums.withdrawn)} hồ sơ, trong đó trước hạn ${countText(sums.resolvedEarly)}, đúng hạn ${countText(sums.resolvedOnTime)}, quá hạn ${countText(sums.resolvedLate)}, rút hoặc trả lại ${countText(sums.withdrawn)}.${open}${onTimeText(composition)}`,
    ),
  ];
}
