import { type Displaced, isLower } from "../../domain/figures/precedence.ts";
import { nominalLastDayOf, type Period, windowOf } from "../../domain/period.ts";
import { daysInForce, type Programme } from "../../domain/programme.ts";
import { dayText, periodText, withinSentence } from "../wording.ts";

/** A sentence for each demand of the national pack for which a decision of the province asks less. */
export function contradictionTexts(displaced: readonly Displaced[]): string[] {
  const sentences = displaced.filter(isLower).map(({ programme, target, own }) => {
    const what = `giao “${withinSentence(target.name)}” thấp hơn mức của ${programme.shortName}`;
    return `${own.programme.shortName} ${what}; báo cáo đánh giá theo văn bản của tỉnh và ghi chú điều này, đề nghị kiểm tra lại mức giao ở tệp programmes/${own.programme.id}.json.`;
  });
  return [...new Set(sentences)];
}

/** A sentence for each document whose last day lies within the period: the period is judged without it. */
export function endedTexts(programmes: readonly Programme[], period: Period): string[] {
  const { from } = windowOf(period, "calendar");
  const last = nominalLastDayOf(period);
  return programmes.flatMap((programme) => {
    const { to } = daysInForce(programme);
    if (to < from || to >= last) return [];
    const ended = `${programme.shortName} hết hiệu lực ngày ${dayText(to)}, trước ngày cuối của ${periodText(period)} (${dayText(last)})`;
    return [`${ended}, nên không dùng để đánh giá kỳ này; cần đánh giá thì chỉ định văn bản "${programme.id}".`];
  });
}
