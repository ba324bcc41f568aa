import type { NotAsked } from "./question.ts";

const NOT_ASKED: Readonly<Record<NotAsked, string>> = {
  "no-such-period":
    "Cổng Dịch vụ công quốc gia chỉ có số liệu của tháng, quý và năm dương lịch nên không hỏi Cổng về kỳ báo cáo này.",
  "not-over":
    "Kỳ dương lịch cùng tên chưa kết thúc nên chưa hỏi Cổng Dịch vụ công quốc gia: Cổng chỉ trả lời một phần của kỳ.",
};

/** Why the portal was not asked for a period. */
export const notAskedText = (reason: NotAsked): string => NOT_ASKED[reason];

/**
 * That the portal's answers could not be had, or not all of them.
 *
 * @param failure what happened, within a Vietnamese sentence
 */
export const portalMissedText = (failure: string): string =>
  `Không lấy được đủ số liệu của Cổng Dịch vụ công quốc gia: ${failure}.`;
