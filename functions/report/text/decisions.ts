import { LEVELS, type Level } from "../../domain/agency.ts";
import { SCOPE_NAMES } from "../../domain/figures/figure.ts";
import { type Displaced, isLower } from "../../domain/figures/precedence.ts";
import { type Day, nominalLastDayOf, type Period, windowOf } from "../../domain/period.ts";
import { bindsLevel, daysInForce, type Programme } from "../../domain/programme.ts";
import { dayText, fewText, periodText, withinSentence } from "../wording.ts";

/** A sentence for each demand of the national pack for which a decision of the province asks less. */
export function contradictionTexts(displaced: readonly Displaced[]): string[] {
  const sentences = displaced.filter(isLower).map(({ programme, target, own }) => {
    const what = `giao “${withinSentence(target.name)}” thấp hơn mức của ${programme.shortName}`;
    return `${own.programme.shortName} ${what}; báo cáo đánh giá theo văn bản của tỉnh và ghi chú điều này, đề nghị kiểm tra lại mức giao ở tệp programmes/${own.programme.id}.json.`;
  });
  return [...new Set(sentences)];
}

/** A sentence for each document and level that it asks something of and that has no agency on a day: nobody is judged by that. */
export function levellessTexts(programmes: readonly Programme[], levels: ReadonlySet<Level>, day: Day): string[] {
  return programmes.flatMap(({ id, shortName, targets }) =>
    LEVELS.filter((level) => !levels.has(level)).flatMap((level) => {
      const asked = targets.filter((target) => bindsLevel(target, level)).length;
      if (asked === 0) return [];
      const none = `${shortName} giao ${fewText(asked)} chỉ tiêu cho ${SCOPE_NAMES[level]}, nhưng ngày ${dayText(day)} không có cơ quan nào ở cấp này`;
      return [
        `${none}; báo cáo không đánh giá các mức đó. Mức nay giao cho cấp khác thì sửa mục thresholds ở tệp programmes/${id}.json.`,
      ];
    }),
  );
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
